-- Writes the header with its number and gives the answer of a posting. Numbers are gap-free per place, kind and year (of recording, in
-- the district's time zone): the counter is a hot row, taken last and in the same statement, so that it is locked for as short as can be.
CREATE OR REPLACE FUNCTION stockpile.write_document(p_document stockpile.document, p_number_code text, p_zone text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_year integer := extract(year FROM p_document.recorded_at AT TIME ZONE p_zone);
BEGIN
    LOOP
        WITH counter AS (
            UPDATE document_counter SET last_number = last_number + 1
            WHERE place_id = p_document.place_id AND number_code = p_number_code AND year = v_year
            RETURNING number_prefix, last_number
        )
        INSERT INTO document (document_id, number, kind, purpose, place_id, occurred_at, recorded_at, person_id, checker_id, order_id,
            write_off_id, reverses_document_id, about_period, reference, remarks, reason, occasion, borrower, due_on, loan_document_id,
            attachments)
        SELECT p_document.document_id, document_number(counter.number_prefix, counter.last_number), p_document.kind,
            p_document.purpose, p_document.place_id, p_document.occurred_at, p_document.recorded_at, p_document.person_id,
            p_document.checker_id, p_document.order_id, p_document.write_off_id, p_document.reverses_document_id,
            p_document.about_period, p_document.reference, p_document.remarks, p_document.reason, p_document.occasion,
            p_document.borrower, p_document.due_on, p_document.loan_document_id, p_document.attachments
        FROM counter
        RETURNING number INTO p_document.number;
        EXIT WHEN FOUND;
        PERFORM open_document_counter(p_document.place_id, p_number_code, v_year);
    END LOOP;
    IF p_document.purpose IN ('loan', 'loan_return') THEN
        PERFORM guard_loan(p_document);
    END IF;
    RETURN jsonb_build_object('document_id', p_document.document_id, 'number', p_document.number,
        'occurred_at', p_document.occurred_at, 'recorded_at', p_document.recorded_at, 'replayed', false);
END
$$;
