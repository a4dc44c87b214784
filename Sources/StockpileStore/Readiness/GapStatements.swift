package import Postgres
package import StockpileModel

/// What people call a place.
package struct PlaceWords: Sendable {
    package let code: String
    package let name: String
    package let nameEn: String
}

extension Transaction {
    /// Everything that is offered of some items: to buy, to be kept, to be made; each in the order in which it was loaded.
    ///
    /// Shape: goods without months of their own last as long as the item says.
    package func listGapOffers(of items: [ItemID]) throws -> [GapOffer] {
        let bought = try query(
            """
            SELECT offer.item_id, offer.supplier, offer.unit_price_fen, offer.lead_days, offer.quantity_min, offer.quantity_max,
                coalesce(offer.shelf_life_months, item.shelf_life_months) AS months
            FROM stockpile.purchase_offer AS offer JOIN stockpile.item USING (item_id)
            WHERE offer.item_id = ANY(\(items)) ORDER BY offer.purchase_offer_id
            """
        ).map { row in
            GapOffer(
                item: try row.get("item_id"), supplier: try row.get("supplier"), terms: .purchase(shelfLifeMonths: try row.get("months")),
                unitFen: try row.get("unit_price_fen"), leadDays: try row.get("lead_days"), quantityMin: try row.get("quantity_min"),
                quantityMax: try row.get("quantity_max"))
        }
        let kept = try query(
            """
            SELECT offer.item_id, company.code AS supplier, offer.place_id, offer.fee_per_unit_fen, offer.lead_days, offer.response_hours,
                offer.quantity_max, offer.confidence_percent
            FROM stockpile.agreement_offer AS offer JOIN stockpile.company USING (company_id)
            WHERE offer.item_id = ANY(\(items)) ORDER BY offer.agreement_offer_id
            """
        ).map { row in
            GapOffer(
                item: try row.get("item_id"), supplier: try row.get("supplier"),
                terms: .agreement(
                    site: try row.get("place_id"), responseHours: try row.get("response_hours"),
                    confidencePercent: try row.get("confidence_percent")),
                unitFen: try row.get("fee_per_unit_fen"), leadDays: try row.get("lead_days"), quantityMax: try row.get("quantity_max"))
        }
        return bought + kept + (try listCapacityOffers(of: items))
    }

    private func listCapacityOffers(of items: [ItemID]) throws -> [GapOffer] {
        try query(
            """
            SELECT offer.item_id, company.code AS supplier, offer.place_id, offer.fee_per_unit_fen, offer.lead_days, offer.ramp_up_hours,
                offer.units_per_day_max, offer.quantity_max, offer.confidence_percent
            FROM stockpile.capacity_offer AS offer JOIN stockpile.company USING (company_id)
            WHERE offer.item_id = ANY(\(items)) ORDER BY offer.capacity_offer_id
            """
        ).map { row in
            GapOffer(
                item: try row.get("item_id"), supplier: try row.get("supplier"),
                terms: .capacity(
                    site: try row.get("place_id"), rampUpHours: try row.get("ramp_up_hours"), madeAtMost: try row.get("quantity_max"),
                    confidencePercent: try row.get("confidence_percent")),
                unitFen: try row.get("fee_per_unit_fen"), leadDays: try row.get("lead_days"), quantityMax: try row.get("units_per_day_max"))
        }
    }

    /// Our own depots and storage points, depots first, with the room that what lies there leaves.
    package func listGapPlaces() throws -> [GapPlace] {
        try query(
            """
            SELECT place.place_id, place.kind, floor(place.capacity_m2 * 1000000 - used.area * 1000000)::bigint AS free_area,
                floor(place.capacity_m3 * 1000000 - used.volume * 1000000)::bigint AS free_volume
            FROM stockpile.place
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(account.quantity * space.m2_per_unit), 0) AS area,
                    coalesce(sum(account.quantity * space.m3_per_unit), 0) AS volume
                FROM stockpile.stock_account AS account JOIN stockpile.item_space AS space USING (item_id)
                WHERE account.place_id = place.place_id AND account.kind = 'stock') AS used
            WHERE place.kind IN ('depot', 'town_point')
            ORDER BY place.kind, place.place_id
            """
        ).map { row in
            guard let kind = PlaceKind(rawValue: try row.get("kind")) else { throw PostgresError(.decoding, "not a kind of place") }
            return GapPlace(
                place: try row.get("place_id"), kind: kind, freeArea: try row.get("free_area"), freeVolume: try row.get("free_volume"))
        }
    }

    /// How much room one unit of each item takes, where it was measured.
    package func listItemSpaces() throws -> [ItemID: ItemSpace] {
        let rows = try query(
            "SELECT item_id, m2_per_unit::text AS area, m3_per_unit::text AS volume FROM stockpile.item_space"
        ).map { row -> (ItemID, ItemSpace) in
            (try row.get("item_id"), ItemSpace(area: try row.get("area"), volume: try row.get("volume")))
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// What a unit of each item stands in the books at, on average, in whole fen.
    package func listUnitCosts(of items: [ItemID]) throws -> [ItemID: Int64] {
        let rows = try query(
            """
            SELECT item_id, (sum(value_fen) / sum(quantity))::bigint AS unit_cost_fen
            FROM stockpile.stock_account
            WHERE item_id = ANY(\(items)) AND kind = 'stock' GROUP BY item_id HAVING sum(quantity) > 0
            """
        ).map { row -> (ItemID, Int64) in (try row.get("item_id"), try row.get("unit_cost_fen")) }
        return Dictionary(rows) { first, _ in first }
    }

    /// What every place is called.
    package func listPlaceWords() throws -> [PlaceID: PlaceWords] {
        let rows = try query("SELECT place_id, code, name, name_en FROM stockpile.place").map { row -> (PlaceID, PlaceWords) in
            (
                try row.get("place_id"),
                PlaceWords(code: try row.get("code"), name: try row.get("name"), nameEn: try row.get("name_en"))
            )
        }
        return Dictionary(rows) { first, _ in first }
    }
}
