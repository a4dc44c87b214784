internal import StockpileModel

extension DistrictReader {
    /// How long goods last as each source says it; a district without the file has the items' own shelf lives only.
    mutating func readShelfLifeRules() -> [ShelfLifeRuleDraft] {
        var known = Known<Void>()
        return rows(of: "shelf_life_rules.csv").rows.map { row in
            var draft = ShelfLifeRuleDraft()
            draft.item = row.code("item")
            draft.lifeKind = row.choice("life_kind", of: ShelfLife.Kind.allCases.map(\.rawValue))
            draft.months = row.optionalWhole("months", 1...1_200)
            draft.days = row.optionalWhole("days", 1...36_500)
            draft.countedFrom = row.choice("counted_from", of: ShelfLife.Origin.allCases.map(\.rawValue))
            draft.acquiredBy = row.optionalChoice("acquired_by", of: ShelfLifeRuleDraft.waysOfAcquiring)
            draft.warnDays = row.optionalWhole("warn_days", 0...36_500)
            draft.rotateBeforeDays = row.optionalWhole("rotate_before_days", 0...36_500)
            draft.stopIssueBeforeDays = row.optionalWhole("stop_issue_before_days", 0...36_500)
            draft.source = row.text("source")
            items.find(draft.item, in: row, "item", "item")
            checkPeriod(of: row)
            let name = [draft.item, draft.lifeKind, draft.countedFrom, draft.acquiredBy ?? "", draft.source]
            if !draft.item.isEmpty && !draft.source.isEmpty {
                known.define(name.joined(separator: "\u{1F}"), (), in: row, "source")
            }
            if let rule = draft.shelfLife { shelfLifeRules[draft.item, default: []].append(rule) }
            return draft
        }
    }

    /// Months or days, one of them.
    private func checkPeriod(of row: CSVRow) {
        switch (row.isFilled("months"), row.isFilled("days")) {
        case (false, false): row.report("months", .required, ["value": "", "expected": "months, days"])
        case (true, true): row.report("days", .notAllowed, ["value": "days", "expected": "months", "reason": "either_or"])
        default: break
        }
    }
}
