/// One question: is what we have, and were promised, enough for this scenario by this standard?
package struct ReadinessCheck: Sendable {
    package var scenario: ReadinessScenario
    /// Every category of the district, in its order.
    package var categories: [String]
    /// The lines for the scenario's hazard, in the order of the standard.
    package var lines: [StandardLine]
    package var sources: [SupplySource]
    package var day: CalendarDate
    /// What else happens at the same time, and wants the same goods.
    package var others: [ReadinessDemand] = []
    /// By which hours coverage is told besides each line's own.
    package var coverageHours: [Int] = []

    package init(
        scenario: ReadinessScenario, categories: [String], lines: [StandardLine], sources: [SupplySource], day: CalendarDate
    ) {
        self.scenario = scenario
        self.categories = categories
        self.lines = lines
        self.sources = sources
        self.day = day
    }

    private var demands: [ReadinessDemand] { [ReadinessDemand(scenario: scenario, lines: lines)] + others }

    /// One line of one scenario with what it comes to.
    private struct Entry {
        let scenario: Int
        let line: StandardLine
        let requirement: Requirement
    }

    /// Errors: SP609 when a scenario does not say what a driver is worth; SP606 when figures do not fit.
    package func answer() throws -> ReadinessAnswer {
        let entries = try demands.enumerated().flatMap { position, demand in
            try zip(demand.lines, demand.require()).map { Entry(scenario: position, line: $0, requirement: $1) }
        }
        let sourcesByItem = Dictionary(grouping: sources, by: \.item)
        let drawn = try share(entries, sourcesByItem)
        let covered = try coverageHours.map { hours in
            (hours, try share(entries, sourcesByItem, byHour: hours).mapValues { $0.reduce(0) { $0 + $1.values.reduce(0, +) } })
        }
        let answers = try entries.indices.map { index in
            try answer(
                for: entries[index], drawn: drawn[index] ?? [],
                coverage: covered.map { HourCoverage(hours: $0, covered: $1[index] ?? 0) },
                from: sourcesByItem[entries[index].line.item] ?? [])
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

    /// What each line is given by kind, by its position; one after the other of its towns. Only lines of the same item compete.
    ///
    /// Shape: by its own hour, or by one hour for all.
    private func share(
        _ entries: [Entry], _ sources: [ItemID: [SupplySource]], byHour hours: Int? = nil
    ) throws -> [Int: [[SupplyKind: Int64]]] {
        var drawn: [Int: [[SupplyKind: Int64]]] = [:]
        for (item, positions) in Dictionary(grouping: entries.indices, by: { entries[$0].line.item }) {
            let needs = positions.flatMap { position in
                let entry = entries[position]
                return entry.requirement.needs(in: entry.scenario).map { target, required in
                    SupplySharing.Need(line: entry.line, target: target, required: required, hours: hours ?? entry.line.withinHours)
                }
            }
            var given = try SupplySharing(needs: needs, sources: sources[item] ?? [], on: day).drawn()[...]
            for position in positions {
                let own = given.prefix(max(1, entries[position].requirement.towns.count))
                drawn[position] = Array(own)
                given = given.dropFirst(own.count)
            }
        }
        return drawn
    }

    private func answer(
        for entry: Entry, drawn: [[SupplyKind: Int64]], coverage: [HourCoverage], from sources: [SupplySource]
    ) throws -> LineAnswer {
        let line = entry.line
        var available: [SupplyKind: Int64] = [:]
        var leftOut: [ExclusionReason: Int64] = [:]
        let targets = entry.requirement.needs(in: entry.scenario).map(\.target)
        for source in sources where source.category == nil || source.category == line.category {
            let share = source.share(withinHours: line.withinHours, on: day, towardsAny: targets)
            available[source.kind] = try add(share.counted, to: available[source.kind], of: line)
            for (reason, quantity) in share.leftOut { leftOut[reason] = try add(quantity, to: leftOut[reason], of: line) }
        }
        // What is drawn never exceeds what is required, so these sums fit.
        let covered = drawn.map { $0.values.reduce(0, +) }
        return LineAnswer(
            line: line, scenario: entry.scenario, requirement: entry.requirement, available: available,
            drawn: drawn.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }, covered: covered.reduce(0, +), leftOut: leftOut,
            coverage: coverage,
            towns: zip(entry.requirement.towns, covered).map {
                TownAnswer(town: $0.town, required: $0.quantity.rawValue, covered: $1)
            })
    }

    private func add(_ quantity: Int64, to sum: Int64?, of line: StandardLine) throws -> Int64 {
        let (next, overflow) = (sum ?? 0).addingReportingOverflow(quantity)
        guard !overflow else { throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(line.itemCode)])) }
        return next
    }
}
