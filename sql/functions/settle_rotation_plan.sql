-- What its steps make of a plan of rotation: in progress once something was carried out, done when nothing is planned any more. Whoever
-- calls it holds the plan. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.settle_rotation_plan(p_plan_id bigint, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_state text;
    v_to text;
BEGIN
    SELECT state INTO v_state FROM rotation_plan WHERE rotation_plan_id = p_plan_id;
    v_to := CASE
        WHEN NOT EXISTS (SELECT FROM rotation_step WHERE rotation_plan_id = p_plan_id AND state = 'planned') THEN 'done'
        WHEN EXISTS (SELECT FROM rotation_step JOIN rotation_document USING (rotation_step_id)
                     WHERE rotation_plan_id = p_plan_id) THEN 'in_progress'
        ELSE v_state END;
    IF v_to <> v_state AND v_state IN ('approved', 'in_progress', 'done') THEN
        UPDATE rotation_plan SET state = v_to WHERE rotation_plan_id = p_plan_id;
        PERFORM add_rotation_event(p_plan_id, NULL, v_to, p_person_id, NULL);
    END IF;
END
$$;
