-- Says who a document's goods were given to, once, in the transaction that posted it. Returnable goods open a task for the place that
-- gave them out: whoever issues recovers.
CREATE OR REPLACE FUNCTION stockpile.note_receiver(p_receiver jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_receiver ->> 'person_id')::bigint;
    v_document document;
BEGIN
    PERFORM require_permission(v_person_id, 'post_issue');
    SELECT * INTO v_document FROM document WHERE document_id = (p_receiver ->> 'document_id')::bigint;
    -- Only whoever posted it, and only while doing so: what is said of it afterwards is not what was known when it was posted.
    IF v_document.person_id IS DISTINCT FROM v_person_id OR v_document.kind <> 'issue' OR v_document.recorded_at < now() THEN
        PERFORM refuse('SP401', 'only whoever posts a document says who its goods are given to', jsonb_build_object(
            'permission', 'post_issue', 'person', (SELECT login FROM person WHERE person_id = v_person_id)));
    END IF;
    IF p_receiver ->> 'receiver' IS NOT NULL THEN
        INSERT INTO document_receiver (document_id, receiver, contact, telephone, person_id)
        VALUES (v_document.document_id, p_receiver ->> 'receiver', p_receiver ->> 'contact', p_receiver ->> 'telephone', v_person_id);
    END IF;
    PERFORM keep_recovery_task(v_document.document_id, v_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.note_receiver(jsonb) TO stockpile_application;
