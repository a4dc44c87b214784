-- Moves a write-off on and records who did it, when the step exists (SP501) and the person may take it (SP401); the constraint sees
-- to it that the persons differ.
CREATE OR REPLACE FUNCTION stockpile.advance_write_off(p_write_off_id bigint, p_to text, p_person_id bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_write_off write_off;
    v_permission text;
BEGIN
    -- Who may not take this step at all is told so before the state is.
    SELECT min(permission) INTO v_permission FROM state_transition WHERE subject = 'write_off' AND to_state = p_to;
    PERFORM require_permission(p_person_id, v_permission);
    SELECT * INTO v_write_off FROM write_off WHERE write_off_id = p_write_off_id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM state_transition
                   WHERE subject = 'write_off' AND from_state = v_write_off.state AND to_state = p_to) THEN
        PERFORM refuse('SP501', 'the write-off stands in another state',
            jsonb_build_object('number', v_write_off.number, 'state', v_write_off.state, 'to', p_to));
    END IF;
    UPDATE write_off SET state = p_to,
        approved_by = CASE WHEN p_to = 'approved' THEN p_person_id ELSE approved_by END,
        approved_at = CASE WHEN p_to = 'approved' THEN clock_timestamp() ELSE approved_at END,
        posted_by = CASE WHEN p_to = 'posted' THEN p_person_id ELSE posted_by END,
        posted_at = CASE WHEN p_to = 'posted' THEN clock_timestamp() ELSE posted_at END,
        rejected_by = CASE WHEN p_to = 'rejected' THEN p_person_id ELSE rejected_by END,
        rejected_at = CASE WHEN p_to = 'rejected' THEN clock_timestamp() ELSE rejected_at END
    WHERE write_off_id = p_write_off_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_write_off(bigint, text, bigint) TO stockpile_application;
