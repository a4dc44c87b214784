internal import StockpileModel

extension DistrictReader {
    /// Duties of care; a district without the file has none.
    mutating func readCareRules() -> [CareRuleDraft] {
        var known = Known<Void>()
        return rows(of: "care_rules.csv").rows.map { row in
            var rule = CareRuleDraft()
            rule.code = row.code("code")
            rule.item = row.code("item")
            rule.duty = row.choice("duty", of: CareDuty.allCases.map(\.rawValue))
            rule.everyDays = row.whole("every_days", 1...36_500)
            rule.firstDays = row.optionalWhole("first_days", 1...36_500)
            rule.instruction = row.text("instruction")
            rule.source = row.text("source")
            known.define(rule.code, (), in: row, "code")
            items.find(rule.item, in: row, "item", "item")
            return rule
        }
    }
}
