package import Postgres
package import StockpileModel

extension Transaction {
    /// Agreements with what they promise: goods kept, goods made, what is never gone below. They are in force.
    package func insertAgreements(_ draft: AgreementsDraft) throws {
        let agreements = draft.agreements
        let (third, role) = (agreements.map(\.thirdParty), agreements.map(\.thirdRole))
        try execute(
            """
            INSERT INTO stockpile.agreement (number, company_id, name, valid_from, valid_to, source, government_party, third_party,
                third_role, fee_per_year_fen, swap_back_days, shelf_life_days_min, remind_days)
            SELECT row.number, company.company_id, row.name, row.valid_from::date, row.valid_to::date, row.source, row.government_party,
                row.third_party, row.third_role, row.fee, row.swap_back_days, row.shelf_life_days_min, coalesce(row.remind_days, 90)
            FROM unnest(\(agreements.map(\.number)), \(agreements.map(\.company)), \(agreements.map(\.name)),
                \(agreements.map(\.validFrom)), \(agreements.map(\.validTo)), \(agreements.map(\.source)),
                \(agreements.map(\.governmentParty))::text[], \(third)::text[], \(role)::text[],
                \(agreements.map(\.feePerYearFen))::bigint[], \(agreements.map(\.swapBackDays))::integer[],
                \(agreements.map(\.shelfLifeDaysMin))::integer[], \(agreements.map(\.remindDays))::integer[])
                WITH ORDINALITY AS row (number, company, name, valid_from, valid_to, source, government_party, third_party, third_role,
                fee, swap_back_days, shelf_life_days_min, remind_days, position)
            JOIN stockpile.company ON company.code = row.company
            ORDER BY row.position
            """)
        try insertStockPromises(draft.stock)
        try insertOtherPromises(draft)
        try insertCandidates(draft.candidates)
        try insertAdvisory(draft.advisory)
    }

    private func insertStockPromises(_ stock: [PromiseDraft]) throws {
        let prices = (stock.map(\.priceRule), stock.map(\.priceFen), stock.map(\.pricePercent))
        try execute(
            """
            INSERT INTO stockpile.agreement_stock (agreement_id, item_id, place_id, quantity, response_hours, confidence_percent, source,
                price_rule, price_fen, price_percent)
            SELECT agreement_id, item_id, place_id, quantity, response_hours, confidence_percent, row.source, price_rule, price_fen,
                price_percent
            FROM unnest(\(stock.map(\.agreement)), \(stock.map(\.item)), \(stock.map(\.place)), \(stock.map(\.quantity)),
                \(stock.map(\.responseHours)), \(stock.map(\.confidencePercent)), \(stock.map(\.source)),
                \(prices.0)::text[], \(prices.1)::bigint[], \(prices.2)::integer[])
                AS row (agreement, item, place, quantity, response_hours, confidence_percent, source, price_rule, price_fen,
                price_percent) \(Self.codesToIdentifiers)
            """)
        let own = stock.flatMap { line in line.townHours.map { (line: line, town: $0.town, hours: $0.hours) } }
        try execute(
            """
            INSERT INTO stockpile.agreement_response (agreement_id, item_id, place_id, town_id, response_hours)
            SELECT agreement_id, item_id, place.place_id, town.place_id, row.hours
            FROM unnest(\(own.map(\.line.agreement)), \(own.map(\.line.item)), \(own.map(\.line.place)), \(own.map(\.town)),
                \(own.map(\.hours))) AS row (agreement, item, place, town, hours) \(Self.codesToIdentifiers)
            JOIN stockpile.place AS town ON town.code = row.town
            """)
    }

    private func insertOtherPromises(_ draft: AgreementsDraft) throws {
        let (capacity, floors) = (draft.capacity, draft.floors)
        try execute(
            """
            INSERT INTO stockpile.agreement_capacity (agreement_id, item_id, place_id, units_per_day, ramp_up_hours, quantity_max, source,
                raw_material_days)
            SELECT agreement_id, item_id, place_id, units_per_day, ramp_up_hours, quantity_max, row.source, raw_material_days
            FROM unnest(\(capacity.map(\.agreement)), \(capacity.map(\.item)), \(capacity.map(\.place)), \(capacity.map(\.unitsPerDay)),
                \(capacity.map(\.rampUpHours)), \(capacity.map(\.quantity)), \(capacity.map(\.source)),
                \(capacity.map(\.rawMaterialDays))::integer[])
                AS row (agreement, item, place, units_per_day, ramp_up_hours, quantity_max, source, raw_material_days)
                \(Self.codesToIdentifiers)
            """)
        try execute(
            """
            INSERT INTO stockpile.agreement_floor (agreement_id, item_id, place_id, quantity, source, days_of_use, daily_use,
                daily_use_source)
            SELECT agreement_id, item_id, place_id, quantity, row.source, days_of_use, daily_use, daily_use_source
            FROM unnest(\(floors.map(\.agreement)), \(floors.map(\.item)), \(floors.map(\.place)), \(floors.map(\.quantity)),
                \(floors.map(\.source)), \(floors.map(\.daysOfUse))::integer[], \(floors.map(\.dailyUse))::bigint[],
                \(floors.map(\.dailyUseSource))::text[])
                WITH ORDINALITY AS row (agreement, item, place, quantity, source, days_of_use, daily_use, daily_use_source, position)
                \(Self.codesToIdentifiers)
            ORDER BY row.position
            """)
    }

    private func insertCandidates(_ candidates: [(number: String, draft: CandidateDraft)]) throws {
        let drafts = candidates.map(\.draft)
        try execute(
            """
            INSERT INTO stockpile.requisition_candidate (number, holder, item_id, classification_code, quantity, unit, place, contact,
                telephone, source)
            SELECT row.number, row.holder, item.item_id, row.class, row.quantity, row.unit, row.place, row.contact, row.telephone,
                row.source
            FROM unnest(\(candidates.map(\.number)), \(drafts.map(\.holder)), \(drafts.map(\.item))::text[],
                \(drafts.map(\.classification))::text[], \(drafts.map(\.quantity)), \(drafts.map(\.unit))::text[],
                \(drafts.map(\.place)), \(drafts.map(\.contact))::text[], \(drafts.map(\.telephone))::text[],
                \(drafts.map(\.source)))
                WITH ORDINALITY AS row (number, holder, item, class, quantity, unit, place, contact, telephone, source, position)
            LEFT JOIN stockpile.item ON item.code = row.item
            ORDER BY row.position
            """)
    }

    private func insertAdvisory(_ advisory: [AdvisoryDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.advisory_stock (layer, company_id, town_id, item_id, households, kit_quantity, kit_percent, quantity,
                confidence_percent, source)
            SELECT row.layer, company.company_id, town.place_id, item.item_id, row.households, row.kit_quantity, row.kit_percent,
                row.quantity, row.confidence_percent, row.source
            FROM unnest(\(advisory.map(\.layer)), \(advisory.map(\.company))::text[], \(advisory.map(\.town))::text[],
                \(advisory.map(\.item)), \(advisory.map(\.households))::bigint[], \(advisory.map(\.kitQuantity))::bigint[],
                \(advisory.map(\.kitPercent))::integer[], \(advisory.map(\.quantity)), \(advisory.map(\.confidencePercent)),
                \(advisory.map(\.source)))
                WITH ORDINALITY AS row (layer, company, town, item, households, kit_quantity, kit_percent, quantity, confidence_percent,
                source, position)
            JOIN stockpile.item ON item.code = row.item
            LEFT JOIN stockpile.company ON company.code = row.company LEFT JOIN stockpile.place AS town ON town.code = row.town
            ORDER BY row.position
            """)
    }

    private static var codesToIdentifiers: SQL {
        """
        JOIN stockpile.agreement ON agreement.number = row.agreement
        JOIN stockpile.item ON item.code = row.item
        JOIN stockpile.place ON place.code = row.place
        """
    }
}
