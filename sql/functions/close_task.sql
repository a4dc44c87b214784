-- Ends a task by hand (SP525 when it has ended, SP524 when an operation of its own ends it). For whoever it belongs to: the person
-- named, else anyone who holds the role of its kind; the administrator always.
CREATE OR REPLACE FUNCTION stockpile.close_task(p_task_id bigint, p_outcome text, p_remarks text, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_task task;
    v_kind task_kind;
BEGIN
    PERFORM require_permission(p_person_id, 'close_task');
    SELECT * INTO v_task FROM task WHERE task_id = p_task_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such task', jsonb_build_object('subject', 'task', 'code', p_task_id::text));
    END IF;
    SELECT * INTO v_kind FROM task_kind WHERE kind = v_task.kind;
    IF NOT EXISTS (SELECT FROM person_role WHERE person_id = p_person_id
                   AND (role = 'administrator' OR p_person_id = v_task.owner_id OR (v_task.owner_id IS NULL AND role = v_kind.owner_role)))
    THEN
        PERFORM refuse('SP401', 'the task is another''s', jsonb_build_object('permission', 'close_task',
            'person', (SELECT login FROM person WHERE person_id = p_person_id)));
    END IF;
    IF v_task.outcome IS NOT NULL THEN
        PERFORM refuse('SP525', 'the task has ended', jsonb_build_object('task', p_task_id, 'outcome', v_task.outcome));
    END IF;
    IF NOT v_kind.closes_by_hand THEN
        PERFORM refuse('SP524', 'the task ends with what it asks for', jsonb_build_object('task', p_task_id, 'kind', v_task.kind,
            'task_name', v_kind.name, 'task_name_en', v_kind.name_en, 'subject', v_task.subject));
    END IF;
    UPDATE task SET outcome = p_outcome, closed_by = p_person_id, closed_at = clock_timestamp(), remarks = p_remarks
    WHERE task_id = p_task_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.close_task(bigint, text, text, bigint) TO stockpile_application;
