package import StockpileModel
internal import Postgres
internal import StockpileStore

/// What a question about readiness is about.
package struct ReadinessQuestion: Sendable {
    package var level: ResponseLevel
    package var scenario: String
    /// Nil: today.
    package var day: CalendarDate?
    /// So many days after the first are asked for as well.
    package var daysAhead = 0
    /// Scenarios that happen at the same time and want the same goods.
    package var otherScenarios: [String] = []
    /// A version of the rule of confidence that is tried in place of the one in force.
    package var tryingRule: Int?
    /// A version of a standard that is tried in place of the one in force.
    package var tryingStandard: StandardVersion?
    /// Tells lots apart, so that the answer can be explained.
    package var byLot = false

    package init(level: ResponseLevel, scenario: String, on day: CalendarDate? = nil) {
        self.level = level
        self.scenario = scenario
        self.day = day
    }
}

/// All that readiness is reckoned from, read in one snapshot: what the standard asks for in each scenario, and what there is.
package struct ReadinessBasis: Sendable, Codable {
    package let level: ResponseLevel
    /// The scenario that was named first, then those that happen along with it.
    package let demands: [ReadinessDemand]
    let categories: [ReserveCategory]
    /// The days it answers for.
    package let span: ClosedRange<CalendarDate>
    package let book: SupplyBook
    let standard: Standard
    /// By another version than the one in force; nil in reports that were kept before versions could be tried.
    private(set) var isStandardTried: Bool?
    /// What the towns of the scenarios are called; nil where nothing is reckoned town by town.
    let towns: [CodeNames]?
    /// Care that falls due in the span. No part of what is kept with a report: what follows from it stands in the book.
    private(set) var care: [CareDue] = []

    private enum CodingKeys: String, CodingKey {
        case level, demands, categories, span, book, standard, isStandardTried, towns
    }

    package var scenario: ReadinessScenario { demands[0].scenario }
    package var day: CalendarDate { span.lowerBound }
    /// What the standard asks for.
    package var neededItems: [ItemID] { Set(demands.flatMap { $0.lines.map(\.item) }).sorted() }
    /// What the standard asks for, and everything that serves for it.
    package var items: [ItemID] { Set(neededItems + book.substitutes.named.map(\.item)).sorted() }

    /// The check of one of the scenarios as if it came alone, on the first day.
    func check(of demand: ReadinessDemand) -> ReadinessCheck {
        var check = ReadinessCheck(
            scenario: demand.scenario, categories: categories.map(\.code), lines: demand.lines,
            sources: SupplyOutlook(towards: [demand], by: book.routes).sources(in: book, on: day), day: day)
        check.substitutes = book.substitutes
        return check
    }

    /// The check of a day of the span, or of that day with something lost.
    package func check(
        on day: CalendarDate? = nil, losing losses: SupplyLosses = SupplyLosses(), coverageHours: [Int] = []
    ) -> ReadinessCheck {
        let day = day ?? self.day
        let outlook = SupplyOutlook(towards: demands, by: book.routes, losing: losses)
        var check = ReadinessCheck(
            scenario: scenario, categories: categories.map(\.code), lines: demands[0].lines,
            sources: outlook.sources(in: book, on: day), day: day)
        check.others = Array(demands.dropFirst())
        check.coverageHours = coverageHours
        check.substitutes = book.substitutes
        return check
    }
}

extension Operations {
    /// Reads what readiness is reckoned from.
    ///
    /// Errors: notFound for a scenario, or the rule or the standard that is tried; SP609 when no standard says anything of a
    ///         scenario's hazard.
    /// Source: the version in force on the first day, or the one that is tried.
    static func loadReadiness(
        _ question: ReadinessQuestion, today: CalendarDate, in tx: borrowing Transaction
    ) throws -> ReadinessBasis {
        let day = question.day ?? today
        let inForce = try tx.findStandard(for: question.level, on: day)
        let standard = try question.tryingStandard.map { try tried($0, for: question.level, in: tx) } ?? inForce
        var demands: [ReadinessDemand] = []
        for code in [question.scenario] + question.otherScenarios {
            guard let scenario = try tx.findScenario(code: code) else { throw StockpileError.notFound(subject: "scenario", code: code) }
            let lines = try standard.map { try tx.listStandardLines(of: $0, for: scenario.hazard) } ?? []
            guard !lines.isEmpty else { throw StockpileError.refused(standardMissing(question.level, scenario, on: day)) }
            demands.append(ReadinessDemand(scenario: scenario, lines: lines))
        }
        guard let standard else { throw StockpileError.refused(standardMissing(question.level, demands[0].scenario, on: day)) }
        let needed = Set(demands.flatMap { $0.lines.map(\.item) }).sorted()
        let substitutes = try tx.findSubstituteMap(of: needed)
        let span = day...day.adding(days: question.daysAhead)
        let responses = demands.map(\.scenario.responseDays)
        var supply = SupplyQuestion(
            items: Set(needed + substitutes.named.map(\.item)).sorted(), span: span,
            responseDays: (responses.min() ?? 0)...(responses.max() ?? 0), today: today)
        supply.byLot = question.byLot
        supply.substitutes = substitutes
        supply.rule = try tried(question.tryingRule, in: tx)
        supply.care = try care(of: supply.items, in: span, in: tx)
        return ReadinessBasis(
            level: question.level, demands: demands, categories: try tx.listReserveCategories(), span: span,
            book: try tx.findSupplyBook(supply), standard: standard, isStandardTried: standard.id != inForce?.id,
            towns: try towns(of: demands, in: tx), care: supply.care)
    }

    /// What a defect was found in, and what falls due before the last day.
    private static func care(
        of items: [ItemID], in span: ClosedRange<CalendarDate>, in tx: borrowing Transaction
    ) throws -> [CareDue] {
        var filter = CareFilter(items: items)
        filter.within = span.upperBound.dayNumber - span.lowerBound.dayNumber - 1
        return try tx.listCare(filter, on: span.lowerBound)
    }

    /// Errors: notFound; invalid for a version of another level.
    private static func tried(_ named: StandardVersion, for level: ResponseLevel, in tx: borrowing Transaction) throws -> Standard {
        guard let standard = try tx.findStandard(named) else {
            throw StockpileError.notFound(subject: "standard", code: named.description)
        }
        guard standard.level == level else {
            let detail = ["value": "\(named) (\(standard.level.rawValue))", "expected": level.rawValue]
            throw StockpileError.invalid([FieldProblem(field: "--standard", .notAllowed, detail)])
        }
        return standard
    }

    private static func towns(of demands: [ReadinessDemand], in tx: borrowing Transaction) throws -> [CodeNames]? {
        guard demands.contains(where: \.isByTown) else { return nil }
        let codes = Set(demands.flatMap(\.scenario.towns))
        return try tx.listPlaceNames().values.filter { codes.contains($0.code) }.sorted { $0.code < $1.code }
    }

    private static func tried(_ version: Int?, in tx: borrowing Transaction) throws -> ConfidenceRule? {
        guard let version else { return nil }
        guard let rule = try tx.findConfidenceRule(version: version) else {
            throw StockpileError.notFound(subject: "confidence_rule", code: String(version))
        }
        return rule
    }

    static func standardMissing(_ level: ResponseLevel, _ scenario: ReadinessScenario, on day: CalendarDate) -> Refusal {
        Refusal(
            .standardMissing,
            [
                "level": .text(level.rawValue), "hazard": .text(scenario.hazard), "scenario": .text(scenario.code),
                "on": JSONValue(day),
            ])
    }
}
