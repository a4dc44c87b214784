internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// What a version would change of a readiness check, before anyone adopts it: by the version in force on the day, and by this one.
    ///
    /// Shape:  verdicts and counts of both, then a row for each line that is different, in the order of the version that is tried, with
    ///         both figures; a line that one of them does not have has no figures there.
    /// Units:  base units.
    /// Errors: notFound for the version or the scenario; SP606, SP609 where it says nothing of the hazard or the scenario lacks a driver.
    package func tryStandard(_ named: StandardVersion, scenario: String, on day: CalendarDate?) async throws -> JSONValue {
        let today = self.today
        return try await store.read { tx in
            let standard = try Self.standard(named.code, named.version, on: today, in: tx)
            var question = ReadinessQuestion(level: standard.level, scenario: scenario, on: day)
            let before = try Self.inForce(question, today: today, in: tx)
            question.tryingStandard = named
            let then = try Self.loadReadiness(question, today: today, in: tx)
            let (older, newer) = (try before?.check().answer(), try then.check().answer())
            return Self.trial(of: standard, then.scenario, before: (before?.standard, older), after: newer)
        }
    }

    /// Nil where no standard says anything of the scenario yet.
    private static func inForce(
        _ question: ReadinessQuestion, today: CalendarDate, in tx: borrowing Transaction
    ) throws -> ReadinessBasis? {
        do {
            return try loadReadiness(question, today: today, in: tx)
        } catch StockpileError.refused(let refusal) where refusal.code == .standardMissing {
            return nil
        }
    }

    private static func trial(
        of standard: Standard, _ scenario: ReadinessScenario, before: (standard: Standard?, answer: ReadinessAnswer?),
        after: ReadinessAnswer
    ) -> JSONValue {
        let older = before.answer?.lines ?? []
        let pairs = StandardComparison(before: older.map(\.line), after: after.lines.map(\.line)).pairs.map { pair in
            (pair.before.map { older[$0] }, pair.after.map { after.lines[$0] })
        }
        let effects = pairs.map { StandardEffect(isShortBefore: $0?.verdict == .short, isShortAfter: $1?.verdict == .short) }
        func count(_ effect: StandardEffect) -> JSONValue { .integer(Int64(effects.count { $0 == effect })) }
        return [
            "code": .text(standard.code), "version": .integer(standard.version), "level": .text(standard.level.rawValue),
            "standard": JSONValue(before.standard?.named.description), "scenario": .text(scenario.code),
            "scenario_name": .text(scenario.name), "scenario_name_en": .text(scenario.nameEn),
            "verdict": JSONValue(before.answer?.verdict.rawValue), "verdict_then": .text(after.verdict.rawValue),
            "short": .integer(Int64(older.count { $0.verdict == .short })),
            "short_then": .integer(Int64(after.lines.count { $0.verdict == .short })),
            "turn_short": count(.turnsShort), "relieved": count(.relieved),
            "lines": .array(zip(pairs, effects).compactMap { pair, effect in row(pair.0, pair.1, effect) }),
        ]
    }

    /// Nil where the line asks for as much and lacks as much as before.
    private static func row(_ before: LineAnswer?, _ after: LineAnswer?, _ effect: StandardEffect) -> JSONValue? {
        guard let line = (after ?? before)?.line,
            before?.requirement.quantity != after?.requirement.quantity || before?.gap != after?.gap
                || before?.line.withinHours != after?.line.withinHours
        else { return nil }
        func figure(_ value: Int64?) -> JSONValue { JSONValue(value) }
        return [
            "effect": .text(effect.rawValue), "category": .text(line.category), "item": .text(line.itemCode),
            "item_name": .text(line.itemName), "item_name_en": .text(line.itemNameEn), "base_unit": .text(line.baseUnit),
            "required": figure(before?.requirement.quantity.rawValue), "required_then": figure(after?.requirement.quantity.rawValue),
            "covered": figure(before?.covered), "covered_then": figure(after?.covered), "gap": figure(before?.gap),
            "gap_then": figure(after?.gap), "within_hours": JSONValue((before?.line.withinHours).map(Int64.init)),
            "within_hours_then": JSONValue((after?.line.withinHours).map(Int64.init)),
        ]
    }
}
