-- Only units of items that are kept by serial number can be named (SP627).
CREATE OR REPLACE FUNCTION stockpile.guard_serials(p_lines stockpile.posting_line[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_refused jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('line_no', line.line_no, 'item', item.code) ORDER BY line.line_no) INTO v_refused
    FROM unnest(p_lines) AS line
    LEFT JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = coalesce(lot.item_id, line.item_id)
    WHERE cardinality(line.serials) > 0 AND NOT item.is_serialised;
    IF v_refused IS NOT NULL THEN
        PERFORM refuse('SP627', 'the item is not kept by serial number', jsonb_build_object('lines', v_refused), 'leave the numbers out');
    END IF;
END
$$;
