internal import StockpileModel

extension DistrictReader {
    func readTerms(_ draft: inout AgreementDraft, _ row: CSVRow) {
        draft.governmentParty = row.optionalText("government_party")
        draft.thirdParty = row.optionalText("third_party")
        draft.thirdRole = row.optionalChoice("third_role", of: AgreementTerms.thirdRoles)
        draft.feePerYearFen = row.optionalWhole("fee_per_year_fen", 0...InputText.quantityMax)
        draft.swapBackDays = row.optionalWhole("swap_back_days", 0...36_500)
        draft.shelfLifeDaysMin = row.optionalWhole("shelf_life_days_min", 0...36_500)
        draft.remindDays = row.optionalWhole("remind_days", 0...36_500)
        requireTogether(["third_party", "third_role"], row)
    }

    /// A fixed price in fen, or a percentage off the market price or on top of the cost; nothing where nobody wrote it down.
    func readPrice(_ promise: inout PromiseDraft, _ row: CSVRow) {
        promise.priceRule = row.optionalChoice("price_rule", of: AgreementLineTerms.priceRules)
        promise.priceFen = row.optionalWhole("price_fen", 0...InputText.costMax)
        promise.pricePercent = row.optionalWhole("price_percent", 0...100)
        guard promise.priceRule != nil || !row.isFilled("price_rule") else { return }
        let needed = promise.priceRule.map { $0 == "fixed" ? "price_fen" : "price_percent" }
        for field in ["price_fen", "price_percent"] where row.isFilled(field) != (field == needed) {
            if field == needed {
                row.report(field, .required, ["value": ""])
            } else {
                row.report(field, .notAllowed, ["value": promise.priceRule ?? "", "reason": "price_rule"])
            }
        }
    }

    /// Hours of their own for towns, such as WS18=6;WS19=8.
    func readTownHours(_ row: CSVRow) -> [(town: String, hours: Int64)] {
        guard row.isFilled("town_hours") else { return [] }
        var hours: [(town: String, hours: Int64)] = []
        for part in row.list("town_hours") {
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, let figure = Int64(sides[1]), (0...100_000).contains(figure) else {
                row.report("town_hours", .notAChoice, ["value": part, "choices": "WS18=6"])
                continue
            }
            guard !hours.contains(where: { $0.town == sides[0] }) else {
                row.report("town_hours", .duplicate, ["value": sides[0]])
                continue
            }
            places.find(sides[0], in: row, "town_hours", "place")
            hours.append((sides[0], figure))
        }
        return hours
    }

    /// In units, or in days of use with the use of a day and where that figure is from.
    func readFloor(_ promise: inout PromiseDraft, _ row: CSVRow) {
        let inDays = ["days_of_use", "daily_use", "daily_use_source"]
        guard inDays.contains(where: row.isFilled) else {
            promise.quantity = row.quantity("quantity")
            return
        }
        promise.daysOfUse = row.optionalWhole("days_of_use", 1...36_500)
        promise.dailyUse = row.optionalWhole("daily_use", 1...InputText.quantityMax / 36_500)
        promise.dailyUseSource = row.optionalText("daily_use_source")
        if row.isFilled("quantity") { row.report("quantity", .notAllowed, ["value": "", "reason": "days_of_use"]) }
        requireTogether(inDays, row)
        promise.quantity = (promise.daysOfUse ?? 0) * (promise.dailyUse ?? 0)
    }

    mutating func readCandidates() -> [(number: String, draft: CandidateDraft)] {
        var numbers = Known<Void>()
        return rows(of: "requisition_candidates.csv").rows.map { row in
            let number = row.code("number")
            var draft = CandidateDraft(
                holder: row.text("holder"), quantity: row.quantity("quantity"), place: row.text("place"), source: row.text("source"))
            (draft.item, draft.classification) = (row.optionalCode("item"), row.optionalCode("classification_code"))
            (draft.unit, draft.contact, draft.telephone) = (
                row.optionalText("unit"), row.optionalText("contact"), row.optionalText("telephone")
            )
            items.find(draft.item, in: row, "item", "item")
            classification.find(draft.classification, in: row, "classification_code", "classification_code")
            if row.isFilled("item") == row.isFilled("classification_code") {
                row.report("item", row.isFilled("item") ? .notAllowed : .required, ["value": draft.item ?? "", "reason": "item_or_class"])
            }
            if row.isFilled("classification_code"), !row.isFilled("unit") { row.report("unit", .required, ["value": ""]) }
            numbers.define(number, (), in: row, "number")
            return (number, draft)
        }
    }

    mutating func readSocialStock() -> [AdvisoryDraft] {
        rows(of: "social_stock.csv").rows.map { row in
            var draft = AdvisoryDraft()
            draft.layer = "social_responsibility"
            draft.company = row.code("company")
            draft.quantity = row.quantity("quantity")
            readAdvisory(&draft, row)
            companies.find(draft.company, in: row, "company", "company")
            return draft
        }
    }

    /// Households × what the kit holds × the share of households that have it, whole units only.
    mutating func readHouseholdKits() -> [AdvisoryDraft] {
        rows(of: "household_kits.csv").rows.map { row in
            var draft = AdvisoryDraft()
            draft.layer = "household"
            draft.town = row.optionalCode("town")
            draft.households = row.whole("households", 1...100_000_000)
            draft.kitQuantity = row.whole("kit_quantity", 1...10_000)
            draft.kitPercent = row.whole("kit_percent", 0...100)
            draft.quantity = (draft.households ?? 0) * (draft.kitQuantity ?? 0) * (draft.kitPercent ?? 0) / 100
            readAdvisory(&draft, row)
            places.find(draft.town, in: row, "town", "place")
            return draft
        }
    }

    private func readAdvisory(_ draft: inout AdvisoryDraft, _ row: CSVRow) {
        draft.item = row.code("item")
        draft.confidencePercent = row.whole("confidence_percent", 0...100)
        draft.source = row.text("source")
        items.find(draft.item, in: row, "item", "item")
    }

    private func requireTogether(_ fields: [String], _ row: CSVRow) {
        guard fields.contains(where: row.isFilled) else { return }
        for field in fields where !row.isFilled(field) { row.report(field, .required, ["value": ""]) }
    }
}
