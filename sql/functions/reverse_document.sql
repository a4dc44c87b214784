-- Takes back a document, whole or some of its lines: the same quantities and values the other way, linked both ways
-- (reverses_document_id, reversed_line).
CREATE OR REPLACE FUNCTION stockpile.reverse_document(p_request jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    -- Taken before the document's identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_original document;
    v_document document;
    v_zone text;
    v_lines integer[];
    v_answer jsonb;
BEGIN
    v_document.document_id := nextval('stockpile.document_document_id_seq');
    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (p_request ->> 'key', p_request ->> 'request_hash', 'reverse_document', (p_request ->> 'person_id')::bigint,
            v_document.document_id)
    ON CONFLICT (request_key) DO NOTHING;
    IF NOT FOUND THEN
        RETURN answer_again(p_request ->> 'key', p_request ->> 'request_hash');
    END IF;
    v_document.person_id := (p_request ->> 'person_id')::bigint;
    SELECT * INTO v_original FROM document WHERE number = p_request ->> 'number';
    PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.period'));
    v_zone := guard_posting(v_document, permission_to_reverse(v_original));
    IF v_original.document_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such document', jsonb_build_object('number', p_request ->> 'number'));
    END IF;
    IF v_original.kind NOT IN ('receipt', 'issue', 'transfer', 'write_off', 'condition_change', 'owner_change', 'reclassification')
    THEN
        PERFORM refuse('SP503', format('a document of kind %s is not reversed by itself', v_original.kind),
            jsonb_build_object('number', v_original.number, 'kind', v_original.kind), 'cancel the order, or release the hold');
    END IF;
    IF EXISTS (SELECT FROM write_off WHERE write_off_id = v_original.write_off_id
               AND v_document.person_id IN (requested_by, approved_by)) THEN
        PERFORM refuse('SP402', 'who asked for the write-off or approved it does not take it back',
            jsonb_build_object('number', v_original.number), 'let another person of finance do this');
    END IF;
    -- Reversals of one document take turns: the second is told what the first took back.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.reversal', v_original.document_id));
    v_lines := lines_to_reverse(v_original, nullif(p_request -> 'lines', 'null'));
    -- Before the goods, as whoever carries a plan out does.
    PERFORM FROM rotation_plan WHERE rotation_plan_id IN (
        SELECT rotation_plan_id FROM rotation_document JOIN rotation_step USING (rotation_step_id)
        WHERE document_id = v_original.document_id) FOR UPDATE;
    PERFORM lock_accounts(ARRAY(SELECT unnest(ARRAY[from_account_id, to_account_id]) FROM stock_movement
                                WHERE document_id = v_original.document_id AND line_no = ANY (v_lines)));
    PERFORM refuse_blocked_reversal(v_original, v_lines);
    v_document.recorded_at := clock_timestamp();
    v_document.occurred_at := v_document.recorded_at;
    -- Last line first: what a later line took from where an earlier one had brought it goes back before.
    PERFORM append_movements(ARRAY(
        SELECT ROW(NULL, NULL, line_no, item_id, lot_id, to_account_id, from_account_id, to_place_id, from_place_id, quantity, value_fen,
            order_line_id, NULL, NULL)::stock_movement
        FROM stock_movement WHERE document_id = v_original.document_id AND line_no = ANY (v_lines)
        ORDER BY line_no DESC, movement_id DESC), v_document);
    INSERT INTO reversed_line (document_id, line_no, reversal_document_id)
    SELECT v_original.document_id, line_no, v_document.document_id FROM unnest(v_lines) AS line_no;
    PERFORM move_serials(v_document.document_id, NULL, v_original.document_id);
    IF v_original.kind = 'receipt' THEN
        PERFORM reopen_call_off(v_original.document_id, v_document.person_id, p_request ->> 'remarks');
    END IF;
    PERFORM reopen_rotation_step(v_original, v_document.person_id);
    v_document.kind := 'reversal';
    v_document.purpose := v_original.purpose;
    v_document.place_id := v_original.place_id;
    v_document.reverses_document_id := v_original.document_id;
    v_document.write_off_id := v_original.write_off_id;
    v_document.remarks := p_request ->> 'remarks';
    v_answer := write_document(v_document, 'CX', v_zone);
    PERFORM follow_recovery(v_original.document_id, v_document.person_id);
    RETURN v_answer;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.reverse_document(jsonb) TO stockpile_application;
