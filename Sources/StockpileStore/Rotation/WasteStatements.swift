internal import Postgres
package import StockpileModel

extension Transaction {
    /// What expired, by year of expiry and by category or item: what lay in stock when its last day ended, at the value it had then; of it
    /// what went off the books since, and for goods that came in expired what did so.
    ///
    /// Units: base units; fen.
    package func listWaste(year: Int?, byItem: Bool, until day: CalendarDate, zone: String) throws -> [JSONValue] {
        try query(
            """
            WITH ended AS (
                SELECT lot_id, item_id, reserve_category, extract(year FROM expires_on)::bigint AS year,
                    (expires_on + 1)::timestamp AT TIME ZONE \(zone) AS ended_at
                FROM stockpile.lot
                WHERE expires_on < \(day) AND (\(year.map(Int64.init))::bigint IS NULL
                    OR extract(year FROM expires_on) = \(year.map(Int64.init))::bigint)
            ), moved AS (
                SELECT ended.lot_id, account.kind, movement.occurred_at < ended.ended_at AS is_before, movement.quantity, movement.value_fen
                FROM ended JOIN stockpile.stock_account AS account USING (lot_id)
                JOIN stockpile.stock_movement AS movement ON movement.to_account_id = account.account_id
                WHERE account.kind IN ('stock', 'carrier', 'loss')
                UNION ALL
                SELECT ended.lot_id, account.kind, movement.occurred_at < ended.ended_at, -movement.quantity, -movement.value_fen
                FROM ended JOIN stockpile.stock_account AS account USING (lot_id)
                JOIN stockpile.stock_movement AS movement ON movement.from_account_id = account.account_id
                WHERE account.kind IN ('stock', 'carrier', 'loss')
            ), by_lot AS (
                SELECT lot_id,
                    coalesce(sum(quantity) FILTER (WHERE is_before AND kind <> 'loss'), 0)::bigint AS quantity,
                    coalesce(sum(value_fen) FILTER (WHERE is_before AND kind <> 'loss'), 0)::bigint AS value_fen,
                    coalesce(sum(value_fen) FILTER (WHERE NOT is_before AND kind = 'loss'), 0)::bigint AS disposed_fen,
                    coalesce(sum(quantity) FILTER (WHERE NOT is_before AND kind = 'loss'), 0)::bigint AS disposed
                FROM moved GROUP BY lot_id
            )
            SELECT ended.year, category.reserve_category AS category, category.name AS category_name, category.name_en AS category_name_en,
                item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                count(*) AS lots, sum(greatest(by_lot.quantity, by_lot.disposed))::bigint AS expired_quantity,
                sum(greatest(by_lot.value_fen, by_lot.disposed_fen))::bigint AS expired_value_fen,
                sum(by_lot.disposed_fen)::bigint AS disposed_value_fen
            FROM by_lot JOIN ended USING (lot_id)
            JOIN stockpile.reserve_category AS category USING (reserve_category)
            LEFT JOIN stockpile.item ON item.item_id = ended.item_id AND \(byItem)
            WHERE by_lot.quantity > 0 OR by_lot.disposed > 0
            GROUP BY ended.year, category.position, category.reserve_category, item.item_id
            ORDER BY ended.year DESC, category.position, category.reserve_category, item.code
            """
        ).map { row in
            try row.object(
                ["category", "category_name", "category_name_en"] + (byItem ? ["item", "item_name", "item_name_en"] : []),
                integers: ["year", "lots", "expired_quantity", "expired_value_fen", "disposed_value_fen"])
        }
    }

    /// What lies in stock of items that expire, in lots nobody knows the expiry of.
    package func listUndated() throws -> [JSONValue] {
        try query(
            """
            SELECT detail.reserve_category AS category, detail.reserve_category_name AS category_name,
                detail.reserve_category_name_en AS category_name_en, count(DISTINCT detail.lot_id) AS lots,
                sum(detail.quantity)::bigint AS quantity, sum(detail.value_fen)::bigint AS value_fen
            FROM stockpile.stock_detail AS detail JOIN stockpile.item USING (item_id)
            WHERE detail.account_kind <> 'borrower' AND detail.expires_on IS NULL AND item.shelf_life_months IS NOT NULL
            GROUP BY 1, 2, 3, detail.reserve_category_position ORDER BY detail.reserve_category_position, 1
            """
        ).map { try $0.object(["category", "category_name", "category_name_en"], integers: ["lots", "quantity", "value_fen"]) }
    }
}
