-- Moves the mark below which the sealer need not look again, after a run that began when `p_newest_id` was the newest identifier.
-- Neither identifiers nor times are in the order of commits. But a posting takes its transaction's number before its identifier,
-- and we took ours after reading the newest identifier: whoever holds one up to it has a lower number than we. Once no lower
-- number is running, all of those are decided.
CREATE OR REPLACE FUNCTION stockpile.move_seal_mark(p_newest_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_mark seal_mark;
    v_before seal_mark;
    v_snapshot pg_snapshot;
    v_unsealed_id bigint;
BEGIN
    SELECT * INTO STRICT v_before FROM seal_mark;
    v_mark := v_before;
    v_snapshot := pg_current_snapshot();
    IF v_mark.pending_transaction >= pg_snapshot_xmax(v_snapshot) THEN
        -- A number this server has not reached yet: the database was restored from another one.
        v_mark.pending_document_id := NULL;
        v_mark.pending_transaction := NULL;
    ELSIF v_mark.pending_transaction <= pg_snapshot_xmin(v_snapshot) THEN
        -- Looked for after the snapshot: whatever was decided by then is seen here.
        SELECT document.document_id - 1 INTO v_unsealed_id FROM document
        WHERE document.document_id > v_mark.lower_document_id
          AND NOT EXISTS (SELECT FROM sealed_document AS sealed WHERE sealed.document_id = document.document_id
                          AND sealed.document_id > v_mark.lower_document_id)
        ORDER BY document.document_id LIMIT 1;
        v_mark.lower_document_id := least(v_unsealed_id, v_mark.pending_document_id);
        IF v_mark.lower_document_id = v_mark.pending_document_id THEN
            v_mark.pending_document_id := NULL;
            v_mark.pending_transaction := NULL;
        END IF;
    END IF;
    IF v_mark.pending_document_id IS NULL AND p_newest_id > v_mark.lower_document_id THEN
        v_mark.pending_document_id := p_newest_id;
        v_mark.pending_transaction := pg_current_xact_id();
    END IF;
    IF v_mark IS DISTINCT FROM v_before THEN
        UPDATE seal_mark SET lower_document_id = v_mark.lower_document_id, pending_document_id = v_mark.pending_document_id,
            pending_transaction = v_mark.pending_transaction;
    END IF;
END
$$;
