import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting

extension WriteOperation {
    private static let keepers = ("admin1", "commander1")

    static let rules: [WriteOperation] = [
        WriteOperation(
            name: "addShelfLife", logins: keepers, permission: .keepRules, loser: .ruleKnown, prepare: { _ in "quilt" },
            act: { person, item, wording, key in
                let rule = ShelfLifeRuleDraft.of(item, months: wording == .first ? 96 : 120)
                return JSONValue.array(try await person.addShelfLife(rule, key: key)).canonical
            }),
        WriteOperation(
            name: "endShelfLife", logins: keepers, permission: .keepRules, loser: .ruleEnded,
            prepare: { "\(try await $0.addShelfLife(.of("quilt", months: 96)))" },
            act: { person, rule, wording, key in
                let rows = try await person.endShelfLife(
                    Int64(rule) ?? 0, because: wording == .first ? "作废" : "来源已废止", key: key)
                return JSONValue.array(rows).canonical
            }),
        WriteOperation(
            name: "addCareRule", logins: keepers, permission: .keepRules, loser: .ruleKnown, prepare: { _ in "quilt" },
            act: { person, item, wording, key in
                let rule = CareRuleDraft.of(item, everyDays: wording == .first ? 30 : 60)
                return JSONValue.array(try await person.addCareRule(rule, key: key)).canonical
            }),
        WriteOperation(
            name: "endCareRule", logins: keepers, permission: .keepRules, loser: .ruleEnded,
            prepare: { reserve in
                try await reserve.careRule(of: "quilt", everyDays: 30)
                return "quilt-air"
            },
            act: { person, rule, wording, key in
                let rows = try await person.endCareRule(rule, because: wording == .first ? "作废" : "改用真空包装", key: key)
                return JSONValue.array(rows).canonical
            }),
    ]
}

extension ShelfLifeRuleDraft {
    static func of(
        _ item: String, months: Int64, from: ShelfLife.Origin = .received, acquiredBy: String? = nil, source: String = "市局"
    ) -> Self {
        var rule = ShelfLifeRuleDraft()
        (rule.item, rule.lifeKind, rule.months, rule.countedFrom) = (item, "storage", months, from.rawValue)
        (rule.acquiredBy, rule.source) = (acquiredBy, source)
        return rule
    }
}

extension CareRuleDraft {
    static func of(_ item: String, everyDays: Int64, code: String? = nil) -> Self {
        var rule = CareRuleDraft()
        (rule.code, rule.item, rule.duty, rule.everyDays) = (code ?? "\(item)-air", item, "air", everyDays)
        (rule.instruction, rule.source) = ("晾晒", "制度")
        return rule
    }
}

extension SmallReserve {
    /// Answers the rule's number.
    @discardableResult
    func addShelfLife(_ rule: ShelfLifeRuleDraft) async throws -> Int64 {
        let rows = try await person("admin1").addShelfLife(rule, key: .fresh())
        return rows.compactMap { $0[key: "shelf_life_rule"]?.integer }.max() ?? 0
    }
}
