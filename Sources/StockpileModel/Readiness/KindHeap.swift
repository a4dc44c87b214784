/// Units of one item by the kind they count as.
struct KindHeap {
    private(set) var quantities: [SupplyKind: Int64] = [:]

    var total: Int64 { quantities.values.reduce(0, +) }

    mutating func add(_ quantity: Int64, of kind: SupplyKind) {
        if quantity > 0 { quantities[kind, default: 0] += quantity }
    }

    mutating func add(_ other: KindHeap) {
        for (kind, quantity) in other.quantities { add(quantity, of: kind) }
    }

    /// So many units, the best kinds first; no more than there are.
    mutating func take(_ quantity: Int64) -> KindHeap {
        var missing = quantity
        var taken = KindHeap()
        for kind in SupplyKind.allCases {
            let part = min(missing, quantities[kind] ?? 0)
            guard part > 0 else { continue }
            taken.add(part, of: kind)
            quantities[kind, default: 0] -= part
            missing -= part
        }
        return taken
    }

    /// What it counts for in another unit; what is made of several kinds counts as the worst of them.
    func counted(_ whole: (Int64) -> Int64) -> KindHeap {
        var sum: Int64 = 0
        return Self.steps { kind in
            sum += quantities[kind] ?? 0
            return whole(sum)
        }
    }

    /// What can be made of one unit of each; each counts as the worst of its parts.
    static func worst(of parts: [KindHeap]) -> KindHeap {
        var sums = [Int64](repeating: 0, count: parts.count)
        return steps { kind in
            for (index, part) in parts.enumerated() { sums[index] += part.quantities[kind] ?? 0 }
            return sums.min() ?? 0
        }
    }

    /// A heap by how much of it is of a kind or a better one.
    private static func steps(_ upTo: (SupplyKind) -> Int64) -> KindHeap {
        var heap = KindHeap()
        var before: Int64 = 0
        for kind in SupplyKind.allCases {
            let now = upTo(kind)
            heap.add(now - before, of: kind)
            before = max(before, now)
        }
        return heap
    }
}
