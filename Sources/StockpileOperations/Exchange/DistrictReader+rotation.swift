internal import StockpileModel

extension DistrictReader {
    /// Ways of rotation and routine use; a district without these files has none.
    mutating func readRotation() -> RotationRowsDraft {
        var draft = RotationRowsDraft()
        draft.ways = rows(of: "rotation_ways.csv").rows.map { readWay($0) }
        var uses = Known<Void>()
        draft.uses = rows(of: "routine_use.csv").rows.map { row in
            var use = RoutineUseDraft()
            use.item = row.code("item")
            use.place = row.code("place")
            use.monthlyQuantity = row.quantity("monthly_quantity")
            use.source = row.text("source")
            items.find(use.item, in: row, "item", "item")
            places.find(use.place, in: row, "place", "place")
            if !use.item.isEmpty && !use.place.isEmpty { uses.define("\(use.item) \(use.place)", (), in: row, "item") }
            return use
        }
        return draft
    }

    private func readWay(_ row: CSVRow) -> RotationWayDraft {
        var way = RotationWayDraft()
        way.way = row.choice("way", of: RotationWayKind.allCases.map(\.rawValue))
        way.item = row.optionalCode("item")
        way.category = row.optionalCode("category")
        way.place = row.optionalCode("place")
        way.agreement = row.optionalText("agreement")
        way.savedPercent = row.whole("saved_percent", 0...100)
        way.fixedCostFen = row.whole("fixed_cost_fen", 0...InputText.quantityMax)
        way.costPerUnitFen = row.whole("cost_per_unit_fen", 0...InputText.quantityMax)
        way.monthlyQuantity = row.optionalWhole("monthly_quantity", 1...InputText.quantityMax)
        way.leadDays = row.whole("lead_days", 0...3650)
        way.leastDaysLeft = row.whole("least_days_left", 0...36_500)
        way.replacedAfterDays = row.optionalWhole("replaced_after_days", 0...3650)
        way.source = row.text("source")
        items.find(way.item, in: row, "item", "item")
        categories.find(way.category, in: row, "category", "category")
        places.find(way.place, in: row, "place", "place")
        agreements.find(way.agreement, in: row, "agreement", "agreement")
        if way.agreement != nil, !way.way.isEmpty, way.way != "swap" {
            row.report("agreement", .notAllowed, ["value": way.agreement ?? "", "expected": "swap"])
        }
        return way
    }
}
