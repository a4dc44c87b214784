package import Postgres
package import StockpileModel

extension Transaction {
    /// One month by place and category: opening + in − out against the closing balance, in quantity and value.
    ///
    /// Shape:  one row per place, in-transit and on-loan flag and category; `difference` is zero when the books agree.
    ///         Opening and turnover come from kept totals and movements, closing from balances less later movements: two ways to the same
    ///         figure.
    /// Units:  base units; fen.
    package func listReconciliation(from start: String, to end: String) throws -> [JSONValue] {
        try query(
            """
            WITH closed AS (
                -- What was kept when an earlier month was closed stands for all that moved until its end.
                SELECT max(period) AS period, coalesce(max(stockpile.period_end(period)), '-infinity') AS moment FROM stockpile.period
                WHERE state = 'closed' AND stockpile.period_end(period) <= \(start)::timestamptz
            ), change AS (
                SELECT account_id, kept.quantity, kept.value_fen, '-infinity'::timestamptz AS occurred_at, NULL::bigint AS other_id
                FROM stockpile.period_balance AS kept JOIN closed USING (period)
                UNION ALL
                SELECT to_account_id, quantity, value_fen, occurred_at, from_account_id
                FROM stockpile.stock_movement WHERE occurred_at >= (SELECT moment FROM closed)
                UNION ALL
                SELECT from_account_id, -quantity, -value_fen, occurred_at, to_account_id
                FROM stockpile.stock_movement WHERE occurred_at >= (SELECT moment FROM closed)
            ), placed AS (
                SELECT account.place_id, account.kind, lot.reserve_category, change.quantity, change.value_fen, change.occurred_at,
                    other.is_stock AND other.place_id = account.place_id AND other.kind = account.kind
                        AND other_lot.reserve_category = lot.reserve_category AS is_within
                FROM change JOIN stockpile.stock_account AS account USING (account_id)
                JOIN stockpile.lot ON lot.lot_id = account.lot_id
                LEFT JOIN stockpile.stock_account AS other ON other.account_id = change.other_id
                LEFT JOIN stockpile.lot AS other_lot ON other_lot.lot_id = other.lot_id
                WHERE account.is_stock
            ), turnover AS (
                SELECT place_id, kind, reserve_category,
                    coalesce(sum(quantity) FILTER (WHERE occurred_at < \(start)::timestamptz), 0) AS opening_quantity,
                    coalesce(sum(value_fen) FILTER (WHERE occurred_at < \(start)::timestamptz), 0) AS opening_value_fen,
                    coalesce(sum(quantity) FILTER (WHERE quantity > 0 AND during AND NOT is_within), 0) AS in_quantity,
                    coalesce(sum(value_fen) FILTER (WHERE quantity > 0 AND during AND NOT is_within), 0) AS in_value_fen,
                    coalesce(-sum(quantity) FILTER (WHERE quantity < 0 AND during AND NOT is_within), 0) AS out_quantity,
                    coalesce(-sum(value_fen) FILTER (WHERE quantity < 0 AND during AND NOT is_within), 0) AS out_value_fen,
                    coalesce(sum(quantity) FILTER (WHERE occurred_at >= \(end)::timestamptz), 0) AS later_quantity,
                    coalesce(sum(value_fen) FILTER (WHERE occurred_at >= \(end)::timestamptz), 0) AS later_value_fen
                FROM (SELECT *, occurred_at >= \(start)::timestamptz AND occurred_at < \(end)::timestamptz AS during FROM placed) AS placed
                GROUP BY place_id, kind, reserve_category
            ), balance AS (
                SELECT account.place_id, account.kind, lot.reserve_category, sum(account.quantity) AS quantity,
                    sum(account.value_fen) AS value_fen
                FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id)
                WHERE account.is_stock GROUP BY account.place_id, account.kind, lot.reserve_category
            )
            SELECT place.code AS place, place.name AS place_name, place.name_en AS place_name_en, balance.kind = 'carrier' AS is_in_transit,
                balance.kind = 'borrower' AS is_on_loan,
                category.reserve_category AS category, category.name AS category_name, category.name_en AS category_name_en,
                coalesce(opening_quantity, 0)::bigint AS opening_quantity, coalesce(in_quantity, 0)::bigint AS in_quantity,
                coalesce(out_quantity, 0)::bigint AS out_quantity,
                (balance.quantity - coalesce(later_quantity, 0))::bigint AS closing_quantity,
                coalesce(opening_value_fen, 0)::bigint AS opening_value_fen, coalesce(in_value_fen, 0)::bigint AS in_value_fen,
                coalesce(out_value_fen, 0)::bigint AS out_value_fen,
                (balance.value_fen - coalesce(later_value_fen, 0))::bigint AS closing_value_fen
            FROM balance LEFT JOIN turnover USING (place_id, kind, reserve_category)
            JOIN stockpile.place USING (place_id)
            JOIN stockpile.reserve_category AS category USING (reserve_category)
            ORDER BY place.code, is_in_transit, is_on_loan, category.position
            """
        ).map(Self.reconciliationRow)
    }

    private static func reconciliationRow(_ row: Row) throws -> JSONValue {
        guard
            case .object(var members) = try row.object(
                ["place", "place_name", "place_name_en", "category", "category_name", "category_name_en"],
                integers: [
                    "opening_quantity", "in_quantity", "out_quantity", "closing_quantity", "opening_value_fen", "in_value_fen",
                    "out_value_fen",
                    "closing_value_fen",
                ])
        else { return .null }
        members.insert(JSONMember("is_on_loan", .bool(try row.get("is_on_loan"))), at: 4)
        func figure(_ column: String) throws -> Int64 { try row.get(column) }
        members.insert(JSONMember("is_in_transit", .bool(try row.get("is_in_transit"))), at: 3)
        for unit in ["quantity", "value_fen"] {
            let difference = try figure("closing_\(unit)") - figure("opening_\(unit)") - figure("in_\(unit)") + figure("out_\(unit)")
            members.append(JSONMember("difference_\(unit)", .integer(difference)))
        }
        return .object(members)
    }
}

extension Transaction {
    /// The moment a day begins in a zone, in a form that can be bound again.
    package func midnight(_ day: CalendarDate, _ zone: String) throws -> String {
        guard let row = try query("SELECT (\(day)::date::timestamp AT TIME ZONE \(zone))::text AS midnight").first else {
            throw PostgresError(.decoding, "no midnight")
        }
        return try row.get("midnight")
    }
}
