-- Of a lot users give back no more than they have of it (SP112). Returns of one lot take turns, so that two of them see each other.
CREATE OR REPLACE FUNCTION stockpile.guard_return(p_lines stockpile.posting_line[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_refused jsonb;
BEGIN
    PERFORM lock_lots(ARRAY(SELECT lot_id FROM unnest(p_lines) WHERE lot_id IS NOT NULL));
    SELECT jsonb_agg(jsonb_build_object('line_no', line.line_no, 'item', item.code, 'item_name', item.name, 'item_name_en', item.name_en,
        'lot', lot.lot_number, 'asked', line.quantity, 'available', used.quantity, 'base_unit', item.base_unit) ORDER BY line.line_no)
    INTO v_refused
    FROM (SELECT lot_id, min(line_no) AS line_no, sum(quantity)::bigint AS quantity FROM unnest(p_lines)
          WHERE lot_id IS NOT NULL GROUP BY lot_id) AS line
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id
    CROSS JOIN LATERAL (SELECT coalesce(sum(account.quantity), 0)::bigint AS quantity FROM stock_account AS account
                        WHERE account.lot_id = line.lot_id AND account.kind = 'consumption') AS used
    WHERE line.quantity > used.quantity;
    IF v_refused IS NOT NULL THEN
        PERFORM refuse('SP112', 'more is given back than was given out', jsonb_build_object('lines', v_refused),
            'receive what comes from elsewhere under a number of its own');
    END IF;
END
$$;
