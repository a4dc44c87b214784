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
    /// Errors: SP609 naming every driver that the scenario says nothing of, and towns without a figure that a line asks for; SP606 when
    ///         figures do not fit.
    package func require() throws -> [Requirement] {
        var drivers: Set<String> = []
        var towns: Set<String> = []
        let requirements = try lines.compactMap { line -> Requirement? in
            if scenario.isByTown(line) {
                let values = scenario.towns.map { (town: $0, value: scenario.figure(of: line, in: $0)) }
                let known = values.compactMap { town, value in value.map { (town: town, driverValue: $0) } }
                if known.count == values.count { return try Requirement(of: line, byTown: known) }
                towns.formUnion(values.filter { $0.value == nil }.map(\.town))
            } else if let value = scenario.drivers[line.driver] {
                return try Requirement(of: line, driverValue: value)
            }
            drivers.insert(line.driver)
            return nil
        }
        guard drivers.isEmpty else { throw StockpileError.refused(figuresMissing(drivers, towns)) }
        return requirements
    }

    private func figuresMissing(_ drivers: Set<String>, _ towns: Set<String>) -> Refusal {
        var detail: [JSONMember] = [
            JSONMember("scenario", .text(scenario.code)), JSONMember("hazard", .text(scenario.hazard)),
            JSONMember("drivers", .array(drivers.sorted().map { .text($0) })),
        ]
        if !towns.isEmpty { detail.append(JSONMember("towns", .array(towns.sorted().map { .text($0) }))) }
        return Refusal(.standardMissing, .object(detail))
    }

    /// True where a line is reckoned town by town.
    package var isByTown: Bool { lines.contains { scenario.isByTown($0) } }
}
