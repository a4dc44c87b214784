-- Opens the task of an issue while returnable goods of it are out, with the time it had, and ends it when nothing is out any more: whoever
-- issues recovers. Of an issue that was taken back nothing is left to be done.
CREATE OR REPLACE FUNCTION stockpile.keep_recovery_task(p_document_id bigint, p_person_id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_issue record;
BEGIN
    SELECT document.number, document.place_id, min(due.receiver) AS receiver,
        coalesce(sum(due.quantity), 0)::bigint AS quantity, coalesce(sum(due.issued_quantity), 0)::bigint AS issued_quantity,
        (SELECT max(task.due_at) FROM task WHERE task.kind = 'recovery' AND task.subject_id = document.document_id) AS due_at
    INTO v_issue
    FROM document LEFT JOIN recovery_detail AS due USING (document_id)
    WHERE document.document_id = p_document_id GROUP BY document.document_id;
    IF v_issue.quantity > 0 THEN
        PERFORM open_task('recovery', p_document_id, v_issue.number, v_issue.place_id, NULL,
            coalesce(v_issue.due_at, task_due_at('recovery')), p_person_id,
            jsonb_build_object('receiver', v_issue.receiver, 'quantity', v_issue.quantity));
    ELSE
        PERFORM close_tasks('recovery', p_document_id, NULL, p_person_id,
            CASE WHEN v_issue.issued_quantity > 0 THEN 'done' ELSE 'dropped' END);
    END IF;
END
$$;
