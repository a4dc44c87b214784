internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Every promise with how much of it counts on a day, and why; nil is today.
    package func listConfidences(on day: CalendarDate?) async throws -> [JSONValue] {
        let day = day ?? today
        return try await store.read { try $0.findPromiseBook(of: nil).confidences(on: day).json }
    }

    /// Every version of the rule of confidence, newest first.
    package func listConfidenceRules() async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listConfidenceRules(zone: zone) }
    }

    /// Keeps a version of the rule; it says nothing before another person adopts it. Answers all versions.
    ///
    /// Errors: SP401.
    package func importConfidenceRule(_ rule: ConfidenceRule, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.makeConfidenceRule)
        let (person, zone) = (self.person, timeZone)
        let request: JSONValue = [
            "name": .text(rule.name), "source": .text(rule.source), "valid_from": JSONValue(rule.validFrom),
            "figures": .array(
                [rule.neverPercent, rule.brokenPoints, rule.keptPoints, rule.keptPointsMax, rule.promiseDays].map { .integer(Int64($0)) }),
            "bands": .array(rule.bands.map { .text("\($0.kind.rawValue) \($0.daysMax) \($0.percent)") }),
        ]
        return try await run("import_confidence_rule", key: key, request: request) { tx, _ in
            _ = try tx.insertConfidenceRule(rule, by: person.id)
            return .array(try tx.listConfidenceRules(zone: zone))
        }.array ?? []
    }

    /// Puts a version in force from its day on. Answers all versions.
    ///
    /// Errors: SP401, SP402 for its maker, SP530 adopted already, SP601.
    package func adoptConfidenceRule(version: Int, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.adoptConfidenceRule)
        let (person, zone) = (self.person, timeZone)
        return try await run("adopt_confidence_rule", key: key, request: ["version": .integer(Int64(version))]) { tx, _ in
            try tx.adoptConfidenceRule(version: version, by: person.id)
            return .array(try tx.listConfidenceRules(zone: zone))
        }.array ?? []
    }

    /// The lines of a readiness check that a version would change, before anyone adopts it.
    ///
    /// Errors: as a readiness check; notFound for the version.
    package func tryConfidenceRule(
        version: Int, level: ResponseLevel, scenario: String, on day: CalendarDate?
    ) async throws -> [JSONValue] {
        let now = try await checkReadiness(level: level, scenario: scenario, on: day)
        let then = try await checkReadiness(level: level, scenario: scenario, on: day, trying: version)
        return zip(now.answer.lines, then.answer.lines).compactMap { before, after in
            guard before.available != after.available || before.gap != after.gap else { return nil }
            func figure(_ answer: LineAnswer, _ kind: SupplyKind) -> JSONValue { .integer(answer.available[kind] ?? 0) }
            return [
                "category": .text(before.line.category), "item": .text(before.line.itemCode), "item_name": .text(before.line.itemName),
                "item_name_en": .text(before.line.itemNameEn), "base_unit": .text(before.line.baseUnit),
                "agreement": figure(before, .agreement), "agreement_then": figure(after, .agreement),
                "capacity": figure(before, .capacity), "capacity_then": figure(after, .capacity),
                "gap": .integer(before.gap), "gap_then": .integer(after.gap), "verdict": .text(before.verdict.rawValue),
                "verdict_then": .text(after.verdict.rawValue),
            ]
        }
    }
}
