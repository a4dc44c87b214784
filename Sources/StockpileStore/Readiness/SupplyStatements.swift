package import Postgres
package import StockpileModel

extension Transaction {
    /// Everything that is on the books of these items: stock added up by place and state, and what companies promised.
    ///
    /// Shape: `ways` has every place; stock is in date when it is so on `lastDay`.
    package func listSupplySources(of items: [ItemID], ways: [PlaceID: Way], lastDay: CalendarDate) throws -> [SupplySource] {
        let rows = try queryStock(of: items, lastDay: lastDay) + queryAgreements(of: items) + queryCapacities(of: items)
        return try rows.map { item, place, content in
            guard let way = ways[place] else { throw PostgresError(.decoding, "a place is missing") }
            return SupplySource(item: item, way: way, content: content)
        }
    }

    private typealias Found = (ItemID, PlaceID, SupplySource.Content)

    private func queryStock(of items: [ItemID], lastDay: CalendarDate) throws -> [Found] {
        try query(
            """
            SELECT account.item_id, account.place_id, lot.reserve_category, place.kind AS place_kind,
                account.kind = 'carrier' AS is_in_transit, account.condition, account.availability,
                coalesce(lot.expires_on >= \(lastDay), true) AND coalesce(lot.stop_issue_on > \(lastDay), true) AS is_in_date,
                sum(account.quantity)::bigint AS quantity
            FROM stockpile.stock_account AS account
            JOIN stockpile.lot ON lot.lot_id = account.lot_id
            JOIN stockpile.place ON place.place_id = account.place_id
            WHERE account.holds AND account.kind <> 'borrower' AND account.item_id = ANY(\(items))
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
            ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
            """
        ).map { (try $0.get("item_id"), try $0.get("place_id"), .stock(try StockGroup(row: $0))) }
    }

    private func queryAgreements(of items: [ItemID]) throws -> [Found] {
        try query(
            """
            SELECT stock.item_id, stock.place_id, stock.quantity, stock.response_hours, stock.confidence_percent,
                agreement.valid_from, agreement.valid_to
            FROM stockpile.agreement_stock AS stock
            JOIN stockpile.agreement USING (agreement_id)
            WHERE stock.item_id = ANY(\(items))
            ORDER BY stock.agreement_id, stock.item_id, stock.place_id
            """
        ).map { row in
            let promise = AgreementPromise(
                quantity: try row.get("quantity"), validity: try Validity(row: row), responseHours: try row.get("response_hours"),
                confidencePercent: try row.get("confidence_percent"))
            return (try row.get("item_id"), try row.get("place_id"), .agreement(promise))
        }
    }

    private func queryCapacities(of items: [ItemID]) throws -> [Found] {
        try query(
            """
            SELECT capacity.item_id, capacity.place_id, capacity.units_per_day, capacity.ramp_up_hours, capacity.quantity_max,
                agreement.valid_from, agreement.valid_to
            FROM stockpile.agreement_capacity AS capacity
            JOIN stockpile.agreement USING (agreement_id)
            WHERE capacity.item_id = ANY(\(items))
            ORDER BY capacity.agreement_id, capacity.item_id, capacity.place_id
            """
        ).map { row in
            let promise = CapacityPromise(
                unitsPerDay: try row.get("units_per_day"), rampUpHours: try row.get("ramp_up_hours"),
                quantityMax: try row.get("quantity_max"), validity: try Validity(row: row))
            return (try row.get("item_id"), try row.get("place_id"), .capacity(promise))
        }
    }
}

extension StockGroup.Condition: SQLDecodable {}
extension StockGroup.Availability: SQLDecodable {}

extension StockGroup {
    fileprivate init(row: Row) throws {
        let kind: String = try row.get("place_kind")
        guard let place = PlaceKind(rawValue: kind) else { throw PostgresError(.decoding, "not a kind of place") }
        self.init(
            category: try row.get("reserve_category"), quantity: try row.get("quantity"), place: place,
            isInTransit: try row.get("is_in_transit"), condition: try row.get("condition"), availability: try row.get("availability"),
            isInDate: try row.get("is_in_date"))
    }
}

extension Validity {
    fileprivate init(row: Row) throws {
        self.init(from: try row.get("valid_from"), to: try row.get("valid_to"))
    }
}
