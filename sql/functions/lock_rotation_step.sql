-- Locks a step of rotation that is to be carried out: its plan is approved and not at its end, the step itself still planned (SP501).
-- Who comes second waits here and is told what the first one left. Answers its identifier.
CREATE OR REPLACE FUNCTION stockpile.lock_rotation_step(p_person_id bigint, p_plan_id bigint, p_step_no integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_plan rotation_plan;
BEGIN
    PERFORM require_permission(p_person_id, 'carry_out_rotation');
    SELECT * INTO v_plan FROM rotation_plan WHERE rotation_plan_id = p_plan_id FOR UPDATE;
    IF v_plan.state IN ('draft', 'cancelled') THEN
        PERFORM refuse('SP501', 'the plan of rotation stands in another state',
            jsonb_build_object('number', v_plan.number, 'state', v_plan.state));
    END IF;
    RETURN (find_planned_rotation_step(v_plan, p_step_no)).rotation_step_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.lock_rotation_step(bigint, bigint, integer) TO stockpile_application;
