package import Postgres
package import StockpileModel

/// Of which goods a book of supply is wanted, and for which days.
package struct SupplyQuestion: Sendable {
    package var items: [ItemID]
    /// The days that will be asked for; what changes outside them is left out.
    package var span: ClosedRange<CalendarDate>
    /// How long goods have to last from a day of the span on, at least and at most.
    package var responseDays: ClosedRange<Int>
    package var today: CalendarDate
    /// Tells lots apart, so that an answer can be explained.
    package var byLot = false
    /// Care of the items that falls due before the last day, or that found a defect.
    package var care: [CareDue] = []
    /// What of them serves for what, for the book to carry along.
    package var substitutes = SubstituteMap()
    /// A rule of confidence that is tried in place of those in force.
    package var rule: ConfidenceRule?

    package init(items: [ItemID], span: ClosedRange<CalendarDate>, responseDays: ClosedRange<Int>, today: CalendarDate) {
        self.items = items
        self.span = span
        self.responseDays = responseDays
        self.today = today
    }
}

extension Transaction {
    /// Everything that is on the books of some items, with the days on which it begins or ceases to count.
    ///
    /// Shape: stock that stands alike over all days asked for is added up.
    package func findSupplyBook(_ question: SupplyQuestion) throws -> SupplyBook {
        let confidence = try findPromiseBook(of: question.items, trying: question.rule)
        return SupplyBook(
            stock: try queryStock(question),
            promises: try queryAgreements(of: question.items, drawn: confidence) + queryCapacities(of: question.items),
            mutualAid: try queryMutualAid(of: question.items), confidence: confidence, routes: try findRouteMap(),
            substitutes: question.substitutes)
    }

    private func queryStock(_ question: SupplyQuestion) throws -> [StockSpan] {
        try query(
            """
            SELECT * FROM stockpile.supply_of(\(question.items), \(question.span.lowerBound), \(question.span.upperBound),
                \(question.responseDays.lowerBound)::integer, \(question.responseDays.upperBound)::integer, \(question.today),
                \(question.byLot), \(question.care.map(\.lot)), \(question.care.map(\.place)), \(question.care.map(\.serial)),
                \(question.care.map(\.isDefective)), \(question.care.map(\.dueOn))::date[])
            """
        ).map { try StockSpan(row: $0) }
    }

    private func queryAgreements(of items: [ItemID], drawn: PromiseBook) throws -> [PromiseSpan] {
        try query(
            """
            SELECT stock.agreement_id, stock.item_id, stock.place_id, stock.quantity, stock.response_hours, stock.confidence_percent,
                term.binds_from, term.binds_to, term.is_suspended, company.code AS company,
                coalesce(own.town_ids, '{}') AS town_ids, coalesce(own.town_hours, '{}') AS town_hours
            FROM stockpile.agreement_stock AS stock
            JOIN stockpile.agreement_term AS term USING (agreement_id)
            JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.company USING (company_id)
            LEFT JOIN (
                SELECT agreement_id, item_id, place_id, array_agg(town_id ORDER BY town_id) AS town_ids,
                    array_agg(response_hours ORDER BY town_id) AS town_hours
                FROM stockpile.agreement_response WHERE item_id = ANY(\(items))
                GROUP BY agreement_id, item_id, place_id) AS own USING (agreement_id, item_id, place_id)
            WHERE stock.item_id = ANY(\(items))
            ORDER BY stock.agreement_id, stock.item_id, stock.place_id
            """
        ).map { row in
            var promise = AgreementPromise(
                quantity: try row.get("quantity"), validity: try Validity(row: row), responseHours: try row.get("response_hours"),
                confidencePercent: try row.get("confidence_percent"))
            let key = try row.promise(.stock)
            promise.calledOff = drawn.drawn(of: key)
            promise.isSuspended = try row.get("is_suspended")
            let towns: [PlaceID] = try row.get("town_ids")
            let hours: [Int] = try row.get("town_hours")
            return PromiseSpan(
                key: key, company: try row.get("company"), content: .agreement(promise),
                townHours: Dictionary(zip(towns, hours)) { first, _ in first })
        }
    }

    private func queryCapacities(of items: [ItemID]) throws -> [PromiseSpan] {
        try query(
            """
            SELECT capacity.agreement_id, capacity.item_id, capacity.place_id, capacity.units_per_day, capacity.ramp_up_hours,
                capacity.quantity_max, term.binds_from, term.binds_to, term.is_suspended, company.code AS company,
                least(capacity.units_per_day, seen.quantity) AS seen_units_per_day,
                least(capacity.raw_material_days, seen.raw_material_days)::bigint AS raw_material_days
            FROM stockpile.agreement_capacity AS capacity
            JOIN stockpile.agreement_term AS term USING (agreement_id)
            JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.company USING (company_id)
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
            promise.rawMaterialDays = try row.get("raw_material_days")
            promise.isSuspended = try row.get("is_suspended")
            return PromiseSpan(
                key: try row.promise(.capacity), company: try row.get("company"),
                content: .capacity(promise, seenUnitsPerDay: try row.get("seen_units_per_day")))
        }
    }
}

extension StockGroup.Condition: SQLDecodable {}
extension StockGroup.Availability: SQLDecodable {}

extension StockSpan {
    fileprivate init(row: Row) throws {
        let kind: String = try row.get("place_kind")
        guard let place = PlaceKind(rawValue: kind) else { throw PostgresError(.decoding, "not a kind of place") }
        let group = StockGroup(
            category: try row.get("reserve_category"), quantity: try row.get("quantity"), place: place,
            isInTransit: try row.get("is_in_transit"), condition: try row.get("condition"), availability: try row.get("availability"),
            care: try row.get("is_defective") ? .defect : .cared, isLent: try row.get("is_lent"),
            isRecalled: try row.get("is_recalled"))
        self.init(
            item: try row.get("item_id"), place: try row.get("place_id"), lot: try row.get("lot"), group: group,
            usableUntil: try row.get("usable_until"), careDueOn: try row.get("care_due_on"), freeOn: try row.get("free_on"))
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
