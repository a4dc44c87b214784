internal import StockpileModel

extension DistrictReader {
    /// Offers and the room goods take; a district without these files has none.
    mutating func readOffers() -> OffersDraft {
        var draft = OffersDraft()
        draft.purchases = rows(of: "purchase_offers.csv").rows.map { readPurchase($0) }
        draft.agreements = rows(of: "agreement_offers.csv").rows.map { row in
            var offer = readPromise(row)
            offer.responseHours = row.whole("response_hours", 0...100_000)
            return offer
        }
        draft.capacities = rows(of: "capacity_offers.csv").rows.map { row in
            var offer = readPromise(row)
            offer.rampUpHours = row.whole("ramp_up_hours", 0...100_000)
            offer.unitsPerDayMax = row.quantity("units_per_day_max")
            return offer
        }
        var known = Known<Void>()
        draft.spaces = rows(of: "item_space.csv").rows.map { row in
            var space = ItemSpaceDraft()
            space.item = row.code("item")
            space.m2PerUnit = row.read("m2_per_unit") { input throws(InputProblem) in try input.decimal(least: .zero) }
            space.m3PerUnit = row.read("m3_per_unit") { input throws(InputProblem) in try input.decimal(least: .zero) }
            space.source = row.text("source")
            items.find(space.item, in: row, "item", "item")
            known.define(space.item, (), in: row, "item")
            return space
        }
        return draft
    }

    private func readPurchase(_ row: CSVRow) -> OfferDraft {
        var offer = OfferDraft()
        offer.supplier = row.text("supplier")
        offer.unitFen = row.whole("unit_price_fen", 0...InputText.costMax)
        offer.quantityMin = row.optionalWhole("quantity_min", 0...InputText.quantityMax) ?? 0
        offer.shelfLifeMonths = row.optionalWhole("shelf_life_months", 1...1200)
        readCommon(&offer, row)
        if offer.quantityMax > 0, offer.quantityMin > offer.quantityMax {
            row.report(
                "quantity_min", .contradiction, ["value": String(offer.quantityMin), "expected": "≤ \(offer.quantityMax)"])
        }
        return offer
    }

    private func readPromise(_ row: CSVRow) -> OfferDraft {
        var offer = OfferDraft()
        offer.company = row.code("company")
        offer.place = row.code("place")
        offer.unitFen = row.whole("fee_per_unit_fen", 0...InputText.costMax)
        offer.confidencePercent = row.whole("confidence_percent", 0...100)
        readCommon(&offer, row)
        companies.find(offer.company, in: row, "company", "company")
        places.find(offer.place, in: row, "place", "place")
        return offer
    }

    private func readCommon(_ offer: inout OfferDraft, _ row: CSVRow) {
        offer.item = row.code("item")
        offer.leadDays = row.whole("lead_days", 0...3650)
        offer.quantityMax = row.quantity("quantity_max")
        offer.source = row.text("source")
        items.find(offer.item, in: row, "item", "item")
    }
}
