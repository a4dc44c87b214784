/// A made-up district, written straight into the tables by their owner: nothing in it is real.
///
/// Shape: 20 depots, 2,000 items, one keeper (1) and two of finance (2, 3); identifiers are 1, 2, 3 ….
enum BenchDistrict {
    static let depots = 20
    static let items = 2_000
    static let lots = 100_000
    /// The lot on which everybody is at once, its item and where it lies.
    static let hotLot = 41
    static let hotItem = "item-41"
    static let hotDepot = "D02"

    /// Places, items and people, no stock.
    static let content = """
        SET LOCAL search_path = stockpile;
        INSERT INTO district (district_id, division_code, local_unit, name, name_en, time_zone, short_code, content_sha256, source)
            VALUES (1, '899999', '01', '测试区', 'Bench district', 'Asia/Shanghai', 'BN', 'none', 'made up');
        INSERT INTO person (person_id, login, name, source)
            VALUES (1, 'keeper', '库管员', 'made up'), (2, 'finance1', '财务一', 'made up'), (3, 'finance2', '财务二', 'made up');
        INSERT INTO person_role VALUES (1, 'storekeeper'), (2, 'finance'), (3, 'finance');
        INSERT INTO reserve_category VALUES ('made_up', '虚构', 'made up', 1, 'made up');
        INSERT INTO stock_owner VALUES (1, 'district', '区级', 'district', 'made up');
        INSERT INTO place (place_id, code, name, name_en, kind, source)
            SELECT d, 'D' || lpad(d::text, 2, '0'), '仓库 ' || d, 'Depot ' || d, 'depot', 'made up' FROM generate_series(1, 20) AS d;
        INSERT INTO item (item_id, code, name, name_en, classification_code, base_unit, shelf_life_months, shelf_life_from,
                          shelf_life_source, warn_days, rotate_days, is_returnable, source)
            SELECT i, 'item-' || i, '物资 ' || i, 'Item ' || i, '1010101', '件', 60, 'received', 'made up', 90, 180, false, 'made up'
            FROM generate_series(1, 2000) AS i;
        INSERT INTO item_category SELECT item_id, 'made_up' FROM item;
        """

    /// 100,000 lots with 10⁹ units each: lot l is of item 1 + (l − 1) mod 2,000 and lies in depot 1 + l mod 20. The balances have no
    /// movements behind them, which posting does not need.
    static let stock = """
        SET LOCAL search_path = stockpile;
        INSERT INTO lot (lot_id, item_id, lot_number, reserve_category, funding_source, received_on, unit_cost_fen, expires_on)
            SELECT l, 1 + (l - 1) % 2000, 'L' || l, 'made_up', 'unstated', current_date, 100, current_date + 400 + l % 1000
            FROM generate_series(1, 100000) AS l;
        INSERT INTO stock_account (kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen, is_stock,
            holds)
            SELECT 'stock', item_id, lot_id, 1 + lot_id % 20, 1, 'good', 'free', 1000000000, 100000000000, true, true FROM lot;
        SELECT setval('lot_lot_id_seq', 100000);
        """

    /// Documents of 100 lines for a load, spread over the days before today: a tenth are receipts of one lot a line, and each lot is
    /// then issued from nine times.
    ///
    /// Shape: `movements` lines in all, rounded up to whole thousands.
    static func staged(movements: Int, days: Int) -> [String] {
        let receipts = max(1, (movements + 999) / 1_000)
        return [
            """
            INSERT INTO stockpile.staged_document
            SELECT d, 'bench-' || d, 'h', CASE WHEN d <= \(receipts) THEN 'receipt' ELSE 'issue' END,
                CASE WHEN d <= \(receipts) THEN 'purchase' ELSE 'use' END, 1 + (d - 1) % \(receipts) % 20, 1,
                now() - interval '\(days + 1) days' + d * interval '\(days) days' / \(receipts * 10), NULL, NULL
            FROM generate_series(1, \(receipts * 10)) AS d
            """,
            """
            INSERT INTO stockpile.staged_line (document_no, line_no, item_id, lot_number, quantity, owner_id, reserve_category,
                funding_source, received_on, expires_on, unit_cost_fen)
            SELECT d, l, 1 + (r * 100 + l) % 2000, 'B' || r * 100 + l, CASE WHEN d = r THEN 1000 ELSE 1 + (d * 7 + l) % 50 END, 1,
                CASE WHEN d = r THEN 'made_up' END, CASE WHEN d = r THEN 'unstated' END,
                CASE WHEN d = r THEN current_date - \(days + 1) END, CASE WHEN d = r THEN current_date + 400 END,
                CASE WHEN d = r THEN 101 END
            FROM generate_series(1, \(receipts * 10)) AS d CROSS JOIN LATERAL (SELECT 1 + (d - 1) % \(receipts) AS r) AS receipt
            CROSS JOIN generate_series(1, 100) AS l
            """,
        ]
    }
}
