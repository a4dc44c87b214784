-- Takes a document back whole: the same quantities and values the other way, linked both ways (reverses_document_id).
CREATE OR REPLACE FUNCTION stockpile.reverse_document(p_request jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_original document;
    v_document document;
    v_movement stock_movement;
    v_now timestamptz;
BEGIN
    -- The transaction's number before the document's: the sealer tells by it when no lower identifier can come any more.
    PERFORM pg_current_xact_id();
    v_document.document_id := nextval('stockpile.document_document_id_seq');
    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (p_request ->> 'key', p_request ->> 'request_hash', 'reverse_document', (p_request ->> 'person_id')::bigint,
            v_document.document_id)
    ON CONFLICT (request_key) DO NOTHING;
    IF NOT FOUND THEN
        RETURN answer_again(p_request ->> 'key', p_request ->> 'request_hash');
    END IF;
    PERFORM require_permission((p_request ->> 'person_id')::bigint, 'reverse_document');
    SELECT * INTO v_original FROM document WHERE number = p_request ->> 'number';
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such document', jsonb_build_object('number', p_request ->> 'number'));
    END IF;
    IF v_original.kind NOT IN ('receipt', 'issue', 'transfer', 'write_off') THEN
        PERFORM refuse('SP503', format('a document of kind %s is not reversed by itself', v_original.kind),
            jsonb_build_object('number', v_original.number, 'kind', v_original.kind), 'cancel the order, or release the hold');
    END IF;
    PERFORM guard_period(clock_timestamp());
    -- One reversal per document: the second waits here for the first and is then told.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.reversal', v_original.document_id));
    IF EXISTS (SELECT FROM document WHERE reverses_document_id = v_original.document_id) THEN
        PERFORM refuse('SP502', 'the document is reversed already', jsonb_build_object('number', v_original.number, 'reversal',
            (SELECT number FROM document WHERE reverses_document_id = v_original.document_id)));
    END IF;
    PERFORM lock_accounts(ARRAY(SELECT unnest(ARRAY[from_account_id, to_account_id]) FROM stock_movement
                                WHERE document_id = v_original.document_id));
    v_now := clock_timestamp();
    FOR v_movement IN SELECT * FROM stock_movement WHERE document_id = v_original.document_id ORDER BY line_no, movement_id LOOP
        PERFORM append_movement(ROW(NULL, v_document.document_id, v_movement.line_no, v_movement.item_id, v_movement.lot_id,
            v_movement.to_account_id, v_movement.from_account_id, v_movement.to_place_id, v_movement.from_place_id,
            v_movement.quantity, v_movement.value_fen, v_movement.order_line_id, v_now, v_now)::stock_movement);
    END LOOP;
    v_document.kind := 'reversal';
    v_document.purpose := v_original.purpose;
    v_document.place_id := v_original.place_id;
    v_document.occurred_at := v_now;
    v_document.recorded_at := v_now;
    v_document.person_id := (p_request ->> 'person_id')::bigint;
    v_document.reverses_document_id := v_original.document_id;
    v_document.write_off_id := v_original.write_off_id;
    v_document.remarks := p_request ->> 'remarks';
    RETURN write_document(v_document, 'CX');
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.reverse_document(jsonb) TO stockpile_application;
