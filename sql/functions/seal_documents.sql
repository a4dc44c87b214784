-- Gives every committed document that has no position yet the next one, in the order in which they were recorded, and seals
-- them in blocks. Answers how many were sealed. Keeps nobody from posting; two sealers take turns.
CREATE OR REPLACE FUNCTION stockpile.seal_documents(p_person_id bigint, p_documents_max integer) RETURNS bigint
-- Each run meets another history: plans are made for what is there.
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_has_number boolean := pg_current_xact_id_if_assigned() IS NOT NULL;
    v_newest_id bigint;
    v_lower_id bigint;
    v_last ledger_block;
    v_ids bigint[];
    v_sealed bigint;
BEGIN
    -- A report is frozen where everything is sealed, so whoever may freeze one may seal.
    IF NOT EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                   WHERE person_id = p_person_id AND permission = 'freeze_report') THEN
        PERFORM require_permission(p_person_id, 'seal_ledger');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.seal', 0));
    -- Read before this transaction has a number of its own, which move_seal_mark builds on; one that has written already sets no mark.
    IF NOT v_has_number THEN
        SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END INTO v_newest_id FROM document_document_id_seq;
    END IF;
    SELECT lower_document_id INTO STRICT v_lower_id FROM seal_mark;
    -- The time of recording is taken under the locks: in its order a document never comes before one it builds on.
    v_ids := ARRAY(
        SELECT document.document_id FROM document
        WHERE document.document_id > v_lower_id
          AND NOT EXISTS (SELECT FROM sealed_document AS sealed
                          WHERE sealed.document_id = document.document_id AND sealed.document_id > v_lower_id)
        ORDER BY document.recorded_at, document.document_id LIMIT p_documents_max);
    v_sealed := cardinality(v_ids);
    IF v_sealed > 0 THEN
        SELECT * INTO v_last FROM ledger_block ORDER BY block_no DESC LIMIT 1;
        INSERT INTO sealed_document (position, document_id, content_sha256)
        SELECT coalesce(v_last.last_position, 0) + chosen.place, chosen.document_id, sha256(convert_to(content.content, 'UTF8'))
        FROM unnest(v_ids) WITH ORDINALITY AS chosen (document_id, place)
        JOIN (SELECT * FROM document_content WHERE document_id = ANY (v_ids)) AS content USING (document_id);
        FOR i IN 1 .. (v_sealed + 999) / 1000 LOOP
            v_last := append_ledger_block(v_last);
        END LOOP;
        -- Here and not in postings, whose commits it would put in a row. Nothing is lost when nobody listens.
        PERFORM pg_notify('stockpile_sealed', v_last.last_position::text);
    END IF;
    PERFORM move_seal_mark(v_newest_id);
    RETURN v_sealed;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.seal_documents(bigint, integer) TO stockpile_application;
