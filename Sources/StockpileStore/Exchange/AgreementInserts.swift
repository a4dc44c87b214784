package import Postgres
package import StockpileModel

extension Transaction {
    /// Agreements with what they promise: goods kept, goods made, what is never gone below.
    package func insertAgreements(_ draft: AgreementsDraft) throws {
        let agreements = draft.agreements
        try execute(
            """
            INSERT INTO stockpile.agreement (number, company_id, name, valid_from, valid_to, source)
            SELECT row.number, company.company_id, row.name, row.valid_from::date, row.valid_to::date, row.source
            FROM unnest(\(agreements.map(\.number)), \(agreements.map(\.company)), \(agreements.map(\.name)),
                \(agreements.map(\.validFrom)), \(agreements.map(\.validTo)), \(agreements.map(\.source)))
                WITH ORDINALITY AS row (number, company, name, valid_from, valid_to, source, position)
            JOIN stockpile.company ON company.code = row.company
            ORDER BY row.position
            """)
        try insertPromises(draft)
    }

    private func insertPromises(_ draft: AgreementsDraft) throws {
        let (stock, capacity, floors) = (draft.stock, draft.capacity, draft.floors)
        try execute(
            """
            INSERT INTO stockpile.agreement_stock (agreement_id, item_id, place_id, quantity, response_hours, confidence_percent, source)
            SELECT agreement_id, item_id, place_id, quantity, response_hours, confidence_percent, row.source
            FROM unnest(\(stock.map(\.agreement)), \(stock.map(\.item)), \(stock.map(\.place)), \(stock.map(\.quantity)),
                \(stock.map(\.responseHours)), \(stock.map(\.confidencePercent)), \(stock.map(\.source)))
                AS row (agreement, item, place, quantity, response_hours, confidence_percent, source) \(Self.codesToIdentifiers)
            """)
        try execute(
            """
            INSERT INTO stockpile.agreement_capacity (agreement_id, item_id, place_id, units_per_day, ramp_up_hours, quantity_max, source)
            SELECT agreement_id, item_id, place_id, units_per_day, ramp_up_hours, quantity_max, row.source
            FROM unnest(\(capacity.map(\.agreement)), \(capacity.map(\.item)), \(capacity.map(\.place)), \(capacity.map(\.unitsPerDay)),
                \(capacity.map(\.rampUpHours)), \(capacity.map(\.quantity)), \(capacity.map(\.source)))
                AS row (agreement, item, place, units_per_day, ramp_up_hours, quantity_max, source) \(Self.codesToIdentifiers)
            """)
        try execute(
            """
            INSERT INTO stockpile.agreement_floor (agreement_id, item_id, place_id, quantity, source)
            SELECT agreement_id, item_id, place_id, quantity, row.source
            FROM unnest(\(floors.map(\.agreement)), \(floors.map(\.item)), \(floors.map(\.place)), \(floors.map(\.quantity)),
                \(floors.map(\.source))) AS row (agreement, item, place, quantity, source) \(Self.codesToIdentifiers)
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
