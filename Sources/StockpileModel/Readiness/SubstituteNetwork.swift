/// The part of a program in which one need is met.
struct SubstituteNetwork {
    /// Whatever serves for another stands before it, the needed item last.
    let items: [ItemID]
    /// No more than this of an item is of any use to the need.
    let most: [ItemID: Int64]
    let required: Int64
    var draws: [ItemID: [(parcel: Int, column: IntegerProgram.ColumnIndex)]] = [:]
    private(set) var cover = 0
    private var uses: [(substitute: SubstituteMap.Substitute, column: IntegerProgram.ColumnIndex)] = []
    private var kits: [ItemID: IntegerProgram.ColumnIndex] = [:]

    init(_ need: SupplySharing.Need, _ map: SubstituteMap) throws {
        items = map.serving(need.line.item)
        required = need.required
        var most: [ItemID: Int64] = [need.line.item: need.required]
        func add(_ quantity: Int128, to item: ItemID) throws {
            let sum = Int128(most[item] ?? 0) + quantity
            guard let fits = Int64(exactly: sum), fits <= IntegerProgram.largest else {
                throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(need.line.itemCode)]))
            }
            most[item] = fits
        }
        try add(0, to: need.line.item)
        for item in items.reversed() {
            let wanted = most[item] ?? 0
            for substitute in map.substitutes(of: item) { try add(Int128(substitute.needed(for: wanted)), to: substitute.substitute) }
            for part in map.parts(of: item) { try add(Int128(wanted) * Int128(part.quantity), to: part.part) }
        }
        self.most = most
    }

    /// How much passes from item to item.
    var flows: [IntegerProgram.ColumnIndex] { uses.map(\.column) + items.compactMap { kits[$0] } }

    mutating func addFlows(to program: inout IntegerProgram, _ map: SubstituteMap) {
        var leaving: [ItemID: [IntegerProgram.Term]] = [:]
        var arriving: [ItemID: [IntegerProgram.Term]] = draws.mapValues { $0.map { .init($0.column) } }
        for item in items {
            for substitute in map.substitutes(of: item) {
                let used = program.addColumn(upTo: most[substitute.substitute])
                uses.append((substitute, used))
                leaving[substitute.substitute, default: []].append(.init(used, times: -1))
                arriving[item, default: []].append(Self.gain(of: substitute, used, most: most[item] ?? 0, in: &program))
            }
            let parts = map.parts(of: item)
            guard !parts.isEmpty else { continue }
            let kit = program.addColumn(upTo: most[item])
            kits[item] = kit
            arriving[item, default: []].append(.init(kit))
            for part in parts { leaving[part.part, default: []].append(.init(kit, times: -part.quantity)) }
        }
        cover = program.addColumn(upTo: required)
        if let needed = items.last { leaving[needed, default: []].append(.init(cover, times: -1)) }
        for item in items where leaving[item] != nil {
            program.require((arriving[item] ?? []) + (leaving[item] ?? []), atLeast: 0)
        }
    }

    /// What units of a substitute stand for: whole units of the item.
    private static func gain(
        of substitute: SubstituteMap.Substitute, _ used: IntegerProgram.ColumnIndex, most: Int64, in program: inout IntegerProgram
    ) -> IntegerProgram.Term {
        let million: Int64 = 1_000_000
        let (whole, rest) = substitute.units.millionths.quotientAndRemainder(dividingBy: million)
        if rest == 0 { return .init(used, times: whole) }
        let common = greatestDivisor(substitute.units.millionths, million)
        let gained = program.addColumn(upTo: most)
        program.require(
            [.init(gained, times: million / common), .init(used, times: -substitute.units.millionths / common)], atMost: 0)
        return .init(gained)
    }

    private static func greatestDivisor(_ first: Int64, _ second: Int64) -> Int64 {
        second == 0 ? first : greatestDivisor(second, first % second)
    }

    /// What the need is given: its own item first, then the best kinds, as at every step.
    func share(_ values: [Int64], parcels: [SubstituteParcel], _ map: SubstituteMap) -> LineShare {
        var share = LineShare()
        var heaps: [ItemID: KindHeap] = [:]
        for item in items {
            var heap = KindHeap()
            for draw in draws[item] ?? [] { heap.add(values[draw.column], of: parcels[draw.parcel].kind) }
            // What the item itself covers is not given back because a substitute stands for more than is missing.
            let own = item == items.last ? heap.take(values[cover]) : KindHeap()
            for use in uses where use.substitute.item == item && values[use.column] > 0 {
                let taken = heaps[use.substitute.substitute, default: KindHeap()].take(values[use.column])
                heap.add(taken.counted { use.substitute.standsFor($0) })
                if item == items.last {
                    let standsFor = use.substitute.standsFor(taken.total)
                    share.substitutes.append(.init(item: use.substitute.substitute, quantity: taken.total, standsFor: standsFor))
                }
            }
            if let kit = kits[item], values[kit] > 0 {
                let parts = map.parts(of: item).map { part in
                    heaps[part.part, default: KindHeap()].take(part.quantity * values[kit]).counted { $0 / part.quantity }
                }
                heap.add(KindHeap.worst(of: parts))
                if item == items.last { share.assembled = values[kit] }
            }
            if item == items.last {
                var drawn = own
                drawn.add(heap.take(values[cover] - own.total))
                share.drawn = drawn.quantities.filter { $0.value > 0 }
            }
            heaps[item] = heap
        }
        return share
    }
}
