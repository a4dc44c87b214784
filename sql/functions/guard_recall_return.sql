-- The document that recalled goods came back with: a return that brought at least so much of them, said once (SP673). Answers its
-- identifier; NULL where none is named.
CREATE OR REPLACE FUNCTION stockpile.guard_recall_return(
    p_recall_id bigint, p_holder_kind text, p_number text, p_quantity bigint)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_document_id bigint;
    v_available bigint;
BEGIN
    IF p_number IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT document_id INTO v_document_id FROM document
    WHERE number = p_number AND kind = 'receipt' AND purpose = 'return' AND p_holder_kind = 'consumption';
    SELECT coalesce(sum(movement.quantity), 0)
    INTO v_available
    FROM stock_movement AS movement
    JOIN recall_lot AS recalled ON recalled.lot_id = movement.lot_id AND recalled.recall_id = p_recall_id
    WHERE movement.document_id = v_document_id AND NOT EXISTS (SELECT FROM reversed_line AS back
        WHERE back.document_id = movement.document_id AND back.line_no = movement.line_no);
    v_available := v_available - coalesce((SELECT sum(quantity) FROM recall_progress WHERE document_id = v_document_id), 0);
    IF p_quantity > v_available THEN
        PERFORM refuse('SP673', 'the document did not bring back so much of the recalled goods',
            jsonb_build_object('number', p_number, 'asked', p_quantity, 'available', v_available));
    END IF;
    RETURN v_document_id;
END
$$;
