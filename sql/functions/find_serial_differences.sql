-- Accounts that do not hold as many units as their quantity, for items kept by serial number; units that are not where their last
-- movement put them.
CREATE OR REPLACE FUNCTION stockpile.find_serial_differences() RETURNS SETOF stockpile.ledger_difference
LANGUAGE sql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp AS $$
    SELECT 'serial_count', concat_ws(' ', lot.lot_number, place.code), NULL::bigint, NULL::bigint, account.account_id, account.quantity,
        count(serial.serial_id)
    FROM item
    JOIN stock_account AS account USING (item_id)
    JOIN lot USING (lot_id)
    JOIN place USING (place_id)
    LEFT JOIN serial ON serial.account_id = account.account_id
    WHERE item.is_serialised AND account.is_stock
    GROUP BY account.account_id, account.quantity, lot.lot_number, place.code
    HAVING account.quantity <> count(serial.serial_id)
    UNION ALL
    SELECT 'serial_misplaced', concat_ws(' ', item.code, serial.serial_number), NULL, NULL, serial.account_id, serial.account_id,
        last_move.to_account_id
    FROM serial
    JOIN item USING (item_id)
    LEFT JOIN LATERAL (
        SELECT movement.to_account_id FROM movement_serial JOIN stock_movement AS movement USING (movement_id)
        WHERE movement_serial.serial_id = serial.serial_id ORDER BY movement_id DESC LIMIT 1) AS last_move ON true
    WHERE last_move.to_account_id IS DISTINCT FROM serial.account_id
$$;
