-- Writes the header with its number and gives the answer of a posting.
CREATE OR REPLACE FUNCTION stockpile.write_document(p_document stockpile.document, p_number_code text, p_zone text) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
    p_document.number := next_document_number(p_document.place_id, p_number_code, p_document.recorded_at, p_zone);
    INSERT INTO document SELECT p_document.*;
    IF p_document.purpose IN ('loan', 'loan_return') THEN
        PERFORM guard_loan(p_document);
    END IF;
    RETURN jsonb_build_object('document_id', p_document.document_id, 'number', p_document.number,
        'occurred_at', p_document.occurred_at, 'recorded_at', p_document.recorded_at, 'replayed', false);
END
$$;
