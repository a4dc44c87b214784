-- The units a line names: those that can go with its movement, and what is wrong with each of the others, saying where it is.
-- From stock a unit goes only out of the account it is in; from outside it comes only while it is in nobody's stock.
CREATE OR REPLACE FUNCTION stockpile.find_named_serials(
    p_movement stockpile.stock_movement, p_named text[], OUT picked bigint[], OUT wrong jsonb)
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(judged.serial_id) FILTER (WHERE judged.code IS NULL), '{}'),
        coalesce(jsonb_agg(stockpile.serial_problem(judged.code, p_movement, judged.number) ORDER BY judged.number)
            FILTER (WHERE judged.code IS NOT NULL), '[]')
    FROM (
        SELECT named.number, serial.serial_id, CASE
            -- The same number twice in one line is one unit too few.
            WHEN row_number() OVER (PARTITION BY named.number) > 1 THEN 'SP626'
            WHEN serial.serial_id IS NULL THEN 'SP120'
            WHEN source.is_stock AND serial.account_id <> source.account_id THEN 'SP120'
            WHEN NOT source.is_stock AND present.is_stock THEN 'SP121'
            WHEN stockpile.serial_moved_after(serial.serial_id, p_movement.occurred_at) THEN 'SP122'
            END AS code
        FROM unnest(p_named) AS named (number)
        JOIN stockpile.stock_account AS source ON source.account_id = p_movement.from_account_id
        LEFT JOIN stockpile.serial ON serial.item_id = p_movement.item_id AND serial.serial_number = named.number
        LEFT JOIN stockpile.stock_account AS present ON present.account_id = serial.account_id
    ) AS judged
$$;
