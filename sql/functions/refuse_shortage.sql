-- SP101 (or SP106 for a late entry) with the numbers a keeper needs: asked, there, and what else lies there but cannot be taken.
CREATE OR REPLACE FUNCTION stockpile.refuse_shortage(
    p_from stockpile.stock_account, p_line_no integer, p_asked bigint, p_least bigint, p_is_late boolean)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_detail jsonb;
    v_code text := CASE WHEN p_is_late THEN 'SP106' ELSE 'SP101' END;
BEGIN
    SELECT jsonb_build_object('line_no', p_line_no, 'item', item.code, 'item_name', item.name, 'lot', lot.lot_number,
        'place', place.code, 'asked', p_asked, 'available', greatest(p_least, 0),
        'availability', p_from.availability, 'base_unit', item.base_unit,
        'held', coalesce(sum(other.quantity) FILTER (WHERE other.availability = 'held'), 0),
        'reserved', coalesce(sum(other.quantity) FILTER (WHERE other.availability = 'reserved'), 0),
        'bin', (SELECT code FROM bin WHERE bin_id = p_from.bin_id),
        'other_bins', coalesce(sum(other.quantity) FILTER (WHERE other.availability = p_from.availability
            AND other.condition = p_from.condition AND other.owner_id = p_from.owner_id
            AND other.bin_id IS DISTINCT FROM p_from.bin_id), 0))
    INTO v_detail
    FROM item
    JOIN lot ON lot.lot_id = p_from.lot_id
    JOIN place ON place.place_id = p_from.place_id
    LEFT JOIN stock_account AS other ON other.lot_id = p_from.lot_id AND other.place_id = p_from.place_id
        AND other.is_stock AND other.account_id <> p_from.account_id
    WHERE item.item_id = p_from.item_id
    GROUP BY item.code, item.name, item.base_unit, lot.lot_number, place.code;
    IF v_code = 'SP106' THEN
        PERFORM refuse(v_code, 'entered at that time, a later balance would fall below zero', v_detail,
            'post with the present time, or reverse what was taken later first');
    ELSE
        PERFORM refuse(v_code, format('%s asked, %s available', p_asked, p_least), v_detail,
            'ask for less, name another lot or place, or release what is held or reserved');
    END IF;
END
$$;
