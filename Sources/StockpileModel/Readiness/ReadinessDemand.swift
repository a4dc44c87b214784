/// What one scenario asks for by a standard.
package struct ReadinessDemand: Sendable, Codable {
    package var scenario: ReadinessScenario
    /// The lines for the scenario's hazard, in the order of the standard.
    package var lines: [StandardLine]

    package init(scenario: ReadinessScenario, lines: [StandardLine]) {
        self.scenario = scenario
        self.lines = lines
    }

    /// How much each line needs.
    ///
    /// Shape:  as `lines`.
    /// Errors: SP609 naming every driver that the scenario says nothing of; SP606 when figures do not fit.
    package func require() throws -> [Requirement] {
        let missing = Set(lines.map(\.driver)).filter { scenario.drivers[$0] == nil }.sorted()
        return try lines.map { line in
            guard let value = scenario.drivers[line.driver] else {
                throw StockpileError.refused(
                    Refusal(
                        .standardMissing,
                        [
                            "scenario": .text(scenario.code), "hazard": .text(scenario.hazard),
                            "drivers": .array(missing.map { .text($0) }),
                        ]))
            }
            return try Requirement(of: line, driverValue: value)
        }
    }
}
