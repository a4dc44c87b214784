-- Counts a receipt that was just posted as a delivery of a call-off: it names the call-off, brings its item to its place from a
-- supplier and is no other's (SP531), and with those before it brings no more than was called (SP660).
CREATE OR REPLACE FUNCTION stockpile.record_call_off_delivery(p_person_id bigint, p_call_off_id bigint, p_document_id bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_call_off call_off;
    v_quantity bigint;
    v_delivered bigint;
    v_to text;
BEGIN
    PERFORM require_permission(p_person_id, 'post_receipt');
    SELECT * INTO v_call_off FROM call_off WHERE call_off_id = p_call_off_id FOR UPDATE;
    SELECT delivered_quantity INTO v_delivered FROM call_off_detail WHERE call_off_id = p_call_off_id;
    SELECT sum(movement.quantity) INTO v_quantity
    FROM document JOIN stock_movement AS movement USING (document_id)
    WHERE document_id = p_document_id AND kind = 'receipt' AND purpose = 'purchase' AND reference = v_call_off.number
      AND place_id = v_call_off.to_place_id AND document.recorded_at >= v_call_off.sent_at
    HAVING bool_and(movement.item_id = v_call_off.item_id)
       AND NOT EXISTS (SELECT FROM call_off_delivery AS other WHERE other.document_id = p_document_id)
       AND NOT EXISTS (SELECT FROM reversed_line WHERE reversed_line.document_id = p_document_id);
    IF v_quantity IS NULL THEN
        PERFORM refuse('SP531', 'the document is not a delivery of this call-off', jsonb_build_object('number', v_call_off.number,
            'document', (SELECT number FROM document WHERE document_id = p_document_id)));
    END IF;
    v_to := CASE WHEN v_delivered + v_quantity < v_call_off.quantity THEN 'partly_delivered' ELSE 'delivered' END;
    -- A further part leaves it partly delivered.
    IF v_call_off.state <> 'partly_delivered' AND NOT EXISTS (SELECT FROM state_transition
                   WHERE subject = 'call_off' AND from_state = v_call_off.state AND to_state = v_to) THEN
        PERFORM refuse('SP501', 'the call-off stands in another state',
            jsonb_build_object('number', v_call_off.number, 'state', v_call_off.state, 'to', v_to));
    END IF;
    IF v_delivered + v_quantity > v_call_off.quantity THEN
        PERFORM refuse('SP660', 'more than was called off', jsonb_build_object('number', v_call_off.number,
            'asked', v_quantity, 'available', v_call_off.quantity - v_delivered));
    END IF;
    INSERT INTO call_off_delivery (document_id, call_off_id, quantity, person_id)
    VALUES (p_document_id, p_call_off_id, v_quantity, p_person_id);
    PERFORM step_call_off(v_call_off, v_to, p_person_id, (SELECT number FROM document WHERE document_id = p_document_id), NULL);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_call_off_delivery(bigint, bigint, bigint) TO stockpile_application;
