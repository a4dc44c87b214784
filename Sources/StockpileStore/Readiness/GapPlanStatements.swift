package import Postgres
package import StockpileModel

/// A kept plan as far as it is looked at again.
package struct KeptGap: Sendable {
    package let state: GapPlanState
    package let level: ResponseLevel
    package let scenario: String
    package let by: CalendarDate
    package let budgetFen: Int64?
    package let shortAfter: Int
    package let steps: [KeptGapStep]
}

extension Transaction {
    /// Errors: notFound.
    package func findKeptGap(_ number: String) throws -> KeptGap {
        let heads = try query(
            """
            SELECT plan.gap_plan_id, plan.state, plan.response_level, scenario.code, plan.by_on, plan.budget_fen, plan.short_after
            FROM stockpile.gap_plan AS plan JOIN stockpile.scenario USING (scenario_id) WHERE plan.number = \(number)
            """)
        guard let head = heads.first else { throw StockpileError.notFound(subject: "gap_plan", code: number) }
        let (state, level): (String, String) = (try head.get("state"), try head.get("response_level"))
        guard let state = GapPlanState(rawValue: state), let level = ResponseLevel(rawValue: level) else {
            throw PostgresError(.decoding, "not a state or level of a plan")
        }
        let plan: Int64 = try head.get("gap_plan_id")
        let steps = try query(
            """
            SELECT step_no, way, item_id, reserve_category, quantity, supplier, from_place_id, to_place_id, unit_fen
            FROM stockpile.gap_plan_step WHERE gap_plan_id = \(plan) ORDER BY step_no
            """
        ).map { row in
            let word: String = try row.get("way")
            guard let way = GapWay(rawValue: word) else { throw PostgresError(.decoding, "not a way of closing gaps") }
            return KeptGapStep(
                stepNo: try row.get("step_no"), way: way, item: try row.get("item_id"), category: try row.get("reserve_category"),
                quantity: try row.get("quantity"), supplier: try row.get("supplier"), fromPlace: try row.get("from_place_id"),
                toPlace: try row.get("to_place_id"), unitFen: try row.get("unit_fen"))
        }
        return KeptGap(
            state: state, level: level, scenario: try head.get("code"), by: try head.get("by_on"), budgetFen: try head.get("budget_fen"),
            shortAfter: try head.get("short_after"), steps: steps)
    }

    /// Keeps a plan as a draft; answers its number. Errors: SP401, SP672.
    package func insertGapPlan(_ plan: JSONValue, by person: PersonID) throws -> String {
        guard let row = try query("SELECT stockpile.insert_gap_plan(\(person), \(plan)::jsonb) AS number").first else {
            throw PostgresError(.decoding, "no number")
        }
        return try row.get("number")
    }

    /// Errors: notFound; SP401, SP402, SP501.
    package func advanceGapPlan(_ number: String, to state: GapPlanState, remarks: String? = nil, by person: PersonID) throws {
        let rows = try query("SELECT gap_plan_id FROM stockpile.gap_plan WHERE number = \(number)")
        guard let row = rows.first else { throw StockpileError.notFound(subject: "gap_plan", code: number) }
        let plan: Int64 = try row.get("gap_plan_id")
        try execute("SELECT stockpile.advance_gap_plan(\(person), \(plan), \(state.rawValue), \(remarks))")
    }

    /// Kept plans without their steps, newest first; of one state or all.
    package func listGapPlans(state: GapPlanState?, slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(
            Self.gapHeads(zone)
                + """
                WHERE \(state?.rawValue)::text IS NULL OR plan.state = \(state?.rawValue)
                ORDER BY plan.gap_plan_id DESC \(slice.sql)
                """
        ).map { try Self.gapHead($0) }
    }

    /// A kept plan with its steps. Errors: notFound.
    package func showGapPlan(_ number: String, zone: String) throws -> JSONValue {
        guard let row = try query(Self.gapHeads(zone) + "WHERE plan.number = \(number)").first else {
            throw StockpileError.notFound(subject: "gap_plan", code: number)
        }
        let steps = try query(
            """
            SELECT step.step_no, step.way, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                step.reserve_category AS category, step.quantity, step.supplier, origin.code AS from_place, origin.name AS from_place_name,
                origin.name_en AS from_place_name_en, place.code AS to_place, place.name AS to_place_name,
                place.name_en AS to_place_name_en, step.unit_fen, step.cost_fen, step.yearly_fen, step.ready_on,
                task.task_id AS task, task.outcome
            FROM stockpile.gap_plan_step AS step JOIN stockpile.gap_plan AS plan USING (gap_plan_id)
            JOIN stockpile.item USING (item_id)
            JOIN stockpile.place ON place.place_id = step.to_place_id
            LEFT JOIN stockpile.place AS origin ON origin.place_id = step.from_place_id
            LEFT JOIN stockpile.task ON task.kind = stockpile.gap_task_kind(step.way) AND task.subject_id = step.gap_plan_step_id
            WHERE plan.number = \(number) ORDER BY step.step_no
            """
        ).map {
            try $0.object(
                [
                    "way", "item", "item_name", "item_name_en", "base_unit", "category", "supplier", "from_place", "from_place_name",
                    "from_place_name_en", "to_place", "to_place_name", "to_place_name_en", "ready_on",
                    "outcome",
                ], integers: ["step_no", "quantity", "unit_fen", "cost_fen", "yearly_fen", "task"])
        }
        return .object((try Self.gapHead(row).members ?? []) + [JSONMember("steps", .array(steps))])
    }

    private static func gapHead(_ row: Row) throws -> JSONValue {
        try row.object(
            [
                "number", "state", "level", "scenario", "scenario_name", "scenario_name_en", "made_on", "by_on", "verdict_before",
                "verdict_after", "remarks", "made_by", "made_by_name", "made_by_name_en", "made_at", "approved_by", "approved_by_name",
                "approved_by_name_en", "approved_at", "approval_remarks", "cancelled_by", "cancelled_at",
            ],
            integers: [
                "budget_fen", "cost_fen", "yearly_fen", "yearly_at_least_fen", "miss_fen", "short_before", "short_after", "steps_total",
                "steps_done",
            ])
    }

    private static func gapHeads(_ zone: String) -> SQL {
        """
        SELECT plan.number, plan.state, plan.response_level AS level, scenario.code AS scenario, scenario.name AS scenario_name,
            scenario.name_en AS scenario_name_en, plan.made_on, plan.by_on, plan.budget_fen, plan.cost_fen, plan.yearly_fen,
            plan.yearly_at_least_fen, greatest(0, plan.yearly_fen - plan.yearly_at_least_fen) AS miss_fen, plan.verdict_before,
            plan.verdict_after, plan.short_before, plan.short_after, plan.remarks, maker.login AS made_by, maker.name AS made_by_name,
            maker.name_en AS made_by_name_en, approver.login AS approved_by, approver.name AS approved_by_name,
            approver.name_en AS approved_by_name_en, canceller.login AS cancelled_by, stockpile.iso(plan.made_at, \(zone)) AS made_at,
            stockpile.iso(plan.approved_at, \(zone)) AS approved_at, stockpile.iso(plan.cancelled_at, \(zone)) AS cancelled_at,
            (SELECT count(*) FROM stockpile.gap_plan_step AS step WHERE step.gap_plan_id = plan.gap_plan_id) AS steps_total,
            (SELECT count(*) FROM stockpile.gap_plan_step AS step
             JOIN stockpile.task ON task.kind = stockpile.gap_task_kind(step.way) AND task.subject_id = step.gap_plan_step_id
                AND task.outcome = 'done'
             WHERE step.gap_plan_id = plan.gap_plan_id) AS steps_done, plan.approval_remarks
        FROM stockpile.gap_plan AS plan
        JOIN stockpile.scenario USING (scenario_id)
        JOIN stockpile.person AS maker ON maker.person_id = plan.made_by
        LEFT JOIN stockpile.person AS approver ON approver.person_id = plan.approved_by
        LEFT JOIN stockpile.person AS canceller ON canceller.person_id = plan.cancelled_by

        """
    }
}
