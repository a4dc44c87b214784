extension RotationFloor {
    /// What the lines of a standard need of stock in one scenario.
    ///
    /// Shape:  `ways` has the codes of the places whose stock may count.
    /// Errors: SP609 when the scenario does not say what a driver is worth; SP606 when figures do not fit.
    package static func floors(
        of lines: [StandardLine], in scenario: ReadinessScenario, ways: [(place: String, way: Way)]
    ) throws -> [RotationFloor] {
        let answer = try ReadinessCheck(
            scenario: scenario, categories: [], lines: lines, sources: [], day: CalendarDate(dayNumber: 0)
        ).answer()
        let groups = Dictionary(grouping: answer.lines) { [$0.line.itemCode, $0.line.category] }
        return try groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { key, lines in
            try Set(lines.map(\.line.withinHours)).sorted().map { hours in
                let needs = lines.filter { $0.line.withinHours <= hours }.map(\.requirement.quantity)
                guard let required = Quantity.sum(needs) else {
                    throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(key[0])]))
                }
                let near = ways.filter { $0.way.arrivalMinutes != nil && !$0.way.isTooFar(withinHours: hours) }
                return RotationFloor(
                    item: key[0], category: key[1], places: Set(near.map(\.place)), required: required.rawValue,
                    responseDays: scenario.responseDays)
            }
        }
    }
}
