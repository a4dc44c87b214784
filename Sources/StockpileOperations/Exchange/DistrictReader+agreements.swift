internal import StockpileModel

extension DistrictReader {
    mutating func readAgreements() -> AgreementsDraft {
        var draft = AgreementsDraft()
        draft.agreements = readAgreementRows()
        draft.stock = readPromises("agreement_stock.csv") { promise, row, reader in
            promise.quantity = row.quantity("quantity")
            promise.responseHours = row.whole("response_hours", 0...100_000)
            promise.confidencePercent = row.whole("confidence_percent", 0...100)
            reader.readPrice(&promise, row)
            promise.townHours = reader.readTownHours(row)
        }
        draft.capacity = readPromises("capacity.csv") { promise, row, _ in
            promise.unitsPerDay = row.quantity("units_per_day")
            promise.rampUpHours = row.whole("ramp_up_hours", 0...100_000)
            promise.quantity = row.quantity("quantity_max")
            promise.rawMaterialDays = row.optionalWhole("raw_material_days", 0...36_500)
        }
        draft.floors = readPromises("minimum_stock.csv") { promise, row, reader in reader.readFloor(&promise, row) }
        draft.candidates = readCandidates()
        draft.advisory = readSocialStock() + readHouseholdKits()
        return draft
    }

    private mutating func readAgreementRows() -> [AgreementDraft] {
        let (rows, isComplete) = rows(of: "agreements.csv")
        agreements.isComplete = isComplete
        return rows.map { row in
            var draft = AgreementDraft()
            draft.number = row.text("number")
            draft.company = row.code("company")
            draft.name = row.text("name")
            let (from, to) = (row.date("valid_from"), row.date("valid_to"))
            draft.validFrom = from ?? draft.validFrom
            draft.validTo = to ?? draft.validTo
            draft.source = row.text("source")
            readTerms(&draft, row)
            companies.find(draft.company, in: row, "company", "company")
            if let from, let to, to < from {
                row.report("valid_to", .contradiction, ["value": to.rawValue, "expected": "≥ \(from.rawValue)", "reason": "dates"])
            }
            agreements.define(draft.number, draft, in: row, "number")
            return draft
        }
    }

    /// One row for each agreement, item and site; the site belongs to the agreement's company.
    private mutating func readPromises(
        _ file: String, _ readFigures: (inout PromiseDraft, CSVRow, DistrictReader) -> Void
    ) -> [PromiseDraft] {
        var promises = Known<Void>()
        return rows(of: file).rows.map { row in
            var draft = PromiseDraft()
            draft.agreement = row.text("agreement")
            draft.item = row.code("item")
            draft.place = row.code("place")
            draft.source = row.text("source")
            readFigures(&draft, row, self)
            agreements.find(draft.agreement, in: row, "agreement", "agreement")
            items.find(draft.item, in: row, "item", "item")
            places.find(draft.place, in: row, "place", "place")
            if let place = places.sound(draft.place, problems) { check(place, agreements.sound(draft.agreement, problems), row) }
            if !draft.agreement.isEmpty && !draft.item.isEmpty && !draft.place.isEmpty {
                promises.define("\(draft.agreement) \(draft.item) \(draft.place)", (), in: row, "item")
            }
            return draft
        }
    }

    private func check(_ place: PlaceDraft, _ agreement: AgreementDraft?, _ row: CSVRow) {
        guard place.kind == "company_site" else {
            row.report("place", .contradiction, ["value": place.code, "expected": "company_site", "reason": "place_is_not_a_company_site"])
            return
        }
        guard let agreement, let company = place.company, !agreement.company.isEmpty, company != agreement.company else { return }
        row.report(
            "place", .contradiction,
            ["value": place.code, "expected": agreement.company, "reason": "site_of_another_company", "company": company])
    }
}
