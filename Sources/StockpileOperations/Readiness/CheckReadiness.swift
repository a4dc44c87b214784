package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// How the district stands in a scenario against the standard of a level, as of one moment.
    ///
    /// Shape:  every category of the district; lines in the order of the standard. Without a day, today.
    /// Errors: notFound for the scenario; SP609 when no standard says anything of its hazard, or its drivers are incomplete;
    ///         SP606 when figures do not fit.
    /// Source: the newest version in effect on the day; promises by the rule of confidence in force then, or the version that is tried.
    package func checkReadiness(
        level: ResponseLevel, scenario code: String, on day: CalendarDate?, trying: Int? = nil
    ) async throws -> ReadinessReport {
        let day = day ?? today
        return try await store.read { tx in
            guard let scenario = try tx.findScenario(code: code) else { throw StockpileError.notFound(subject: "scenario", code: code) }
            let standard = try tx.findStandard(for: level, on: day)
            let lines = try standard.map { try tx.listStandardLines(of: $0, for: scenario.hazard) } ?? []
            guard let standard, !lines.isEmpty else { throw StockpileError.refused(Self.standardMissing(level, scenario, on: day)) }
            let categories = try tx.listReserveCategories()
            let ways = try tx.listWays(toTownsOf: scenario.code)
            let items = Set(lines.map(\.item)).sorted()
            let confidences = try tx.findConfidences(of: items, on: day, trying: try Self.tried(trying, in: tx))
            let check = ReadinessCheck(
                scenario: scenario, categories: categories.map(\.code), lines: lines,
                sources: try tx.listSupplySources(
                    of: items, ways: ways, towns: scenario.towns, day: day, lastDay: scenario.responseEnds(from: day),
                    confidences: confidences),
                day: day)
            return ReadinessReport(
                level: level, standard: standard, scenario: scenario, categories: categories, day: day, answer: try check.answer(),
                confidences: confidences, uncared: try tx.listCare(CareFilter(items: items, isOverdue: true), on: day),
                advisory: try tx.listAdvisoryStock(of: items),
                triggers: TriggerCheck(figures: scenario.figures).answers(of: try tx.listResponseTriggers(of: scenario.hazard)))
        }
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
