package import Postgres
package import StockpileModel

/// What operations need of a call-off.
package struct CallOff: Sendable {
    package let id: CallOffID
    package let item: String
    package let to: String
    package let toPlace: PlaceID
    package let company: String
    /// What a base unit costs, where the agreement fixed it.
    package let priceFen: Int64?
}

extension Transaction {
    /// Errors: SP401, SP657, SP658, SP659.
    package func sendCallOff(
        _ draft: CallOffDraft, line: PromiseKey, to place: PlaceID, order: OrderID?, by person: PersonID
    ) throws -> String {
        let argument: JSONValue = [
            "agreement_id": .integer(line.agreement.rawValue), "item_id": .integer(line.item.rawValue),
            "place_id": .integer(line.place.rawValue), "to_place_id": .integer(place.rawValue), "quantity": .integer(draft.quantity),
            "respond_hours": .integer(draft.respondHours), "order_id": JSONValue(order?.rawValue), "incident": JSONValue(draft.incident),
            "remarks": JSONValue(draft.remarks),
        ]
        guard let row = try query("SELECT stockpile.send_call_off(\(person), \(argument)::jsonb) AS number").first else {
            throw PostgresError(.decoding, "no number")
        }
        return try row.get("number")
    }

    /// Errors: notFound.
    package func findCallOff(_ number: String) throws -> CallOff {
        let rows = try query(
            """
            SELECT call_off.call_off_id, item.code AS item, place.code AS to_place, call_off.to_place_id, company.name AS company,
                call_off.price_fen
            FROM stockpile.call_off JOIN stockpile.item USING (item_id)
            JOIN stockpile.place ON place.place_id = call_off.to_place_id
            JOIN stockpile.agreement USING (agreement_id) JOIN stockpile.company ON company.company_id = agreement.company_id
            WHERE call_off.number = \(number)
            """)
        guard let row = rows.first else { throw StockpileError.notFound(subject: "call_off", code: number) }
        return CallOff(
            id: try row.get("call_off_id"), item: try row.get("item"), to: try row.get("to_place"), toPlace: try row.get("to_place_id"),
            company: try row.get("company"), priceFen: try row.get("price_fen"))
    }

    /// Errors: SP401, SP501.
    package func advanceCallOff(_ id: CallOffID, to state: CallOffState, remarks: String?, by person: PersonID) throws {
        try execute("SELECT stockpile.advance_call_off(\(person), \(id), \(state.rawValue), \(remarks))")
    }

    /// Errors: SP401, SP501, SP531, SP660.
    package func recordCallOffDelivery(_ id: CallOffID, document: DocumentID, by person: PersonID) throws {
        try execute("SELECT stockpile.record_call_off_delivery(\(person), \(id), \(document))")
    }

    /// The number of an order; nil where there is none such.
    package func findOrderID(_ number: String) throws -> OrderID? {
        try query("SELECT order_id FROM stockpile.allocation_order WHERE number = \(number)").first?.get("order_id")
    }

    /// Newest first; of one state, one agreement, or all.
    package func listCallOffs(state: CallOffState?, agreement: String?, slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(
            Self.callOffHeads(zone)
                + """
                WHERE (\(state?.rawValue)::text IS NULL OR detail.state = \(state?.rawValue))
                  AND (\(agreement)::text IS NULL OR agreement.number = \(agreement))
                ORDER BY detail.call_off_id DESC \(slice.sql)
                """
        ).map { try Self.callOff(row: $0) }
    }

    /// With its steps and deliveries. Errors: notFound.
    package func showCallOff(_ number: String, zone: String) throws -> JSONValue {
        guard let row = try query(Self.callOffHeads(zone) + "WHERE detail.number = \(number)").first else {
            throw StockpileError.notFound(subject: "call_off", code: number)
        }
        let steps = try query(
            """
            SELECT step.state, person.login AS person, person.name AS person_name, person.name_en AS person_name_en, step.remarks,
                step.amount_fen, stockpile.iso(step.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.call_off_step AS step JOIN stockpile.call_off USING (call_off_id)
            JOIN stockpile.person ON person.person_id = step.person_id
            WHERE call_off.number = \(number) ORDER BY step.step_no
            """
        ).map { try $0.object(["state", "person", "person_name", "person_name_en", "remarks", "recorded_at"], integers: ["amount_fen"]) }
        let deliveries = try query(
            """
            SELECT document.number AS document, delivery.quantity, stockpile.iso(delivery.recorded_at, \(zone)) AS recorded_at,
                EXISTS (SELECT FROM stockpile.reversed_line WHERE document_id = delivery.document_id) AS is_reversed
            FROM stockpile.call_off_delivery AS delivery JOIN stockpile.call_off USING (call_off_id)
            JOIN stockpile.document USING (document_id) WHERE call_off.number = \(number) ORDER BY delivery.recorded_at
            """
        ).map { row in
            let members = try row.object(["document", "recorded_at"], integers: ["quantity"]).members ?? []
            return JSONValue.object(members + [JSONMember("is_reversed", .bool(try row.get("is_reversed")))])
        }
        let head = try Self.callOff(row: row).members ?? []
        return .object(head + [JSONMember("steps", .array(steps)), JSONMember("deliveries", .array(deliveries))])
    }

    private static func callOff(row: Row) throws -> JSONValue {
        let members = try row.object(
            [
                "number", "state", "agreement_number", "company", "company_name", "company_name_en", "item", "item_name", "item_name_en",
                "base_unit", "from_place", "to_place", "order", "incident", "respond_due_at", "deliver_due_at", "sent_by", "sent_at",
                "answered_at", "last_delivered_at", "settled_at", "remarks", "contact", "telephone",
                "price_rule",
            ], integers: ["quantity", "delivered_quantity", "price_fen", "price_percent", "amount_fen"]
        ).members
        return .object(
            (members ?? []) + [
                JSONMember("is_answer_late", .bool(try row.get("is_answer_late"))),
                JSONMember("is_delivery_late", .bool(try row.get("is_delivery_late"))),
                JSONMember("is_liaison", .bool(try row.get("is_liaison"))),
            ])
    }

    private static func callOffHeads(_ zone: String) -> SQL {
        """
        SELECT detail.number, detail.state, agreement.number AS agreement_number, company.code AS company, company.name AS company_name,
            company.name_en AS company_name_en, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
            site.code AS from_place, destination.code AS to_place, allocation_order.number AS order, detail.incident, detail.quantity,
            detail.delivered_quantity, coalesce(detail.settled_amount_fen, detail.amount_fen) AS amount_fen,
            detail.price_rule, detail.price_fen, detail.price_percent, sender.login AS sent_by, detail.remarks, detail.is_answer_late,
            detail.is_delivery_late,
            stockpile.iso(detail.sent_at, \(zone)) AS sent_at, stockpile.iso(detail.respond_due_at, \(zone)) AS respond_due_at,
            stockpile.iso(detail.deliver_due_at, \(zone)) AS deliver_due_at, stockpile.iso(detail.answered_at, \(zone)) AS answered_at,
            stockpile.iso(detail.last_delivered_at, \(zone)) AS last_delivered_at,
            stockpile.iso(detail.settled_at, \(zone)) AS settled_at, called.contact, called.telephone,
            coalesce(called.is_liaison, false) AS is_liaison
        FROM stockpile.call_off_detail AS detail JOIN stockpile.agreement USING (agreement_id)
        JOIN stockpile.company USING (company_id) JOIN stockpile.item USING (item_id)
        JOIN stockpile.place AS site ON site.place_id = detail.place_id
        JOIN stockpile.place AS destination ON destination.place_id = detail.to_place_id
        JOIN stockpile.person AS sender ON sender.person_id = detail.sent_by
        LEFT JOIN stockpile.allocation_order ON allocation_order.order_id = detail.order_id
        CROSS JOIN LATERAL stockpile.contact_of(NULL, NULL, company.company_id) AS called

        """
    }
}
