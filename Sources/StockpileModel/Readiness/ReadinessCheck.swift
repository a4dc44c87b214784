/// One question: is what we have, and were promised, enough for this scenario by this standard?
package struct ReadinessCheck: Sendable {
    package var scenario: ReadinessScenario
    /// Every category of the district, in its order.
    package var categories: [String]
    /// The lines for the scenario's hazard, in the order of the standard.
    package var lines: [StandardLine]
    package var sources: [SupplySource]
    package var day: CalendarDate

    package init(
        scenario: ReadinessScenario, categories: [String], lines: [StandardLine], sources: [SupplySource], day: CalendarDate
    ) {
        self.scenario = scenario
        self.categories = categories
        self.lines = lines
        self.sources = sources
        self.day = day
    }

    /// Errors: SP609 when the scenario does not say what a driver is worth; SP606 when figures do not fit.
    package func answer() throws -> ReadinessAnswer {
        let requirements = try require()
        let sourcesByItem = Dictionary(grouping: sources, by: \.item)
        let drawn = try share(requirements, sourcesByItem)
        let answers = try lines.indices.map { index in
            try answer(
                for: lines[index], requirements[index], drawn: drawn[index] ?? [:], from: sourcesByItem[lines[index].item] ?? [])
        }
        let byCategory = Dictionary(grouping: answers, by: \.line.category)
        return ReadinessAnswer(
            categories: categories.map { category in
                let answers = byCategory[category] ?? []
                return CategoryAnswer(
                    category: category, lineCount: answers.count, shortCount: answers.count { $0.verdict == .short })
            },
            lines: answers)
    }

    private func require() throws -> [Requirement] {
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

    /// What each line is given by kind, by its position. Only lines of the same item compete.
    private func share(_ requirements: [Requirement], _ sources: [ItemID: [SupplySource]]) throws -> [Int: [SupplyKind: Int64]] {
        var drawn: [Int: [SupplyKind: Int64]] = [:]
        for (item, positions) in Dictionary(grouping: lines.indices, by: { lines[$0].item }) {
            let needs = positions.map { SupplySharing.Need(line: lines[$0], required: requirements[$0].quantity.rawValue) }
            let given = try SupplySharing(needs: needs, sources: sources[item] ?? [], on: day).drawn()
            for (position, kinds) in zip(positions, given) { drawn[position] = kinds }
        }
        return drawn
    }

    private func answer(
        for line: StandardLine, _ requirement: Requirement, drawn: [SupplyKind: Int64], from sources: [SupplySource]
    ) throws -> LineAnswer {
        var available: [SupplyKind: Int64] = [:]
        var leftOut: [ExclusionReason: Int64] = [:]
        for source in sources where source.category == nil || source.category == line.category {
            let share = source.share(withinHours: line.withinHours, on: day)
            available[source.kind] = try add(share.counted, to: available[source.kind], of: line)
            for (reason, quantity) in share.leftOut { leftOut[reason] = try add(quantity, to: leftOut[reason], of: line) }
        }
        // What is drawn never exceeds what is required, so this sum fits.
        return LineAnswer(
            line: line, requirement: requirement, available: available, drawn: drawn, covered: drawn.values.reduce(0, +), leftOut: leftOut)
    }

    private func add(_ quantity: Int64, to sum: Int64?, of line: StandardLine) throws -> Int64 {
        let (next, overflow) = (sum ?? 0).addingReportingOverflow(quantity)
        guard !overflow else { throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(line.itemCode)])) }
        return next
    }
}
