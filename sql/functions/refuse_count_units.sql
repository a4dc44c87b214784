-- SP120 with every unit that a count did not find and that cannot be taken off the books, since it has moved on or an order has it, where
-- other units were found in its place: the one cannot be posted without the other.
CREATE OR REPLACE FUNCTION stockpile.refuse_count_units(p_count stockpile.stock_count) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_lines jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('code', 'SP120', 'count_line', units.line_no, 'item', item.code, 'serial', missing.number,
        'kind', present.kind, 'place', place.code, 'lot', lot.lot_number, 'availability', present.availability)
        ORDER BY units.line_no, missing.number)
    INTO v_lines
    FROM count_serial_differences(p_count.count_id, p_count.review_no) AS units
    CROSS JOIN LATERAL unnest(units.missing) AS missing (number)
    JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = units.line_no
    JOIN item ON item.item_id = line.item_id
    JOIN serial ON serial.item_id = line.item_id AND serial.serial_number = missing.number
    JOIN stock_account AS present ON present.account_id = serial.account_id
    JOIN lot ON lot.lot_id = present.lot_id
    JOIN place ON place.place_id = present.place_id
    WHERE NOT units.is_postable AND cardinality(units.found) > 0;
    IF v_lines IS NOT NULL THEN
        PERFORM refuse('SP120', 'units that were not found have moved on, or an order has them',
            jsonb_build_object('number', p_count.number, 'lines', v_lines),
            'cancel the order that has them, or cancel this count and count again');
    END IF;
END
$$;
