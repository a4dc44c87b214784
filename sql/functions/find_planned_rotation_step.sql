-- A step of a locked plan of rotation that is neither done nor dropped (SP501); SP667 where the plan has no such step.
CREATE OR REPLACE FUNCTION stockpile.find_planned_rotation_step(p_plan stockpile.rotation_plan, p_step_no integer)
RETURNS stockpile.rotation_step LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_step rotation_step;
BEGIN
    SELECT * INTO v_step FROM rotation_step WHERE rotation_plan_id = p_plan.rotation_plan_id AND step_no = p_step_no;
    IF v_step.rotation_step_id IS NULL THEN
        PERFORM refuse('SP667', 'the plan has no such step', jsonb_build_object('number', p_plan.number, 'step_no', p_step_no,
            'steps_total', (SELECT count(*) FROM rotation_step WHERE rotation_plan_id = p_plan.rotation_plan_id)));
    END IF;
    IF v_step.state <> 'planned' THEN
        PERFORM refuse('SP501', 'the step stands in another state',
            jsonb_build_object('number', v_step.number, 'state', v_step.state));
    END IF;
    RETURN v_step;
END
$$;
