/// Finds chains of substitutes and parts by which an item would in the end serve for itself.
package struct ItemChains: Sendable {
    private var servedBy: [String: [String]] = [:]

    package init() {}

    /// Takes it up that one item serves for another, as a substitute or as a part; else answers the chain that would lead back to it.
    ///
    /// Shape:  the chain begins and ends with the item, such as a, b, a; nil where there is none.
    package mutating func add(_ other: String, servingFor item: String) -> [String]? {
        if let way = way(from: other, to: item) { return [item] + way }
        servedBy[item, default: []].append(other)
        return nil
    }

    /// The shortest, both ends included.
    private func way(from start: String, to end: String) -> [String]? {
        var cameFrom: [String: String?] = [start: nil]
        var open = [start]
        while !open.isEmpty {
            if open.contains(end) { break }
            var next: [String] = []
            for item in open {
                for other in servedBy[item] ?? [] where cameFrom[other] == nil {
                    cameFrom[other] = item
                    next.append(other)
                }
            }
            open = next
        }
        guard cameFrom[end] != nil else { return nil }
        var way = [end]
        while let before = cameFrom[way[0]] ?? nil { way.insert(before, at: 0) }
        return way
    }
}
