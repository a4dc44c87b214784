-- What is wrong with a unit that a line names, and where it is now.
CREATE OR REPLACE FUNCTION stockpile.serial_problem(p_code text, p_movement stockpile.stock_movement, p_number text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('code', p_code, 'line_no', p_movement.line_no, 'item', item.code, 'serial', p_number,
        'kind', account.kind, 'place', place.code, 'bin', bin.code, 'lot', lot.lot_number, 'availability', account.availability)
    FROM stockpile.item
    LEFT JOIN stockpile.serial ON serial.item_id = item.item_id AND serial.serial_number = p_number
    LEFT JOIN stockpile.stock_account AS account ON account.account_id = serial.account_id
    LEFT JOIN stockpile.place ON place.place_id = account.place_id
    LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
    LEFT JOIN stockpile.lot ON lot.lot_id = account.lot_id
    WHERE item.item_id = p_movement.item_id
$$;
