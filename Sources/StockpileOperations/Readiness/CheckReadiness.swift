package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// By which hours coverage is told besides each line's own.
    package static let coverageHours = [6, 12, 24, 72]

    /// How the district stands in a scenario against the standard of a level, as of one moment.
    ///
    /// Shape:  every category of the district; lines in the order of the standard. Without a day, today.
    /// Errors: notFound for the scenario; SP609 when no standard says anything of its hazard, or its drivers are incomplete;
    ///         SP606 when figures do not fit.
    /// Source: the newest version in effect on the day, or the version that is tried; promises by the rule of confidence in force then, or
    ///         the version that is tried.
    package func checkReadiness(_ question: ReadinessQuestion) async throws -> ReadinessReport {
        let today = today
        return try await store.read { tx in
            let basis = try Self.loadReadiness(question, today: today, in: tx)
            return try ReadinessReport(basis: basis, beside: try Self.loadBeside(basis, in: tx))
        }
    }

    /// The same by the standard in force.
    package func checkReadiness(
        level: ResponseLevel, scenario code: String, on day: CalendarDate?, trying: Int? = nil
    ) async throws -> ReadinessReport {
        var question = ReadinessQuestion(level: level, scenario: code, on: day)
        question.tryingRule = trying
        return try await checkReadiness(question)
    }

    /// What stands beside the figures of a check.
    static func loadBeside(_ basis: ReadinessBasis, in tx: borrowing Transaction) throws -> ReadinessBeside {
        let plans = TriggerCheck(figures: basis.scenario.figures).answers(of: try tx.listResponseTriggers(of: basis.scenario.hazard))
        return ReadinessBeside(
            uncared: basis.care.filter { $0.isDefective || $0.dueOn < basis.day }.map(\.told),
            advisory: try tx.listAdvisoryStock(of: basis.items), triggers: plans.map { $0.json(withReasons: false) })
    }
}
