-- Gives a step of rotation up, for a reason: while the plan is a draft by who may plan, afterwards by who may approve (SP401). What was
-- done of it stays done.
CREATE OR REPLACE FUNCTION stockpile.drop_rotation_step(p_person_id bigint, p_plan_id bigint, p_step_no integer, p_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_plan rotation_plan;
    v_step rotation_step;
BEGIN
    SELECT * INTO v_plan FROM rotation_plan WHERE rotation_plan_id = p_plan_id FOR UPDATE;
    PERFORM require_permission(p_person_id, CASE WHEN v_plan.state = 'draft' THEN 'plan_rotation' ELSE 'approve_rotation' END);
    v_step := find_planned_rotation_step(v_plan, p_step_no);
    UPDATE rotation_step SET state = 'dropped' WHERE rotation_step_id = v_step.rotation_step_id;
    PERFORM add_rotation_event(p_plan_id, p_step_no, 'dropped', p_person_id, p_reason);
    PERFORM close_tasks('rotation_step', v_step.rotation_step_id, NULL, p_person_id, 'dropped', p_reason);
    PERFORM settle_rotation_plan(p_plan_id, p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.drop_rotation_step(bigint, bigint, integer, text) TO stockpile_application;
