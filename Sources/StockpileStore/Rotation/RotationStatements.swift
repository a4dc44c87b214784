package import Postgres
package import StockpileModel

/// One balance in stock as a plan of rotation sees it, with the words people know it by.
package struct RotationBalance: Sendable {
    package let heap: RotationHeap
    /// What approved plans are still to take of it, in base units; the heap is what is left beside that.
    package let plannedQuantity: Int64
    /// Keys as in every list of lots.
    package let names: JSONValue
}

extension Transaction {
    /// Every balance that lies at a place, by expiry, without what approved plans are still to take of the same lot, place and owner,
    /// whichever bin it lies in by now.
    package func listRotationBalances() throws -> [RotationBalance] {
        try query(
            """
            WITH step AS MATERIALIZED (
                SELECT account.account_id, account.lot_id, account.place_id, account.owner_id, step.open_quantity
                FROM stockpile.rotation_plan AS plan JOIN stockpile.rotation_step_detail AS step USING (rotation_plan_id)
                JOIN stockpile.stock_account AS account USING (account_id)
                WHERE plan.state IN ('approved', 'in_progress') AND step.state = 'planned'
            ), planned AS (
                SELECT lot_id, place_id, owner_id, sum(open_quantity) AS quantity FROM step GROUP BY lot_id, place_id, owner_id
            ), beside AS (
                SELECT account.account_id, least(account.quantity, greatest(0, planned.quantity - coalesce(sum(account.quantity) OVER (
                    PARTITION BY lot_id, place_id, owner_id
                    ORDER BY account.account_id NOT IN (SELECT step.account_id FROM step), account.account_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))::bigint AS quantity
                FROM planned JOIN stockpile.stock_account AS account USING (lot_id, place_id, owner_id)
                WHERE account.kind = 'stock' AND account.holds
            )
            SELECT account_id, item, reserve_category AS category, place, detail.quantity - coalesce(beside.quantity, 0) AS quantity,
                coalesce(beside.quantity, 0) AS planned_quantity, unit_cost_fen, rotate_by_on, expires_on,
                CASE WHEN recalled_on IS NOT NULL THEN 'recalled' WHEN availability <> 'free' THEN availability
                    WHEN condition <> 'good' THEN condition END AS blocked,
                item_name, item_name_en, base_unit, place_name, place_name_en, lot_number AS lot, bin, owner
            FROM stockpile.stock_detail AS detail LEFT JOIN beside USING (account_id)
            WHERE account_kind = 'stock'
            ORDER BY coalesce(rotate_by_on, expires_on) NULLS LAST, expires_on NULLS LAST, item, lot_number, place, account_id
            """
        ).map { row in
            let heap = RotationHeap(
                account: try row.get("account_id"), item: try row.get("item"), category: try row.get("category"),
                place: try row.get("place"), quantity: try row.get("quantity"), unitCostFen: try row.get("unit_cost_fen"),
                rotateByOn: try row.get("rotate_by_on"), expiresOn: try row.get("expires_on"), blocked: try row.get("blocked"))
            let names = try row.object([
                "place", "place_name", "place_name_en", "item", "item_name", "item_name_en", "base_unit", "lot", "category", "bin", "owner",
            ])
            return RotationBalance(heap: heap, plannedQuantity: try row.get("planned_quantity"), names: names)
        }
    }

    /// What each way brings, in the order in which it was loaded.
    package func listRotationWays() throws -> [RotationWay] {
        try query(
            """
            SELECT way.way, item.code AS item, way.reserve_category, place.code AS place, agreement.number AS agreement,
                way.saved_percent::bigint AS saved_percent, way.fixed_cost_fen, way.cost_per_unit_fen, way.monthly_quantity, way.lead_days,
                way.least_days_left, way.replaced_after_days
            FROM stockpile.rotation_way AS way LEFT JOIN stockpile.item USING (item_id) LEFT JOIN stockpile.place USING (place_id)
            LEFT JOIN stockpile.agreement USING (agreement_id)
            ORDER BY way.rotation_way_id
            """
        ).map { row in
            let kind: String = try row.get("way")
            guard let kind = RotationWayKind(rawValue: kind) else { throw PostgresError(.decoding, "not a way of rotation") }
            var way = RotationWay(kind, savedPercent: try row.get("saved_percent"))
            way.item = try row.get("item")
            way.category = try row.get("reserve_category")
            way.place = try row.get("place")
            way.agreement = try row.get("agreement")
            way.fixedCostFen = try row.get("fixed_cost_fen")
            way.unitCostFen = try row.get("cost_per_unit_fen")
            way.monthlyQuantity = try row.get("monthly_quantity")
            way.leadDays = try row.get("lead_days")
            way.leastDaysLeft = try row.get("least_days_left")
            way.replacedAfterDays = try row.get("replaced_after_days")
            return way
        }
    }

    /// What places use in routine service and drills.
    package func listRoutineUses() throws -> [RoutineUse] {
        try query(
            """
            SELECT item.code AS item, place.code AS place, monthly_quantity
            FROM stockpile.routine_use JOIN stockpile.item USING (item_id) JOIN stockpile.place USING (place_id)
            ORDER BY item.code, place.code
            """
        ).map { RoutineUse(item: try $0.get("item"), place: try $0.get("place"), monthlyQuantity: try $0.get("monthly_quantity")) }
    }

    /// The places whose stock may count in a readiness check, by code.
    package func listCountingPlaces() throws -> [PlaceID: String] {
        try Dictionary(
            uniqueKeysWithValues: query(
                "SELECT place_id, code FROM stockpile.place WHERE kind IN ('depot', 'town_point', 'company_site')"
            ).map { (try $0.get("place_id"), try $0.get("code")) })
    }
}
