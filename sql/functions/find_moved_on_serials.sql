-- The units of a document that are no longer where it put them, for the line of its reversal that would take them from there.
CREATE OR REPLACE FUNCTION stockpile.find_moved_on_serials(p_movement stockpile.stock_movement, p_reverses_document_id bigint) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(stockpile.serial_problem('SP120', p_movement, serial.serial_number)
        ORDER BY serial.serial_number COLLATE "C"), '[]')
    FROM stockpile.stock_movement AS original
    JOIN stockpile.movement_serial USING (movement_id)
    JOIN stockpile.serial USING (serial_id)
    JOIN stockpile.stock_account AS present ON present.account_id = serial.account_id
    JOIN stockpile.stock_account AS source ON source.account_id = p_movement.from_account_id
    WHERE original.document_id = p_reverses_document_id AND original.line_no = p_movement.line_no
      AND original.from_account_id = p_movement.to_account_id AND original.to_account_id = p_movement.from_account_id
      AND serial.account_id <> p_movement.from_account_id AND (source.is_stock OR present.is_stock)
$$;
