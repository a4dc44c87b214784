extension LotTrace {
    /// One point with everything that goods came by from there; a point is told once and named again wherever else goods reached it.
    package struct Branch: Sendable {
        package let point: Point
        /// Who was given the goods, where that is known.
        package let receiver: String?
        package let telephone: String?
        /// How much came this way; zero at a root.
        package let quantity: Int64
        /// What brought it here, in the order of time.
        package let steps: [Step]
        /// What happened to it here without moving it: holds, reservations, inspections.
        package let within: [Step]
        package let isToldElsewhere: Bool
        package let branches: [Branch]
    }

    /// From the producers and suppliers to whoever has or used the goods; or back, from those to where the goods came from.
    package func tree(isBack: Bool = false) -> [Branch] {
        var builder = TreeBuilder(steps, isBack: isBack)
        return builder.roots()
    }
}

/// Walks the points once, deeper as far as goods went.
private struct TreeBuilder {
    private typealias Point = LotTrace.Point
    private struct Way: Hashable {
        let to: Point
        let receiver: String?
        let telephone: String?
    }

    private let isBack: Bool
    private var order: [Point] = []
    private var ways: [Point: [(way: Way, steps: [LotTrace.Step])]] = [:]
    private var within: [Point: [LotTrace.Step]] = [:]
    private var reached: Set<Point> = []
    private var told: Set<Point> = []

    init(_ steps: [LotTrace.Step], isBack: Bool) {
        self.isBack = isBack
        var places: [Point: [Way: Int]] = [:]
        // Backwards the last document comes first.
        for step in isBack ? steps.reversed() : steps {
            let (start, end) = isBack ? (step.to, step.from) : (step.from, step.to)
            for point in [start, end] where ways[point] == nil {
                order.append(point)
                ways[point] = []
            }
            guard start != end else {
                within[start, default: []].append(step)
                continue
            }
            reached.insert(end)
            // Backwards goods came from whoever gave them out, not from who got them.
            let way = Way(to: end, receiver: isBack ? nil : step.receiver, telephone: isBack ? nil : step.telephone)
            if let place = places[start]?[way] {
                ways[start]?[place].steps.append(step)
            } else {
                places[start, default: [:]][way] = ways[start]?.count ?? 0
                ways[start]?.append((way, [step]))
            }
        }
    }

    /// Begins where nothing came from before; what only goes round in a circle begins with its first point.
    mutating func roots() -> [LotTrace.Branch] {
        var found: [LotTrace.Branch] = []
        for point in order.filter({ !reached.contains($0) }) + order where !told.contains(point) {
            found.append(branch(Way(to: point, receiver: nil, telephone: nil), []))
        }
        return found
    }

    private mutating func branch(_ way: Way, _ steps: [LotTrace.Step]) -> LotTrace.Branch {
        let isToldElsewhere = !told.insert(way.to).inserted
        var branches: [LotTrace.Branch] = []
        if !isToldElsewhere {
            for next in ways[way.to] ?? [] { branches.append(branch(next.way, next.steps)) }
        }
        return LotTrace.Branch(
            point: way.to, receiver: way.receiver, telephone: way.telephone, quantity: steps.reduce(0) { $0 + $1.quantity }, steps: steps,
            within: isToldElsewhere ? [] : within[way.to] ?? [],
            isToldElsewhere: isToldElsewhere && !(ways[way.to] ?? []).isEmpty, branches: branches)
    }
}
