/// A made-up district as large as readiness has to be quick for: nothing in it is real.
///
/// Shape: on top of the places and items of `BenchDistrict`; set by set, written straight into the tables by their owner.
enum MadeUpReadiness {
    static let allTowns = "all-towns"
    static let oneTown = "one-town"

    static var scripts: [String] {
        ["SET LOCAL search_path = stockpile", places, stock, promises, demand]
    }

    /// 30 depots, 10 towns, 14 companies with a site each, roads from all to every town, 3,000 items in 7 categories.
    private static let places = """
        INSERT INTO reserve_category SELECT 'made_up_' || c, '虚构 ' || c, 'made up ' || c, c, 'made up' FROM generate_series(2, 7) AS c;
        INSERT INTO company SELECT c, 'C' || lpad(c::text, 2, '0'), '企业 ' || c, 'Company ' || c, NULL, NULL, 'made up'
            FROM generate_series(1, 14) AS c;
        INSERT INTO place (place_id, code, name, name_en, kind, company_id, handling_minutes, source)
            SELECT p, CASE kind WHEN 'depot' THEN 'D' WHEN 'town_point' THEN 'T' ELSE 'S' END || lpad(p::text, 2, '0'),
                '地点 ' || p, 'Place ' || p, kind, CASE WHEN kind = 'company_site' THEN p - 40 END, 30, 'made up'
            FROM generate_series(21, 54) AS p
            CROSS JOIN LATERAL (
                SELECT CASE WHEN p <= 30 THEN 'depot' WHEN p <= 40 THEN 'town_point' ELSE 'company_site' END AS kind) AS kind;
        INSERT INTO route (from_place_id, to_place_id, minutes, source)
            SELECT place_id, town, 20 + (place_id * 37 + town * 53) % 400, 'made up'
            FROM place CROSS JOIN generate_series(31, 40) AS town WHERE kind <> 'town_point';
        INSERT INTO item (item_id, code, name, name_en, classification_code, base_unit, is_returnable, source)
            SELECT i, 'item-' || i, '物资 ' || i, 'Item ' || i, '1010101', '件', false, 'made up' FROM generate_series(2001, 3000) AS i;
        INSERT INTO item_category SELECT item_id, 'made_up_' || 1 + item_id % 7 FROM item WHERE item_id % 7 > 0;
        INSERT INTO item_category SELECT item_id, 'made_up' FROM item WHERE item_id > 2000;
        """

    /// 100,000 lots that were received over 600 days; one in ten keeps for ever, the others for up to three years, some are past their day.
    /// A twentieth is reserved, held or not inspected. A tenth of the items that are asked for has to be looked after.
    private static let stock = """
        INSERT INTO lot (lot_id, item_id, lot_number, reserve_category, funding_source, received_on, unit_cost_fen, expires_on)
            SELECT l, i, 'L' || l, CASE WHEN i % 7 > 0 THEN 'made_up_' || 1 + i % 7 ELSE 'made_up' END, 'unstated',
                current_date - 30 - l % 600, 100,
                CASE WHEN l % 10 > 0 THEN current_date - 60 + l * 37 % 1095 END
            FROM generate_series(1, 100000) AS l CROSS JOIN LATERAL (SELECT 1 + (l - 1) % 3000 AS i) AS item;
        INSERT INTO stock_account (account_id, kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen,
            is_stock, holds)
            SELECT lot_id, 'stock', item_id, lot_id, 1 + (item_id + 3 * (lot_id / 3000 % 10)) % 30, 1,
                CASE WHEN lot_id % 60 = 20 THEN 'in_inspection' ELSE 'good' END,
                CASE lot_id % 60 WHEN 40 THEN 'reserved' WHEN 0 THEN 'held' ELSE 'free' END, 10 + lot_id * 7 % 990,
                (10 + lot_id * 7 % 990) * 100, true, true
            FROM lot;
        INSERT INTO stock_account (account_id, kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen,
            is_stock, holds)
            SELECT 100000 + account_id, 'supplier', item_id, lot_id, place_id, owner_id, 'good', 'free', -quantity, -value_fen,
                false, false
            FROM stock_account;
        INSERT INTO document (document_id, number, kind, purpose, place_id, occurred_at, recorded_at, person_id)
            SELECT d, 'made-up-' || d, 'receipt', 'purchase', 1 + d % 30, current_date - 30 - d % 600, current_date - 30 - d % 600, 1
            FROM generate_series(1, 1200) AS d;
        INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id,
            quantity, value_fen, occurred_at, recorded_at)
            SELECT document_id, row_number() OVER (PARTITION BY document_id), item_id, lot_id, 100000 + account_id, account_id,
                account.place_id, account.place_id, quantity, value_fen, occurred_at, recorded_at
            FROM stock_account AS account JOIN document ON document_id = 1 + account_id % 1200 WHERE account_id <= 100000;
        UPDATE stock_account AS account SET last_occurred_at = movement.occurred_at FROM stock_movement AS movement
            WHERE account.account_id IN (movement.from_account_id, movement.to_account_id);
        INSERT INTO care_rule (care_rule_id, code, item_id, duty, every_days, instruction, source)
            SELECT i, 'R' || i, i, 'inspect', 180, '检查', 'made up' FROM generate_series(10, 500, 10) AS i;
        INSERT INTO care_record (care_rule_id, place_id, lot_id, done_on, done_by, result, remarks, person_id)
            SELECT item_id, place_id, lot_id, current_date - (lot_id * 11 % 200)::integer, 'keeper',
                CASE WHEN lot_id % 97 = 0 THEN 'defect' ELSE 'ok' END, 'made up', 1
            FROM stock_account JOIN care_rule USING (item_id) WHERE kind = 'stock' AND lot_id % 3 > 0;
        """

    /// 300 agreements on three items each, every line proved four times within a year, and 200 call-offs.
    private static let promises = """
        INSERT INTO confidence_rule VALUES (1, '规则', 'made up', current_date - 800, 20, 10, 2, 10, 365, 2);
        INSERT INTO confidence_band VALUES (1, 'declaration', 30, 50), (1, 'declaration', 90, 30), (1, 'visit', 90, 90),
            (1, 'visit', 180, 70), (1, 'surprise_check', 180, 100);
        INSERT INTO confidence_adoption VALUES (1, 2, 3);
        INSERT INTO agreement (agreement_id, number, company_id, name, valid_from, valid_to, source)
            SELECT a, 'A-' || a, 1 + a % 14, '协议 ' || a, current_date - 400 - a, current_date - 20 + a * 5, 'made up'
            FROM generate_series(1, 300) AS a;
        INSERT INTO agreement_stock SELECT a, 1 + (a * 5 + k * 167) % 500, 41 + a % 14, 500 + a % 300, a % 24, 80, 'made up'
            FROM generate_series(1, 300) AS a CROSS JOIN generate_series(0, 2) AS k;
        INSERT INTO agreement_capacity SELECT a, 1 + a % 500, 41 + a % 14, 100, 12, 2000, 'made up' FROM generate_series(10, 300, 10) AS a;
        INSERT INTO proof_of_stock (agreement_id, item_id, place_id, form, kind, proved_on, quantity, person_id)
            SELECT agreement_id, item_id, place_id, 'agreement_stock',
                (ARRAY['declaration', 'visit', 'surprise_check'])[1 + (agreement_id + quarter) % 3],
                current_date - 5 - (quarter * 90 + agreement_id % 80)::integer, quantity - quarter, 1
            FROM agreement_stock CROSS JOIN generate_series(0, 3) AS quarter;
        INSERT INTO call_off (number, agreement_id, item_id, place_id, to_place_id, quantity, state, respond_due_at, deliver_due_at,
            sent_by, sent_at)
            SELECT 'made-up-' || c, agreement_id, item_id, place_id, 31, 10, CASE WHEN c % 2 = 0 THEN 'refused' ELSE 'confirmed' END,
                sent_at + interval '1 day', now() + interval '2 days', 1, sent_at
            FROM (SELECT row_number() OVER () AS c, * FROM agreement_stock) AS line
            CROSS JOIN LATERAL (SELECT now() - c * interval '2 days' AS sent_at) AS sent WHERE c <= 200;
        INSERT INTO call_off_step (call_off_id, step_no, state, person_id, recorded_at)
            SELECT call_off_id, 1, state, 1, sent_at + interval '1 hour' FROM call_off;
        """

    /// A line for each of 500 items, a scenario in all towns and one in a single town.
    private static let demand = """
        INSERT INTO hazard VALUES ('flood', '洪涝', 'flood', 'made up');
        INSERT INTO driver VALUES ('evacuated', '转移人数', 'evacuated', '人', 'made up');
        INSERT INTO standard (standard_id, code, version, name, name_en, response_level, effective_from, source)
            VALUES (1, 'made-up', 1, '虚构标准', 'made up', 'II', current_date - 800, 'made up');
        INSERT INTO standard_line (standard_id, reserve_category, item_id, driver, coefficient, days, within_hours, source)
            SELECT 1, CASE WHEN i % 7 > 0 THEN 'made_up_' || 1 + i % 7 ELSE 'made_up' END, i, 'evacuated', 0.2 + (i % 10) * 0.1, 1,
                (ARRAY[6, 12, 24, 72])[1 + i % 4], 'made up'
            FROM generate_series(1, 500) AS i;
        INSERT INTO scenario VALUES (1, 'all-towns', '全区', 'all towns', 'flood', 10, 'made up'),
            (2, 'one-town', '一镇', 'one town', 'flood', 10, 'made up');
        INSERT INTO scenario_town SELECT 1, town FROM generate_series(31, 40) AS town;
        INSERT INTO scenario_town VALUES (2, 31);
        INSERT INTO scenario_driver VALUES (1, 'evacuated', 20000, 'made up'), (2, 'evacuated', 15000, 'made up');
        """
}
