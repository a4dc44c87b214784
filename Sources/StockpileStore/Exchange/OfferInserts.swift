package import Postgres
package import StockpileModel

extension Transaction {
    /// What is offered, and the room goods take; after items, companies and places.
    package func insertOffers(_ draft: OffersDraft) throws {
        let bought = draft.purchases
        try execute(
            """
            INSERT INTO stockpile.purchase_offer (item_id, supplier, unit_price_fen, lead_days, quantity_min, quantity_max,
                shelf_life_months, source)
            SELECT item.item_id, row.supplier, row.price, row.lead_days, row.least, row.most, row.months, row.source
            FROM unnest(\(bought.map(\.item)), \(bought.map(\.supplier)), \(bought.map(\.unitFen)), \(bought.map(\.leadDays)),
                \(bought.map(\.quantityMin)), \(bought.map(\.quantityMax)), \(bought.map(\.shelfLifeMonths)), \(bought.map(\.source)))
                WITH ORDINALITY AS row (item, supplier, price, lead_days, least, most, months, source, position)
            JOIN stockpile.item ON item.code = row.item
            ORDER BY row.position
            """)
        let kept = draft.agreements
        try execute(
            """
            INSERT INTO stockpile.agreement_offer (company_id, item_id, place_id, fee_per_unit_fen, lead_days, response_hours,
                quantity_max, confidence_percent, source)
            SELECT company.company_id, item.item_id, place.place_id, row.fee, row.lead_days, row.hours, row.most, row.percent, row.source
            FROM unnest(\(kept.map(\.company)), \(kept.map(\.item)), \(kept.map(\.place)), \(kept.map(\.unitFen)), \(kept.map(\.leadDays)),
                \(kept.map(\.responseHours)), \(kept.map(\.quantityMax)), \(kept.map(\.confidencePercent)), \(kept.map(\.source)))
                WITH ORDINALITY AS row (company, item, place, fee, lead_days, hours, most, percent, source, position)
            JOIN stockpile.company ON company.code = row.company
            JOIN stockpile.item ON item.code = row.item
            JOIN stockpile.place ON place.code = row.place
            ORDER BY row.position
            """)
        try insertCapacityOffers(draft.capacities)
        try insertItemSpaces(draft.spaces)
    }

    private func insertCapacityOffers(_ offers: [OfferDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.capacity_offer (company_id, item_id, place_id, fee_per_unit_fen, lead_days, ramp_up_hours,
                units_per_day_max, quantity_max, confidence_percent, source)
            SELECT company.company_id, item.item_id, place.place_id, row.fee, row.lead_days, row.ramp_up, row.a_day, row.most,
                row.percent, row.source
            FROM unnest(\(offers.map(\.company)), \(offers.map(\.item)), \(offers.map(\.place)), \(offers.map(\.unitFen)),
                \(offers.map(\.leadDays)), \(offers.map(\.rampUpHours)), \(offers.map(\.unitsPerDayMax)), \(offers.map(\.quantityMax)),
                \(offers.map(\.confidencePercent)), \(offers.map(\.source)))
                WITH ORDINALITY AS row (company, item, place, fee, lead_days, ramp_up, a_day, most, percent, source, position)
            JOIN stockpile.company ON company.code = row.company
            JOIN stockpile.item ON item.code = row.item
            JOIN stockpile.place ON place.code = row.place
            ORDER BY row.position
            """)
    }

    private func insertItemSpaces(_ spaces: [ItemSpaceDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.item_space (item_id, m2_per_unit, m3_per_unit, source)
            SELECT item.item_id, row.area::numeric, row.volume::numeric, row.source
            FROM unnest(\(spaces.map(\.item)), \(spaces.map { $0.m2PerUnit?.digits }), \(spaces.map { $0.m3PerUnit?.digits }),
                \(spaces.map(\.source))) AS row (item, area, volume, source)
            JOIN stockpile.item ON item.code = row.item
            """)
    }
}
