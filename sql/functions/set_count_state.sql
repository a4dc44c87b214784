-- Moves a count on and records who did it, when the step exists (SP501); whoever calls has checked the permission and holds the row.
CREATE OR REPLACE FUNCTION stockpile.set_count_state(p_count_id bigint, p_to text, p_person_id bigint, p_remarks text)
RETURNS void LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    UPDATE stock_count SET state = p_to,
        review_no = review_no + CASE WHEN p_to = 'under_review' THEN 1 ELSE 0 END,
        reviewed_by = CASE WHEN p_to = 'under_review' THEN p_person_id ELSE reviewed_by END,
        reviewed_at = CASE WHEN p_to = 'under_review' THEN clock_timestamp() ELSE reviewed_at END,
        -- A new review asks for a new approval.
        approved_by = CASE p_to WHEN 'approved' THEN p_person_id WHEN 'under_review' THEN NULL ELSE approved_by END,
        approved_at = CASE p_to WHEN 'approved' THEN clock_timestamp() WHEN 'under_review' THEN NULL ELSE approved_at END,
        posted_by = CASE WHEN p_to = 'posted' THEN p_person_id ELSE posted_by END,
        posted_at = CASE WHEN p_to = 'posted' THEN clock_timestamp() ELSE posted_at END,
        cancelled_by = CASE WHEN p_to = 'cancelled' THEN p_person_id ELSE cancelled_by END,
        cancelled_at = CASE WHEN p_to = 'cancelled' THEN clock_timestamp() ELSE cancelled_at END
    WHERE count_id = p_count_id AND state IN (SELECT from_state FROM state_transition WHERE subject = 'stock_count' AND to_state = p_to);
    IF NOT FOUND THEN
        PERFORM refuse('SP501', 'the count stands in another state',
            (SELECT jsonb_build_object('number', number, 'state', state, 'to', p_to) FROM stock_count WHERE count_id = p_count_id));
    END IF;
    INSERT INTO count_event (count_id, event_no, state, person_id, remarks)
    SELECT p_count_id, count(*) + 1, p_to, p_person_id, p_remarks FROM count_event WHERE count_id = p_count_id;
END
$$;
