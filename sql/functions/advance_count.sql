-- Approves what a review found, or cancels a count that is not posted yet.
CREATE OR REPLACE FUNCTION stockpile.advance_count(p_count_id bigint, p_to text, p_person_id bigint, p_remarks text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_open text[] := '{planned,counting,counted,recounting,under_review,approved}';
BEGIN
    IF p_to = 'approved' THEN
        PERFORM require_permission(p_person_id, 'approve_count');
        PERFORM lock_count(p_count_id, '{under_review}');
        PERFORM refuse_counter(p_count_id, p_person_id);
        PERFORM set_count_state(p_count_id, '{under_review}', 'approved', p_person_id, p_remarks);
    ELSE
        PERFORM require_permission(p_person_id, 'plan_count');
        PERFORM lock_count(p_count_id, v_open);
        PERFORM set_count_state(p_count_id, v_open, 'cancelled', p_person_id, p_remarks);
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_count(bigint, text, bigint, text) TO stockpile_application;
