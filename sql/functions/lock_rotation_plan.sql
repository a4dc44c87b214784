-- Locks a plan of rotation for a step to another state: by somebody who may take it (SP401), and when there is one (SP501). Steps of one
-- plan take turns by this lock. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.lock_rotation_plan(p_person_id bigint, p_plan_id bigint, p_to text)
RETURNS stockpile.rotation_plan LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_plan rotation_plan;
    v_permission text;
BEGIN
    SELECT * INTO v_plan FROM rotation_plan WHERE rotation_plan_id = p_plan_id FOR UPDATE;
    SELECT permission INTO v_permission FROM state_transition
    WHERE subject = 'rotation_plan' AND from_state = v_plan.state AND to_state = p_to;
    IF v_permission IS NULL THEN
        PERFORM refuse('SP501', 'the plan of rotation stands in another state',
            jsonb_build_object('number', v_plan.number, 'state', v_plan.state, 'to', p_to));
    END IF;
    PERFORM require_permission(p_person_id, v_permission);
    RETURN v_plan;
END
$$;
