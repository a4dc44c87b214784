-- The two accounts of every line; those that do not exist yet are made.
CREATE OR REPLACE FUNCTION stockpile.find_accounts(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose)
RETURNS stockpile.stock_movement[]
LANGUAGE plpgsql AS $$
DECLARE
    v_movements stock_movement[];
BEGIN
    FOR attempt IN 1 .. 3 LOOP
        SELECT array_agg(ROW(NULL, NULL, line.line_no, lot.item_id, line.lot_id, source.account_id, target.account_id,
                source.place_id, target.place_id, line.quantity,
                -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
                CASE WHEN source.is_stock THEN NULL ELSE coalesce(line.value_fen, line.quantity * lot.unit_cost_fen) END,
                line.order_line_id, NULL, NULL)::stock_movement ORDER BY line.line_no)
        INTO v_movements
        FROM unnest(p_lines) AS line
        JOIN lot ON lot.lot_id = line.lot_id
        JOIN stock_account AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
            AND source.kind = p_purpose.from_kind AND source.availability = line.from_availability
            AND source.condition = line.from_condition AND source.owner_id = line.from_owner_id
            AND source.bin_id IS NOT DISTINCT FROM line.from_bin_id
        JOIN stock_account AS target ON target.lot_id = coalesce(line.to_lot_id, line.lot_id) AND target.place_id = line.to_place_id
            AND target.kind = p_purpose.to_kind AND target.availability = line.to_availability
            AND target.condition = line.to_condition AND target.owner_id = line.to_owner_id
            AND target.bin_id IS NOT DISTINCT FROM line.to_bin_id;
        EXIT WHEN cardinality(v_movements) = cardinality(p_lines);
        PERFORM insert_accounts(p_lines, p_purpose);
    END LOOP;
    RETURN v_movements;
END
$$;
