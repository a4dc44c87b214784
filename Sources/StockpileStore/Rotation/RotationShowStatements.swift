package import Postgres
package import StockpileModel

extension Transaction {
    /// Kept plans with how far they are, newest first; of one state or all.
    package func listRotationPlans(state: RotationPlanState?, slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(
            Self.rotationHeads(zone)
                + """
                WHERE \(state?.rawValue)::text IS NULL OR plan.state = \(state?.rawValue)
                ORDER BY plan.rotation_plan_id DESC \(slice.sql)
                """
        ).map { try Self.rotationHead(row: $0) }
    }

    /// A plan's totals and how far it is, without its steps. Errors: notFound.
    package func showRotationHead(_ number: String, zone: String) throws -> JSONValue {
        guard let row = try query(Self.rotationHeads(zone) + "WHERE plan.number = \(number)").first else {
            throw StockpileError.notFound(subject: "rotation_plan", code: number)
        }
        return try Self.rotationHead(row: row)
    }

    /// With all its steps or one of them, their documents, and what happened to them.
    ///
    /// Errors: notFound.
    package func showRotationPlan(_ number: String, step: Int64?, on day: CalendarDate, zone: String) throws -> JSONValue {
        let head = try showRotationHead(number, zone: zone).members ?? []
        let events = try query(
            """
            SELECT event.step_no, event.state, person.login AS person, person.name AS person_name, person.name_en AS person_name_en,
                event.remarks, stockpile.iso(event.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.rotation_event AS event JOIN stockpile.rotation_plan AS plan USING (rotation_plan_id)
            JOIN stockpile.person USING (person_id)
            WHERE plan.number = \(number) AND (\(step)::bigint IS NULL OR event.step_no = \(step)) ORDER BY event.event_no
            """
        ).map {
            try $0.object(["state", "person", "person_name", "person_name_en", "remarks", "recorded_at"], integers: ["step_no"])
        }
        return .object(
            head + [
                JSONMember("steps", .array(try listRotationSteps(of: number, step: step, on: day))),
                JSONMember("documents", .array(try listRotationDocuments(of: number, step: step, zone: zone))),
                JSONMember("events", .array(events)),
            ])
    }

    private func listRotationSteps(of number: String, step: Int64?, on day: CalendarDate) throws -> [JSONValue] {
        try query(
            """
            SELECT step.step_no, step.state, step.way, item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                item.base_unit, lot.lot_number AS lot, lot.reserve_category AS category, lot.rotate_by_on, lot.expires_on,
                place.code AS place, place.name AS place_name, place.name_en AS place_name_en, bin.code AS bin, stock_owner.code AS owner,
                destination.code AS to_place, agreement.number AS agreement, step.planned_on, step.used_on, step.quantity,
                step.done_quantity, CASE WHEN step.state = 'planned' THEN step.open_quantity ELSE 0 END AS open_quantity,
                CASE WHEN step.state = 'planned' THEN step.planned_on - \(day)::date END::bigint AS days_left,
                step.state = 'planned' AND plan.state <> 'draft' AND step.planned_on < \(day) AS is_overdue,
                step.value_at_risk_fen, step.saved_fen, step.saved_so_far_fen, step.cost_fen, step.why_not_better,
                CASE WHEN step.state = 'dropped' THEN (SELECT event.remarks FROM stockpile.rotation_event AS event
                    WHERE event.rotation_plan_id = step.rotation_plan_id AND event.step_no = step.step_no
                    ORDER BY event.event_no DESC LIMIT 1) END AS reason
            FROM stockpile.rotation_step_detail AS step JOIN stockpile.rotation_plan AS plan USING (rotation_plan_id)
            JOIN stockpile.stock_account AS heap USING (account_id)
            JOIN stockpile.lot ON lot.lot_id = heap.lot_id
            JOIN stockpile.item ON item.item_id = heap.item_id
            JOIN stockpile.place ON place.place_id = heap.place_id
            JOIN stockpile.stock_owner ON stock_owner.owner_id = heap.owner_id
            LEFT JOIN stockpile.bin ON bin.bin_id = heap.bin_id
            LEFT JOIN stockpile.place AS destination ON destination.place_id = step.to_place_id
            LEFT JOIN stockpile.agreement ON agreement.agreement_id = step.agreement_id
            WHERE plan.number = \(number) AND (\(step)::bigint IS NULL OR step.step_no = \(step)) ORDER BY step.step_no
            """
        ).map { row in
            let members = try row.object(
                [
                    "state", "way", "item", "item_name", "item_name_en", "base_unit", "lot", "category", "rotate_by_on", "expires_on",
                    "place", "place_name", "place_name_en", "bin", "owner", "to_place", "agreement", "planned_on", "used_on", "reason",
                ],
                integers: [
                    "step_no", "quantity", "done_quantity", "open_quantity", "days_left", "value_at_risk_fen", "saved_fen",
                    "saved_so_far_fen", "cost_fen",
                ]
            ).members
            return .object(
                (members ?? []) + [
                    JSONMember("is_overdue", .bool(try row.get("is_overdue"))),
                    JSONMember("why_not_better", try row.get("why_not_better")),
                ])
        }
    }

    private func listRotationDocuments(of number: String, step: Int64?, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT step.step_no, document.number, document.kind, document.purpose, link.quantity, person.login AS person,
                person.name AS person_name, person.name_en AS person_name_en, replaced.number AS in_exchange_for,
                stockpile.iso(document.occurred_at, \(zone)) AS occurred_at, stockpile.iso(link.recorded_at, \(zone)) AS recorded_at,
                (SELECT string_agg(reversal.number, ' ' ORDER BY reversal.document_id) FROM stockpile.document AS reversal
                    WHERE reversal.reverses_document_id = document.document_id) AS reversed_by,
                CASE WHEN link.replaces_document_id IS NOT NULL THEN (SELECT string_agg(DISTINCT lot.lot_number, ' ')
                    FROM stockpile.stock_movement AS movement JOIN stockpile.lot USING (lot_id)
                    WHERE movement.document_id = document.document_id) END AS fresh_lot
            FROM stockpile.rotation_document AS link JOIN stockpile.rotation_step AS step USING (rotation_step_id)
            JOIN stockpile.rotation_plan AS plan USING (rotation_plan_id)
            JOIN stockpile.document ON document.document_id = link.document_id
            JOIN stockpile.person ON person.person_id = link.person_id
            LEFT JOIN stockpile.document AS replaced ON replaced.document_id = link.replaces_document_id
            WHERE plan.number = \(number) AND (\(step)::bigint IS NULL OR step.step_no = \(step))
            ORDER BY step.step_no, document.document_id
            """
        ).map {
            try $0.object(
                [
                    "number", "kind", "purpose", "person", "person_name", "person_name_en", "in_exchange_for", "occurred_at", "recorded_at",
                    "reversed_by", "fresh_lot",
                ], integers: ["step_no", "quantity"])
        }
    }

    private static func rotationHead(row: Row) throws -> JSONValue {
        let scenarios: [String] = try row.get("scenarios")
        let head = try row.object(
            [
                "number", "state", "made_on", "until_on", "level", "remarks", "made_by", "made_by_name", "made_by_name_en", "made_at",
                "approved_by", "approved_by_name", "approved_by_name_en", "approved_at", "cancelled_by", "cancelled_at",
            ],
            integers: [
                "steps_total", "steps_done", "steps_dropped", "steps_overdue", "done_percent", "value_at_risk_fen", "no_way_value_fen",
                "saved_fen", "saved_so_far_fen", "cost_fen", "net_at_most_fen",
            ])
        return .object((head.members ?? []) + [JSONMember("scenarios", .array(scenarios.map { .text($0) }))])
    }

    private static func rotationHeads(_ zone: String) -> SQL {
        """
        SELECT plan.number, plan.state, plan.made_on, plan.until_on, plan.response_level AS level, plan.scenarios, plan.remarks,
            maker.login AS made_by, maker.name AS made_by_name, maker.name_en AS made_by_name_en, approver.login AS approved_by,
            approver.name AS approved_by_name, approver.name_en AS approved_by_name_en, canceller.login AS cancelled_by,
            stockpile.iso(plan.made_at, \(zone)) AS made_at, stockpile.iso(plan.approved_at, \(zone)) AS approved_at,
            stockpile.iso(plan.cancelled_at, \(zone)) AS cancelled_at, plan.steps_total, plan.steps_done, plan.steps_dropped,
            plan.steps_overdue, plan.done_percent, plan.value_at_risk_fen, plan.no_way_value_fen, plan.saved_fen, plan.saved_so_far_fen,
            plan.cost_fen, plan.net_at_most_fen
        FROM stockpile.rotation_summary AS plan
        JOIN stockpile.person AS maker ON maker.person_id = plan.made_by
        LEFT JOIN stockpile.person AS approver ON approver.person_id = plan.approved_by
        LEFT JOIN stockpile.person AS canceller ON canceller.person_id = plan.cancelled_by

        """
    }
}
