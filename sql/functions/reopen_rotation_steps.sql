-- A step of rotation whose document is taken back is to be done again: the goods lie there as before and go on ageing. Its task is
-- opened again, a plan that was done is in progress again. Of a cancelled plan the step is dropped: nobody carries it out any more.
CREATE OR REPLACE FUNCTION stockpile.reopen_rotation_steps() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_step record;
    v_state text;
BEGIN
    FOR v_step IN
        SELECT DISTINCT ON (step.rotation_step_id) step.*, request.person_id, original.number AS document
        FROM taken_back
        JOIN rotation_document AS link USING (document_id)
        JOIN rotation_step AS step USING (rotation_step_id)
        JOIN document AS original ON original.document_id = link.document_id
        -- The reversal itself is written last; who asked for it is known.
        JOIN request ON request.document_id = taken_back.reversal_document_id
        WHERE step.state = 'done'
        ORDER BY step.rotation_step_id
    LOOP
        SELECT CASE WHEN state = 'cancelled' THEN 'dropped' ELSE 'planned' END INTO v_state
        FROM rotation_plan WHERE rotation_plan_id = v_step.rotation_plan_id FOR UPDATE;
        UPDATE rotation_step SET state = v_state WHERE rotation_step_id = v_step.rotation_step_id AND state = 'done';
        PERFORM add_rotation_event(v_step.rotation_plan_id, v_step.step_no, v_state, v_step.person_id, v_step.document);
        IF v_state = 'planned' THEN
            PERFORM open_rotation_task(v_step.rotation_step_id, v_step.person_id);
            PERFORM settle_rotation_plan(v_step.rotation_plan_id, v_step.person_id);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER reversed_line_reopens_rotation_steps AFTER INSERT ON stockpile.reversed_line
    REFERENCING NEW TABLE AS taken_back FOR EACH STATEMENT EXECUTE FUNCTION stockpile.reopen_rotation_steps();
