-- What the lines of those lots take of which the order of lines decides, and what their accounts are worth then. One pass in the order of
-- time with the balances in memory: what a line may take depends on all lines before it.
CREATE OR REPLACE FUNCTION stockpile.settle_lines() RETURNS SETOF stockpile.settled_line
-- Of lots that need their order the planner expects next to none, and would go through all accounts again for every line.
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    v_accounts bigint[];
    v_quantities bigint[];
    v_values bigint[];
    v_held bigint;
    v_line record;
    v_settled settled_line;
BEGIN
    SELECT array_agg(account_id ORDER BY account_id), array_agg(quantity ORDER BY account_id), array_agg(value_fen ORDER BY account_id)
    INTO v_accounts, v_quantities, v_values FROM loading_account WHERE needs_order;
    IF v_accounts IS NULL THEN
        RETURN;
    END IF;
    FOR v_line IN
        WITH numbered AS MATERIALIZED (
            SELECT lot_id, place_id, owner_id, side_no, condition, row_number() OVER (ORDER BY account_id) AS account_no
            FROM loading_account WHERE needs_order
        )
        SELECT line.document_id, line.line_no, line.quantity, source.account_no AS from_no, target.account_no AS to_no,
            -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
            CASE WHEN side.kind <> 'stock' THEN line.quantity * line.unit_cost_fen END AS value_fen
        FROM loading_line AS line
        JOIN loading_side AS side ON side.side_no = line.from_side_no
        JOIN numbered AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
            AND source.side_no = line.from_side_no AND source.condition = line.from_condition AND source.owner_id = line.owner_id
        JOIN numbered AS target ON target.lot_id = line.lot_id AND target.place_id = line.to_place_id
            AND target.side_no = line.to_side_no AND target.condition = line.to_condition AND target.owner_id = line.owner_id
        ORDER BY line.document_id, line.line_no
    LOOP
        v_held := v_quantities[v_line.from_no];
        v_settled.document_id := v_line.document_id;
        v_settled.line_no := v_line.line_no;
        IF v_line.value_fen IS NOT NULL THEN
            v_settled.value_fen := v_line.value_fen;
        ELSIF v_held > v_line.quantity THEN
            v_settled.value_fen := div(v_values[v_line.from_no]::numeric * v_line.quantity, v_held);
        ELSIF v_held = v_line.quantity THEN
            -- The last unit takes the rest of the value.
            v_settled.value_fen := v_values[v_line.from_no];
        ELSE
            INSERT INTO load_problem (document_no, line_no, code, detail)
            SELECT document_no, v_line.line_no, 'SP101', jsonb_build_object('asked', v_line.quantity, 'available', v_held)
            FROM loading_document WHERE document_id = v_line.document_id;
            CONTINUE;
        END IF;
        v_quantities[v_line.from_no] := v_held - v_line.quantity;
        v_values[v_line.from_no] := v_values[v_line.from_no] - v_settled.value_fen;
        v_quantities[v_line.to_no] := v_quantities[v_line.to_no] + v_line.quantity;
        v_values[v_line.to_no] := v_values[v_line.to_no] + v_settled.value_fen;
        RETURN NEXT v_settled;
    END LOOP;
    UPDATE loading_account AS loading SET settled_value_fen = settled.value_fen
    FROM unnest(v_accounts, v_values) AS settled (account_id, value_fen)
    WHERE loading.account_id = settled.account_id;
END
$$;
