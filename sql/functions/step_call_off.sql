-- Writes a step of a call-off that was found to be allowed, and what is due after it. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.step_call_off(
    p_call_off stockpile.call_off, p_to text, p_person_id bigint, p_remarks text, p_amount_fen bigint)
RETURNS void LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    UPDATE call_off SET state = p_to WHERE call_off_id = p_call_off.call_off_id;
    INSERT INTO call_off_step (call_off_id, step_no, state, person_id, remarks, amount_fen)
    SELECT p_call_off.call_off_id, max(step_no) + 1, p_to, p_person_id, p_remarks, p_amount_fen
    FROM call_off_step WHERE call_off_id = p_call_off.call_off_id;
    IF p_to IN ('confirmed', 'partly_delivered') THEN
        PERFORM open_task('call_off_due', p_call_off.call_off_id, p_call_off.number, p_call_off.to_place_id, p_call_off.sent_by,
            p_call_off.deliver_due_at, p_person_id, jsonb_build_object('step', 'delivery'));
    ELSE
        PERFORM close_tasks('call_off_due', p_call_off.call_off_id, NULL, p_person_id,
            CASE WHEN p_to = 'refused' THEN 'dropped' ELSE 'done' END, p_to);
    END IF;
END
$$;
