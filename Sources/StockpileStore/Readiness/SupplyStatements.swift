package import Postgres
package import StockpileModel

extension Transaction {
    /// Everything that is on the books of these items: stock added up by place and state, and what companies promised.
    ///
    /// Shape: `ways` has every place; stock is cared for as it is on `day` and in date when it is so on `lastDay`; promises count for what
    ///        `confidences` says of them.
    package func listSupplySources(
        of items: [ItemID], ways: [PlaceID: Way], towns: [String], day: CalendarDate, lastDay: CalendarDate, confidences: Confidences
    ) throws -> [SupplySource] {
        let rows =
            try queryStock(of: items, day: day, lastDay: lastDay) + queryAgreements(of: items, towns, confidences)
            + queryCapacities(of: items, confidences)
        return try rows.map { item, place, content in
            guard let way = ways[place] else { throw PostgresError(.decoding, "a place is missing") }
            return SupplySource(item: item, way: way, content: content)
        }
    }

    private typealias Found = (ItemID, PlaceID, SupplySource.Content)

    private func queryStock(of items: [ItemID], day: CalendarDate, lastDay: CalendarDate) throws -> [Found] {
        try query(
            """
            WITH uncared AS MATERIALIZED (
                SELECT lot_id, place_id, serial_id, bool_or(last_result = 'defect') IS TRUE AS is_defective
                FROM stockpile.care_schedule
                WHERE item_id = ANY(\(items)) AND (last_result = 'defect' OR due_on < \(day))
                GROUP BY lot_id, place_id, serial_id)
            SELECT account.item_id, account.place_id, lot.reserve_category, place.kind AS place_kind,
                account.kind = 'carrier' AS is_in_transit, account.condition, account.availability, part.care,
                coalesce(lot.expires_on >= \(lastDay), true) AND coalesce(lot.stop_issue_on > \(lastDay), true) AS is_in_date,
                sum(part.quantity)::bigint AS quantity
            FROM stockpile.stock_account AS account
            JOIN stockpile.lot ON lot.lot_id = account.lot_id
            JOIN stockpile.place ON place.place_id = account.place_id
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(found.quantity) FILTER (WHERE is_defective), 0) AS defective,
                    coalesce(sum(found.quantity) FILTER (WHERE NOT is_defective), 0) AS overdue
                FROM (SELECT is_defective, CASE WHEN uncared.serial_id IS NULL THEN account.quantity ELSE 1 END AS quantity
                    FROM uncared LEFT JOIN stockpile.serial USING (serial_id)
                    WHERE uncared.lot_id = account.lot_id AND uncared.place_id = account.place_id AND account.kind = 'stock'
                      AND (uncared.serial_id IS NULL OR serial.account_id = account.account_id)) AS found) AS care
            CROSS JOIN LATERAL (VALUES ('care_defect', care.defective), ('care_overdue', care.overdue),
                ('cared', account.quantity - care.defective - care.overdue)) AS part (care, quantity)
            WHERE account.holds AND account.kind <> 'borrower' AND account.item_id = ANY(\(items)) AND part.quantity > 0
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
            ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
            """
        ).map { (try $0.get("item_id"), try $0.get("place_id"), .stock(try StockGroup(row: $0))) }
    }

    private func queryAgreements(of items: [ItemID], _ towns: [String], _ confidences: Confidences) throws -> [Found] {
        try query(
            """
            SELECT stock.agreement_id, stock.item_id, stock.place_id, stock.quantity, stock.response_hours, stock.confidence_percent,
                term.binds_from, term.binds_to, term.is_suspended, draw.drawn, own.slowest_minutes
            FROM stockpile.agreement_stock AS stock
            JOIN stockpile.agreement_term AS term USING (agreement_id)
            JOIN stockpile.call_off_draw AS draw USING (agreement_id, item_id, place_id)
            CROSS JOIN LATERAL (
                SELECT CASE WHEN count(own.town_id) > 0 THEN max(coalesce(own.response_hours, stock.response_hours) * 60
                    + site.handling_minutes + CASE WHEN town.place_id = site.place_id THEN 0 ELSE route.minutes END) END AS slowest_minutes
                FROM stockpile.place AS site JOIN stockpile.place AS town ON town.code = ANY(\(towns))
                LEFT JOIN stockpile.route ON route.from_place_id = site.place_id AND route.to_place_id = town.place_id
                LEFT JOIN stockpile.agreement_response AS own ON own.agreement_id = stock.agreement_id
                    AND own.item_id = stock.item_id AND own.place_id = stock.place_id AND own.town_id = town.place_id
                WHERE site.place_id = stock.place_id) AS own
            WHERE stock.item_id = ANY(\(items))
            ORDER BY stock.agreement_id, stock.item_id, stock.place_id
            """
        ).map { row in
            var promise = AgreementPromise(
                quantity: try row.get("quantity"), validity: try Validity(row: row), responseHours: try row.get("response_hours"),
                confidencePercent: try row.get("confidence_percent"))
            promise.calledOff = try row.get("drawn")
            promise.slowestMinutes = try row.get("slowest_minutes")
            promise.isSuspended = try row.get("is_suspended")
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
                capacity.quantity_max, term.binds_from, term.binds_to, term.is_suspended,
                least(capacity.units_per_day, seen.quantity) AS seen_units_per_day,
                least(capacity.raw_material_days, seen.raw_material_days)::bigint AS raw_material_days
            FROM stockpile.agreement_capacity AS capacity
            JOIN stockpile.agreement_term AS term USING (agreement_id)
            LEFT JOIN LATERAL (
                SELECT proof.quantity, inspection.raw_material_days
                FROM stockpile.proof_of_stock AS proof JOIN stockpile.capacity_inspection AS inspection USING (proof_id)
                WHERE proof.agreement_id = capacity.agreement_id AND proof.item_id = capacity.item_id
                  AND proof.place_id = capacity.place_id AND proof.form = 'capacity'
                ORDER BY proof.proved_on DESC, proof.proof_id DESC LIMIT 1) AS seen ON true
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
            promise.unitsPerDay = min(promise.unitsPerDay, try row.get("seen_units_per_day"))
            promise.rawMaterialDays = try row.get("raw_material_days")
            promise.isSuspended = try row.get("is_suspended")
            return (try row.get("item_id"), try row.get("place_id"), .capacity(promise))
        }
    }
}

extension StockGroup.Condition: SQLDecodable {}
extension StockGroup.Availability: SQLDecodable {}
extension StockGroup.Care: SQLDecodable {}

extension StockGroup {
    fileprivate init(row: Row) throws {
        let kind: String = try row.get("place_kind")
        guard let place = PlaceKind(rawValue: kind) else { throw PostgresError(.decoding, "not a kind of place") }
        self.init(
            category: try row.get("reserve_category"), quantity: try row.get("quantity"), place: place,
            isInTransit: try row.get("is_in_transit"), condition: try row.get("condition"), availability: try row.get("availability"),
            isInDate: try row.get("is_in_date"), care: try row.get("care"))
    }
}

extension Validity {
    fileprivate init(row: Row) throws {
        self.init(from: try row.get("binds_from"), to: try row.get("binds_to"))
    }
}

extension Row {
    fileprivate func promise(_ form: PromiseKey.Form) throws -> PromiseKey {
        PromiseKey(agreement: try get("agreement_id"), item: try get("item_id"), place: try get("place_id"), form: form)
    }
}
