/// Hands out what there is to one need after the other: as much as it can have without taking from an earlier one, which may be served from
/// elsewhere for it. Augmenting paths (Ford, Fulkerson 1956).
struct PlainFlow {
    private var heads: [Int] = []
    private var left: [Int] = []
    /// Arcs by the node they leave; an arc and the one back are neighbours.
    private var leaving: [[Int]] = [[], []]
    private let source = 0
    private let sink = 1

    /// What each need is given.
    ///
    /// - Parameter counted: by source, then need: what of it is there in time. So much of a source goes at most to all needs together that
    ///   have no more of it in time.
    static func given(required: [Int], counted: [[Int]]) -> [Int] {
        var flow = PlainFlow()
        let needs = required.map { _ in flow.node() }
        for of in counted {
            var parent = flow.source
            for level in Set(of).sorted(by: >) where level > 0 {
                let node = flow.node()
                flow.arc(parent, node, level)
                for need in of.indices where of[need] == level { flow.arc(node, needs[need], level) }
                parent = node
            }
        }
        return zip(needs, required).map { node, quantity in
            flow.arc(node, flow.sink, quantity)
            var given = 0
            while let more = flow.augment() { given += more }
            return given
        }
    }

    private mutating func node() -> Int {
        leaving.append([])
        return leaving.count - 1
    }

    private mutating func arc(_ from: Int, _ to: Int, _ capacity: Int) {
        leaving[from].append(heads.count)
        leaving[to].append(heads.count + 1)
        heads += [to, from]
        left += [capacity, 0]
    }

    /// Nil when no way is left.
    private mutating func augment() -> Int? {
        var arcTo = [Int?](repeating: nil, count: leaving.count)
        var waiting = [source][...]
        while let node = waiting.popFirst(), arcTo[sink] == nil {
            for arc in leaving[node] where left[arc] > 0 && arcTo[heads[arc]] == nil && heads[arc] != source {
                arcTo[heads[arc]] = arc
                waiting.append(heads[arc])
            }
        }
        guard arcTo[sink] != nil else { return nil }
        var path: [Int] = []
        var node = sink
        while node != source, let arc = arcTo[node] {
            path.append(arc)
            node = heads[arc ^ 1]
        }
        let most = path.map { left[$0] }.min() ?? 0
        for arc in path {
            left[arc] -= most
            left[arc ^ 1] += most
        }
        return most
    }
}
