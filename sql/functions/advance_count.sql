-- Approves what a review found, or cancels a count that is not posted yet.
CREATE OR REPLACE FUNCTION stockpile.advance_count(p_count_id bigint, p_to text, p_person_id bigint, p_remarks text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    -- Counting, reviewing and posting are more than a step: they have functions of their own.
    IF p_to NOT IN ('approved', 'cancelled') THEN
        PERFORM refuse('SP501', 'a count does not come to this state by a step alone', jsonb_build_object('state', p_to));
    END IF;
    PERFORM lock_count_for_step(p_count_id, p_to, p_person_id);
    IF p_to = 'approved' THEN
        PERFORM refuse_counter(p_count_id, p_person_id);
    END IF;
    PERFORM set_count_state(p_count_id, p_to, p_person_id, p_remarks);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_count(bigint, text, bigint, text) TO stockpile_application;
