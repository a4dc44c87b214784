-- Moves a write-off on and records who did it; the constraint sees to it that the persons differ.
CREATE OR REPLACE FUNCTION stockpile.advance_write_off(p_write_off_id bigint, p_from text[], p_to text, p_person_id bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, CASE p_to WHEN 'posted' THEN 'post_write_off' ELSE 'approve_write_off' END);
    UPDATE write_off SET state = p_to,
        approved_by = CASE WHEN p_to = 'approved' THEN p_person_id ELSE approved_by END,
        approved_at = CASE WHEN p_to = 'approved' THEN clock_timestamp() ELSE approved_at END,
        posted_by = CASE WHEN p_to = 'posted' THEN p_person_id ELSE posted_by END,
        posted_at = CASE WHEN p_to = 'posted' THEN clock_timestamp() ELSE posted_at END,
        rejected_by = CASE WHEN p_to = 'rejected' THEN p_person_id ELSE rejected_by END,
        rejected_at = CASE WHEN p_to = 'rejected' THEN clock_timestamp() ELSE rejected_at END
    WHERE write_off_id = p_write_off_id AND state = ANY (p_from);
    IF NOT FOUND THEN
        PERFORM refuse('SP501', 'the write-off stands in another state',
            (SELECT jsonb_build_object('number', number, 'state', state, 'expected', p_from) FROM write_off
             WHERE write_off_id = p_write_off_id));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_write_off(bigint, text[], text, bigint) TO stockpile_application;
GRANT INSERT ON stockpile.write_off, stockpile.write_off_line TO stockpile_application;
