-- Writes who moved a plan of rotation (or one of its steps) on; whoever calls it holds the plan. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.add_rotation_event(
    p_plan_id bigint, p_step_no integer, p_state text, p_person_id bigint, p_remarks text)
RETURNS void LANGUAGE sql SET search_path = stockpile, pg_temp AS $$
    INSERT INTO rotation_event (rotation_plan_id, event_no, step_no, state, person_id, remarks)
    SELECT p_plan_id, coalesce(max(event_no), 0) + 1, p_step_no, p_state, p_person_id, p_remarks
    FROM rotation_event WHERE rotation_plan_id = p_plan_id
$$;
