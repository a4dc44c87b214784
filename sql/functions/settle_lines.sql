-- The movements of a load in the order of time, each with the value it takes; then the balances they leave, since the movements need
-- the accounts. One pass over all lines with the balances in memory: what a line may take depends on all lines before it.
CREATE OR REPLACE FUNCTION stockpile.settle_lines(p_recorded_at timestamptz) RETURNS SETOF stockpile.stock_movement
LANGUAGE plpgsql AS $$
DECLARE
    v_quantities bigint[];
    v_values bigint[];
    v_times timestamptz[];
    v_held bigint;
    v_line record;
    v_movement stock_movement;
BEGIN
    SELECT array_agg(quantity ORDER BY account_no), array_agg(value_fen ORDER BY account_no),
        array_agg(last_occurred_at ORDER BY account_no)
    INTO v_quantities, v_values, v_times FROM loading_account;
    FOR v_line IN
        SELECT line.document_no, line.line_no, line.quantity, source.account_no AS from_no, target.account_no AS to_no,
            coalesce(document.occurred_at, p_recorded_at) AS occurred_at,
            -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
            CASE WHEN line.from_kind <> 'stock' THEN line.quantity * line.unit_cost_fen END AS value_fen,
            ROW(NULL, line.document_id, line.line_no, line.item_id, line.lot_id, source.account_id, target.account_id,
                line.from_place_id, line.to_place_id, line.quantity, NULL, NULL, coalesce(document.occurred_at, p_recorded_at),
                p_recorded_at)::stock_movement AS movement
        FROM loading_line AS line
        JOIN loading_document AS document USING (document_id)
        JOIN loading_account AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
            AND source.kind = line.from_kind AND source.availability = line.from_availability
            AND source.condition = line.from_condition AND source.owner_id = line.owner_id
        JOIN loading_account AS target ON target.lot_id = line.lot_id AND target.place_id = line.to_place_id
            AND target.kind = line.to_kind AND target.availability = line.to_availability
            AND target.condition = line.to_condition AND target.owner_id = line.owner_id
        ORDER BY line.document_id, line.line_no
    LOOP
        v_held := v_quantities[v_line.from_no];
        v_movement := v_line.movement;
        IF v_line.value_fen IS NOT NULL THEN
            v_movement.value_fen := v_line.value_fen;
        ELSIF v_held > v_line.quantity THEN
            v_movement.value_fen := div(v_values[v_line.from_no]::numeric * v_line.quantity, v_held);
        ELSIF v_held = v_line.quantity THEN
            -- The last unit takes the rest of the value.
            v_movement.value_fen := v_values[v_line.from_no];
        ELSE
            INSERT INTO load_problem (document_no, line_no, code, detail)
            VALUES (v_line.document_no, v_line.line_no, 'SP101', jsonb_build_object('asked', v_line.quantity, 'available', v_held));
            CONTINUE;
        END IF;
        v_quantities[v_line.from_no] := v_held - v_line.quantity;
        v_values[v_line.from_no] := v_values[v_line.from_no] - v_movement.value_fen;
        v_quantities[v_line.to_no] := v_quantities[v_line.to_no] + v_line.quantity;
        v_values[v_line.to_no] := v_values[v_line.to_no] + v_movement.value_fen;
        v_times[v_line.from_no] := v_line.occurred_at;
        v_times[v_line.to_no] := v_line.occurred_at;
        RETURN NEXT v_movement;
    END LOOP;
    -- Lines that were short have no movement: their accounts would be missed before anybody is told why.
    PERFORM refuse_load();
    PERFORM write_loaded_accounts(v_quantities, v_values, v_times);
END
$$;
