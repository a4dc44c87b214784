-- Moves a call-off on by a declared step (SP501) that the person may take (SP401). What is due next is one task: an answer, then the
-- goods, then nothing. Delivered is what deliveries made it (record_call_off_delivery, reopen_call_off); settled keeps the sum due.
CREATE OR REPLACE FUNCTION stockpile.advance_call_off(p_person_id bigint, p_call_off_id bigint, p_to text, p_remarks text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_call_off call_off;
    v_permission text := CASE p_to WHEN 'settled' THEN 'settle_call_off' ELSE 'answer_call_off' END;
BEGIN
    PERFORM require_permission(p_person_id, v_permission);
    SELECT * INTO v_call_off FROM call_off WHERE call_off_id = p_call_off_id FOR UPDATE;
    IF p_to NOT IN ('confirmed', 'refused', 'settled') OR NOT EXISTS (SELECT FROM state_transition
            WHERE subject = 'call_off' AND from_state = v_call_off.state AND to_state = p_to AND permission = v_permission) THEN
        PERFORM refuse('SP501', 'the call-off stands in another state',
            jsonb_build_object('number', v_call_off.number, 'state', v_call_off.state, 'to', p_to));
    END IF;
    PERFORM step_call_off(v_call_off, p_to, p_person_id, p_remarks, CASE WHEN p_to = 'settled' THEN
        (SELECT amount_fen FROM call_off_detail WHERE call_off_id = p_call_off_id) END);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_call_off(bigint, bigint, text, text) TO stockpile_application;
