package import Postgres
package import StockpileModel

extension Transaction {
    /// Everything that is on the books of these items: stock added up by place and state, and what companies promised.
    ///
    /// Shape: `ways` has every place; stock is in date when it is so on `lastDay`; promises count for what `confidences` says of them.
    package func listSupplySources(
        of items: [ItemID], ways: [PlaceID: Way], lastDay: CalendarDate, confidences: Confidences
    ) throws -> [SupplySource] {
        let rows =
            try queryStock(of: items, lastDay: lastDay) + queryAgreements(of: items, confidences) + queryCapacities(of: items, confidences)
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

    private func queryAgreements(of items: [ItemID], _ confidences: Confidences) throws -> [Found] {
        try query(
            """
            SELECT stock.agreement_id, stock.item_id, stock.place_id, stock.quantity, stock.response_hours, stock.confidence_percent,
                agreement.valid_from, agreement.valid_to, draw.drawn
            FROM stockpile.agreement_stock AS stock
            JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.call_off_draw AS draw USING (agreement_id, item_id, place_id)
            WHERE stock.item_id = ANY(\(items))
            ORDER BY stock.agreement_id, stock.item_id, stock.place_id
            """
        ).map { row in
            var promise = AgreementPromise(
                quantity: try row.get("quantity"), validity: try Validity(row: row), responseHours: try row.get("response_hours"),
                confidencePercent: try row.get("confidence_percent"))
            promise.calledOff = try row.get("drawn")
            if let confidence = confidences[try row.promise(.stock)] {
                promise.confidencePercent = confidence.percent
                promise.foundQuantity = confidence.foundQuantity
            }
            return (try row.get("item_id"), try row.get("place_id"), .agreement(promise))
        }
    }

    private func queryCapacities(of items: [ItemID], _ confidences: Confidences) throws -> [Found] {
        try query(
            """
            SELECT capacity.agreement_id, capacity.item_id, capacity.place_id, capacity.units_per_day, capacity.ramp_up_hours,
                capacity.quantity_max, agreement.valid_from, agreement.valid_to
            FROM stockpile.agreement_capacity AS capacity
            JOIN stockpile.agreement USING (agreement_id)
            WHERE capacity.item_id = ANY(\(items))
            ORDER BY capacity.agreement_id, capacity.item_id, capacity.place_id
            """
        ).map { row in
            var promise = CapacityPromise(
                unitsPerDay: try row.get("units_per_day"), rampUpHours: try row.get("ramp_up_hours"),
                quantityMax: try row.get("quantity_max"), validity: try Validity(row: row))
            if let confidence = confidences[try row.promise(.capacity)] {
                promise.confidencePercent = confidence.percent
                // What was seen to be made in a day is what can be made.
                promise.unitsPerDay = confidence.foundQuantity ?? promise.unitsPerDay
            }
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

extension Row {
    fileprivate func promise(_ form: PromiseKey.Form) throws -> PromiseKey {
        PromiseKey(agreement: try get("agreement_id"), item: try get("item_id"), place: try get("place_id"), form: form)
    }
}
