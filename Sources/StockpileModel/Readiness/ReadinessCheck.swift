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
    /// What of its sources serves for other items.
    package var substitutes = SubstituteMap()
    /// How long the search for what covers most with them may take; one that is stopped answers what is covered at least.
    package var searchSecondsMax = 5

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
        let shares = try share(entries, sourcesByItem)
        let covered = try coverageHours.map { hours in
            (hours, try share(entries, sourcesByItem, byHour: hours).mapValues { $0.reduce(0) { $0 + $1.covered } })
        }
        let answers = try entries.indices.map { index in
            try answer(
                for: entries[index], shares[index] ?? [],
                coverage: covered.map { HourCoverage(hours: $0, covered: $1[index] ?? 0) }, from: sourcesByItem)
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

    /// What each line is given, by its position; one after the other of its towns. Only lines of the same item, or of items that serve for
    /// each other, compete.
    ///
    /// Shape: by its own hour, or by one hour for all; by one hour for all only how much is covered is meant.
    private func share(
        _ entries: [Entry], _ sources: [ItemID: [SupplySource]], byHour hours: Int? = nil
    ) throws -> [Int: [LineShare]] {
        var shares: [Int: [LineShare]] = [:]
        let groups = Dictionary(grouping: entries.indices) { substitutes.group(of: entries[$0].line.item) }
        for (group, positions) in groups {
            let needs = positions.flatMap { position in
                let entry = entries[position]
                return entry.requirement.needs(in: entry.scenario).map { target, required in
                    SupplySharing.Need(line: entry.line, target: target, required: required, hours: hours ?? entry.line.withinHours)
                }
            }
            var given: ArraySlice<LineShare>
            if substitutes.isBound(group) {
                var sharing = try SubstituteSharing(needs: needs, sources: sources, substitutes, on: day)
                sharing.secondsToCover = searchSecondsMax
                given = try sharing.shares(onlyCovered: hours != nil)[...]
            } else {
                given = try SupplySharing(needs: needs, sources: sources[group] ?? [], on: day).drawn().map { LineShare(drawn: $0) }[...]
            }
            for position in positions {
                let own = given.prefix(max(1, entries[position].requirement.towns.count))
                shares[position] = Array(own)
                given = given.dropFirst(own.count)
            }
        }
        return shares
    }

    private func answer(
        for entry: Entry, _ shares: [LineShare], coverage: [HourCoverage], from sources: [ItemID: [SupplySource]]
    ) throws -> LineAnswer {
        let line = entry.line
        var available: [SupplyKind: Int64] = [:]
        var leftOut: [ExclusionReason: Int64] = [:]
        let targets = entry.requirement.needs(in: entry.scenario).map(\.target)
        for source in sources[line.item] ?? [] where source.category == nil || source.category == line.category {
            let share = source.share(withinHours: line.withinHours, on: day, towardsAny: targets)
            available[source.kind] = try add(share.counted, to: available[source.kind], of: line)
            for (reason, quantity) in share.leftOut { leftOut[reason] = try add(quantity, to: leftOut[reason], of: line) }
        }
        let others = try substitutes.substitutes(of: line.item).map { substitute in
            let quantity = try counted(substitute.substitute, for: line, towards: targets, of: sources)
            return AvailableSubstitute(item: substitute.substitute, quantity: quantity, standsFor: substitute.standsFor(quantity))
        }
        let parts = try substitutes.parts(of: line.item).map { part in
            AvailablePart(
                item: part.part, perKit: part.quantity, quantity: try counted(part.part, for: line, towards: targets, of: sources))
        }
        // What is drawn never exceeds what is required, so its sum fits.
        return LineAnswer(
            line: line, scenario: entry.scenario, requirement: entry.requirement, available: available, substitutes: others, parts: parts,
            share: LineShare(together: shares), leftOut: leftOut, coverage: coverage,
            towns: zip(entry.requirement.towns, shares).map {
                TownAnswer(town: $0.town, required: $0.quantity.rawValue, covered: $1.covered)
            })
    }

    /// What there is of an item that could serve the line, or one of its towns, in time.
    private func counted(
        _ item: ItemID, for line: StandardLine, towards targets: [SupplyTarget], of sources: [ItemID: [SupplySource]]
    ) throws -> Int64 {
        try (sources[item] ?? []).filter { $0.category == nil || $0.category == line.category }.reduce(0) { sum, source in
            try add(source.share(withinHours: line.withinHours, on: day, towardsAny: targets).counted, to: sum, of: line)
        }
    }

    private func add(_ quantity: Int64, to sum: Int64?, of line: StandardLine) throws -> Int64 {
        let (next, overflow) = (sum ?? 0).addingReportingOverflow(quantity)
        guard !overflow else { throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(line.itemCode)])) }
        return next
    }
}
