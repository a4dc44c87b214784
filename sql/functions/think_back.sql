-- Takes back in thought, newest first, what left an account after a moment, until the account holds what is needed; what would empty
-- another account takes back first what left that one. Nothing is written.
-- p_thought: {"balances": {account: quantity}, "steps": [{"document": …, "line": …, "account": …}, …]}: the balances as they would be
-- then, and the movements in the order in which they would have to be taken back. At most 100, so that an answer stays readable.
CREATE OR REPLACE FUNCTION stockpile.think_back(p_thought jsonb, p_account_id bigint, p_needed bigint, p_after timestamptz)
RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_key text := p_account_id::text;
    v_step jsonb;
    v_movement record;
    v_there bigint;
BEGIN
    IF NOT (p_thought -> 'balances') ? v_key THEN
        p_thought := jsonb_set(p_thought, ARRAY['balances', v_key],
            to_jsonb((SELECT quantity FROM stock_account WHERE account_id = p_account_id)));
    END IF;
    FOR v_movement IN
        SELECT movement.document_id, movement.line_no, movement.to_account_id, movement.quantity, movement.recorded_at,
            target.is_stock
        FROM stock_movement AS movement
        JOIN stock_account AS target ON target.account_id = movement.to_account_id
        JOIN document ON document.document_id = movement.document_id
            AND document.kind NOT IN ('reversal', 'reservation_release', 'hold_release')
        WHERE movement.from_account_id = p_account_id AND movement.recorded_at > p_after
          AND NOT EXISTS (SELECT FROM reversed_line AS reversed
                          WHERE reversed.document_id = movement.document_id AND reversed.line_no = movement.line_no)
        ORDER BY movement.recorded_at DESC, movement.document_id DESC, movement.line_no DESC
    LOOP
        EXIT WHEN (p_thought -> 'balances' ->> v_key)::bigint >= p_needed OR jsonb_array_length(p_thought -> 'steps') >= 100;
        v_step := jsonb_build_object('document', v_movement.document_id, 'line', v_movement.line_no, 'account', p_account_id);
        CONTINUE WHEN (p_thought -> 'steps') @> jsonb_build_array(v_step);
        IF v_movement.is_stock THEN
            p_thought := think_back(p_thought, v_movement.to_account_id, v_movement.quantity, v_movement.recorded_at);
            v_there := (p_thought -> 'balances' ->> v_movement.to_account_id::text)::bigint;
            -- A reservation or hold that was released again is not in the way: nothing of it is there any more.
            CONTINUE WHEN v_there = 0;
            v_movement.quantity := least(v_movement.quantity, v_there);
            p_thought := jsonb_set(p_thought, ARRAY['balances', v_movement.to_account_id::text],
                to_jsonb(v_there - v_movement.quantity));
        END IF;
        p_thought := jsonb_set(p_thought, ARRAY['balances', v_key],
            to_jsonb((p_thought -> 'balances' ->> v_key)::bigint + v_movement.quantity));
        p_thought := jsonb_set(p_thought, '{steps}', (p_thought -> 'steps') || jsonb_build_array(v_step));
    END LOOP;
    RETURN p_thought;
END
$$;
