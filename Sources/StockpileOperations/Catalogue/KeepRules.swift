internal import Postgres
package import StockpileModel
internal import StockpileStore

/// Rules of how long goods last and of their care, added and ended by whoever keeps the catalogue.
extension Operations {
    /// Adds what a source says of how long an item lasts. Where sources conflict the shortest decides; lots keep the dates they have.
    ///
    /// Shape:  the item's rules as `listShelfLives` gives them.
    /// Errors: invalid with everything that is wrong; SP401, SP690 when this source says so already.
    package func addShelfLife(
        _ rule: ShelfLifeRuleDraft, problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> [JSONValue] {
        try person.require(.keepRules)
        let person = self.person
        return try await run("add_shelf_life", key: key, request: rule.json) { tx, _ in
            var problems = problems
            switch (rule.months, rule.days) {
            case (nil, nil):
                if !problems.contains(where: { ["--months", "--days"].contains($0.field) }) {
                    problems.append(FieldProblem(field: "--months", .required, ["choices": "--months, --days"]))
                }
            case (_?, _?):
                problems.append(
                    FieldProblem(field: "--days", .notAllowed, ["value": "--days", "expected": "--months", "reason": "either_or"]))
            default: break
            }
            guard let item = try Self.ruled(rule.item, source: rule.source, &problems, in: tx) else {
                throw StockpileError.invalid(problems)
            }
            _ = try tx.addShelfLife(rule, of: item, by: person.id)
            return .array(try tx.listShelfLives(of: item).map(\.json))
        }.array ?? []
    }

    /// Ends a rule: goods that are received from now on do not follow it. Lots keep the dates they have.
    ///
    /// Shape:  the item's rules with those that have ended.
    /// Errors: invalid without a reason; SP401, SP601, SP691 when it has ended already.
    package func endShelfLife(_ rule: Int64, because reason: String?, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepRules)
        let person = self.person
        let request: JSONValue = ["rule": .integer(rule), "reason": JSONValue(reason)]
        return try await run("end_shelf_life", key: key, request: request) { tx, _ in
            guard let reason else { throw StockpileError.invalid([FieldProblem(field: "--reason", .required)]) }
            try tx.endShelfLife(rule, because: reason, by: person.id)
            return .array(try tx.listShelfLives(of: try tx.findItem(ofShelfLife: rule), withEnded: true).map(\.json))
        }.array ?? []
    }

    /// Adds a duty of care to an item: its tasks are opened at once, where the item lies.
    ///
    /// Shape:  the item's rules as `listCareRules` gives them.
    /// Errors: invalid with everything that is wrong; SP401, SP690 for a code that is taken.
    package func addCareRule(_ rule: CareRuleDraft, problems: [FieldProblem] = [], key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepRules)
        let person = self.person
        return try await run("add_care_rule", key: key, request: rule.json) { tx, _ in
            var problems = problems
            let told = Set(problems.map(\.field))
            for (field, text) in [("rule", rule.code), ("--instruction", rule.instruction)] where text.isEmpty && !told.contains(field) {
                problems.append(FieldProblem(field: field, .required))
            }
            guard let item = try Self.ruled(rule.item, source: rule.source, &problems, in: tx) else {
                throw StockpileError.invalid(problems)
            }
            try tx.addCareRule(rule, of: item, by: person.id)
            return .array(try tx.listCareRules(of: [item]))
        }.array ?? []
    }

    /// Ends a duty: nothing is due by it any more, its tasks are dropped, what was done stays readable.
    ///
    /// Shape:  the item's rules with those that have ended.
    /// Errors: invalid without a reason; SP401, SP601, SP691 when it has ended already.
    package func endCareRule(_ code: String, because reason: String?, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepRules)
        let person = self.person
        return try await run("end_care_rule", key: key, request: ["rule": .text(code), "reason": JSONValue(reason)]) { tx, _ in
            guard let reason else { throw StockpileError.invalid([FieldProblem(field: "--reason", .required)]) }
            try tx.endCareRule(code, because: reason, by: person.id)
            return .array(try tx.listCareRules(of: try tx.findCareRule(code).map { [$0.item] }, withEnded: true))
        }.array ?? []
    }

    /// The item a rule is to be of; nil once anything is wrong.
    private static func ruled(
        _ item: String, source: String, _ problems: inout [FieldProblem], in tx: borrowing Transaction
    ) throws -> ItemID? {
        let found = try tx.listItems(codes: [item]).first
        if found == nil { problems.append(.unknown("--item", item, "item")) }
        if source.isEmpty, !problems.contains(where: { $0.field == "--source" }) {
            problems.append(FieldProblem(field: "--source", .required))
        }
        return problems.isEmpty ? found?.id : nil
    }
}

extension ItemShelfLife {
    /// As every list shows it; the item's own shelf life has no number and does not end.
    var json: JSONValue {
        let number = [JSONMember("shelf_life_rule", JSONValue(shelfLife.rule))]
        return .object((names.members ?? []) + shelfLife.members + number + [JSONMember("ended_on", JSONValue(endedOn))])
    }
}
