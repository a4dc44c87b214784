-- Takes someone off the list for requisition (SP529 when that was done before); the entry stays readable.
CREATE OR REPLACE FUNCTION stockpile.retire_requisition_candidate(p_person_id bigint, p_number text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_candidate requisition_candidate;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_requisition_list');
    SELECT * INTO v_candidate FROM requisition_candidate WHERE number = p_number FOR UPDATE;
    IF v_candidate.candidate_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such candidate', jsonb_build_object('field', 'number', 'code', p_number));
    END IF;
    IF v_candidate.retired_on IS NOT NULL THEN
        PERFORM refuse('SP529', 'the candidate was retired already', jsonb_build_object('number', p_number));
    END IF;
    UPDATE requisition_candidate SET retired_on = (clock_timestamp() AT TIME ZONE district_zone())::date, retired_by = p_person_id
    WHERE candidate_id = v_candidate.candidate_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.retire_requisition_candidate(bigint, text) TO stockpile_application;
