-- The units that go with a movement whose line names none: of those in its account, first what came there for the same line of an order,
-- then what was cared for in time before what is overdue, a defect last, then the lowest numbers. A reversal chooses among the units of
-- the document it takes back, its own line's first.
CREATE OR REPLACE FUNCTION stockpile.pick_serials(p_movement stockpile.stock_movement, p_reverses_document_id bigint) RETURNS bigint[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(chosen.serial_id), '{}')
    FROM (
        SELECT serial.serial_id
        FROM stockpile.serial
        LEFT JOIN LATERAL (
            SELECT movement.order_line_id FROM stockpile.movement_serial JOIN stockpile.stock_movement AS movement USING (movement_id)
            WHERE movement_serial.serial_id = serial.serial_id ORDER BY movement_id DESC LIMIT 1) AS last_move ON true
        LEFT JOIN LATERAL (
            SELECT bool_or(original.line_no = p_movement.line_no) AS is_own_line
            FROM stockpile.movement_serial JOIN stockpile.stock_movement AS original USING (movement_id)
            WHERE movement_serial.serial_id = serial.serial_id AND original.document_id = p_reverses_document_id
              AND original.from_account_id = p_movement.to_account_id) AS taken_back ON true
        JOIN stockpile.stock_account AS present ON present.account_id = serial.account_id
        JOIN stockpile.stock_account AS source ON source.account_id = p_movement.from_account_id
        LEFT JOIN (
            SELECT serial_id, bool_or(last_result = 'defect') IS TRUE AS is_defective
            FROM stockpile.care_schedule
            WHERE item_id = p_movement.item_id AND lot_id = p_movement.lot_id AND place_id = p_movement.from_place_id
              AND (last_result = 'defect' OR due_on < (p_movement.occurred_at AT TIME ZONE stockpile.district_zone())::date)
            GROUP BY serial_id) AS care ON care.serial_id = serial.serial_id
        -- Outside our stock it does not matter where: users give back at one place what they got at another.
        WHERE serial.item_id = p_movement.item_id AND (serial.account_id = source.account_id
            OR (p_reverses_document_id IS NOT NULL AND NOT source.is_stock AND NOT present.is_stock))
          AND (p_reverses_document_id IS NULL OR taken_back.is_own_line IS NOT NULL)
          AND NOT stockpile.serial_moved_after(serial.serial_id, p_movement.occurred_at)
        ORDER BY taken_back.is_own_line DESC, last_move.order_line_id IS NOT DISTINCT FROM p_movement.order_line_id DESC,
            care.is_defective NULLS FIRST, serial.serial_number COLLATE "C"
        LIMIT p_movement.quantity
    ) AS chosen
$$;
