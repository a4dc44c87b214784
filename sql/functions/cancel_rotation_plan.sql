-- Ends a plan of rotation before its end, for a reason; what is still planned of it is dropped, what was done stays done.
CREATE OR REPLACE FUNCTION stockpile.cancel_rotation_plan(p_person_id bigint, p_plan_id bigint, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_step rotation_step;
BEGIN
    PERFORM lock_rotation_plan(p_person_id, p_plan_id, 'cancelled');
    UPDATE rotation_plan SET state = 'cancelled', cancelled_by = p_person_id, cancelled_at = clock_timestamp()
    WHERE rotation_plan_id = p_plan_id;
    PERFORM add_rotation_event(p_plan_id, NULL, 'cancelled', p_person_id, p_reason);
    FOR v_step IN SELECT * FROM rotation_step WHERE rotation_plan_id = p_plan_id AND state = 'planned' ORDER BY step_no LOOP
        UPDATE rotation_step SET state = 'dropped' WHERE rotation_step_id = v_step.rotation_step_id;
        PERFORM add_rotation_event(p_plan_id, v_step.step_no, 'dropped', p_person_id, p_reason);
        PERFORM close_tasks('rotation_step', v_step.rotation_step_id, NULL, p_person_id, 'dropped', p_reason);
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.cancel_rotation_plan(bigint, bigint, text) TO stockpile_application;
