-- The two accounts of every line; those that do not exist yet are made.
CREATE OR REPLACE FUNCTION stockpile.find_accounts(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose)
RETURNS stockpile.stock_movement[]
LANGUAGE plpgsql AS $$
DECLARE
    v_movements stock_movement[];
    v_known integer;
BEGIN
    FOR attempt IN 1 .. 3 LOOP
        SELECT array_agg(ROW(NULL, NULL, line.line_no, lot.item_id, line.lot_id, source.account_id, target.account_id,
                line.from_place_id, line.to_place_id, line.quantity,
                -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
                CASE WHEN source.is_stock THEN NULL ELSE coalesce(line.value_fen, line.quantity * lot.unit_cost_fen) END,
                line.order_line_id, NULL, NULL)::stock_movement ORDER BY line.line_no),
            count(*) FILTER (WHERE source.account_id IS NOT NULL AND target.account_id IS NOT NULL)
        INTO v_movements, v_known
        FROM unnest(p_lines) AS line
        JOIN lot ON lot.lot_id = line.lot_id
        LEFT JOIN stock_account AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
            AND source.kind = p_purpose.from_kind AND source.availability = line.from_availability
            AND source.condition = line.from_condition AND source.owner_id = line.from_owner_id
            AND source.bin_id IS NOT DISTINCT FROM line.from_bin_id
        LEFT JOIN stock_account AS target ON target.lot_id = coalesce(line.to_lot_id, line.lot_id) AND target.place_id = line.to_place_id
            AND target.kind = p_purpose.to_kind AND target.availability = line.to_availability
            AND target.condition = line.to_condition AND target.owner_id = line.to_owner_id
            AND target.bin_id IS NOT DISTINCT FROM line.to_bin_id;
        EXIT WHEN v_known = cardinality(p_lines);
        -- What is there is locked before anything is made: an account that is made is held to the end, and whoever has the goods and
        -- would put them into it waits for us. We must not wait for those goods then.
        PERFORM lock_accounts(ARRAY(
            SELECT account_id FROM unnest(v_movements) AS line, unnest(ARRAY[line.from_account_id, line.to_account_id]) AS account_id
            WHERE account_id IS NOT NULL));
        PERFORM insert_accounts(p_lines, p_purpose);
    END LOOP;
    RETURN v_movements;
END
$$;
