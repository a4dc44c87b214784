-- Approves or cancels a plan for closing gaps: by somebody who may (SP401), from a state that allows it (SP501). Who made it does not
-- approve it (SP402). Each step of an approved plan is a task, due when its day ends: purchases are finance's, promises the commander's,
-- moving and exchanging goods the storekeepers'. What is still open of a plan that is cancelled is dropped.
CREATE OR REPLACE FUNCTION stockpile.advance_gap_plan(p_person_id bigint, p_plan_id bigint, p_to text, p_remarks text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_plan gap_plan;
    v_permission text;
BEGIN
    SELECT * INTO v_plan FROM gap_plan WHERE gap_plan_id = p_plan_id FOR UPDATE;
    SELECT permission INTO v_permission FROM state_transition
    WHERE subject = 'gap_plan' AND from_state = v_plan.state AND to_state = p_to;
    IF v_permission IS NULL THEN
        PERFORM refuse('SP501', 'the plan stands in another state',
            jsonb_build_object('number', v_plan.number, 'state', v_plan.state, 'to', p_to));
    END IF;
    PERFORM require_permission(p_person_id, v_permission);
    IF p_to = 'approved' AND v_plan.made_by = p_person_id THEN
        PERFORM refuse('SP402', 'who makes a plan does not approve it', jsonb_build_object('number', v_plan.number));
    END IF;
    UPDATE gap_plan
    SET state = p_to,
        approved_by = CASE WHEN p_to = 'approved' THEN p_person_id ELSE approved_by END,
        approved_at = CASE WHEN p_to = 'approved' THEN clock_timestamp() ELSE approved_at END,
        approval_remarks = CASE WHEN p_to = 'approved' THEN p_remarks ELSE approval_remarks END,
        cancelled_by = CASE WHEN p_to = 'cancelled' THEN p_person_id END,
        cancelled_at = CASE WHEN p_to = 'cancelled' THEN clock_timestamp() END
    WHERE gap_plan_id = p_plan_id;
    IF p_to = 'approved' THEN
        PERFORM open_task(gap_task_kind(step.way), step.gap_plan_step_id, v_plan.number || '/' || step.step_no, step.to_place_id, NULL,
            (step.ready_on + 1)::timestamp AT TIME ZONE district_zone() - interval '1 second', p_person_id,
            jsonb_build_object('way', step.way, 'item', item.code, 'quantity', step.quantity, 'supplier', step.supplier))
        FROM gap_plan_step AS step JOIN item USING (item_id)
        WHERE step.gap_plan_id = p_plan_id ORDER BY step.step_no;
    ELSE
        PERFORM close_tasks(gap_task_kind(step.way), step.gap_plan_step_id, NULL, p_person_id, 'dropped')
        FROM gap_plan_step AS step WHERE step.gap_plan_id = p_plan_id;
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_gap_plan(bigint, bigint, text, text) TO stockpile_application;
