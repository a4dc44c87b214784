extension RotationFloor {
    /// Of so many towns every set is looked at; of more each town and all of them.
    private static let townsAtMost = 5

    /// What the lines of a standard need of stock in one scenario.
    ///
    /// Shape:  `places` has the places whose stock may count, with their codes. Where lines are reckoned town by town there is a floor for
    ///         each set of towns: stock that reaches one of them, for what they need together.
    /// Errors: SP609 when the scenario does not say what a driver is worth; SP606 when figures do not fit.
    package static func floors(
        of lines: [StandardLine], in scenario: ReadinessScenario, places: [PlaceID: String], by routes: RouteMap
    ) throws -> [RotationFloor] {
        let requirements = try ReadinessDemand(scenario: scenario, lines: lines).require()
        let groups = Dictionary(grouping: zip(lines, requirements)) { [$0.0.itemCode, $0.0.category] }
        return try groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { key, needs in
            try Set(needs.map(\.0.withinHours)).sorted().flatMap { hours in
                let due = needs.filter { $0.0.withinHours <= hours }.map(\.1)
                let whole = due.filter(\.towns.isEmpty).map(\.quantity)
                let single = Dictionary(grouping: due.flatMap(\.towns), by: \.town).mapValues { $0.map(\.quantity) }
                func near(_ towns: [String]) -> Set<String> {
                    let ways = places.map { ($0.value, routes.way(from: $0.key, to: towns)) }
                    return Set(ways.filter { $0.1.arrivalMinutes != nil && !$0.1.isTooFar(withinHours: hours) }.map(\.0))
                }
                func floor(_ required: [Quantity], at places: Set<String>) throws -> RotationFloor {
                    guard let required = Quantity.sum(required) else {
                        throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(key[0])]))
                    }
                    return RotationFloor(
                        item: key[0], category: key[1], places: places, required: required.rawValue, responseDays: scenario.responseDays)
                }
                let all = single.isEmpty || !whole.isEmpty ? [try floor(whole, at: near(scenario.towns))] : []
                // What reaches all towns reaches each, so what they all need together comes on top.
                return try all
                    + sets(of: single.keys.sorted()).map { towns in
                        try floor(
                            whole + towns.flatMap { single[$0] ?? [] }, at: towns.reduce(into: []) { $0.formUnion(near([$1])) })
                    }
            }
        }
    }

    private static func sets(of towns: [String]) -> [[String]] {
        guard towns.count <= townsAtMost else { return towns.map { [$0] } + [towns] }
        return (0..<(1 << towns.count)).dropFirst().map { choice in towns.indices.filter { choice & (1 << $0) != 0 }.map { towns[$0] } }
    }
}
