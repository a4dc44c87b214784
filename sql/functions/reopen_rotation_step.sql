-- A step of rotation whose document is taken back is to be done again: the goods lie there as before and go on ageing. Its task is
-- opened again, a plan that was done is in progress again. Of a cancelled plan the step is dropped: nobody carries it out any more.
-- For the owner's functions, after the lines are marked as reversed.
CREATE OR REPLACE FUNCTION stockpile.reopen_rotation_step(p_document stockpile.document, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_step rotation_step;
    v_plan_state text;
    v_to text;
BEGIN
    SELECT step.* INTO v_step FROM rotation_document JOIN rotation_step AS step USING (rotation_step_id)
    WHERE rotation_document.document_id = p_document.document_id;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT state INTO v_plan_state FROM rotation_plan WHERE rotation_plan_id = v_step.rotation_plan_id FOR UPDATE;
    v_to := CASE WHEN v_plan_state = 'cancelled' THEN 'dropped' ELSE 'planned' END;
    -- A part of a step that is still planned, or was dropped, only counts no more.
    UPDATE rotation_step SET state = v_to WHERE rotation_step_id = v_step.rotation_step_id AND state = 'done';
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM add_rotation_event(v_step.rotation_plan_id, v_step.step_no, v_to, p_person_id, p_document.number);
    IF v_to = 'planned' THEN
        PERFORM open_rotation_task(v_step.rotation_step_id, p_person_id);
        PERFORM settle_rotation_plan(v_step.rotation_plan_id, p_person_id);
    END IF;
END
$$;
