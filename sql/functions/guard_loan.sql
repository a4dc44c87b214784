-- A loan is given back on a day that lies before it, not behind it (SP117); of it never comes back more than went out (SP111), and what
-- has come back cannot be taken back with the loan (SP517). What is out is a task of the place that lent it.
-- Called when the movements are written: the borrower's accounts are locked, so of two returns the second sees the first.
CREATE OR REPLACE FUNCTION stockpile.guard_loan(p_document stockpile.document) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_lines jsonb;
BEGIN
    IF p_document.kind = 'issue' THEN
        IF p_document.due_on < (p_document.occurred_at AT TIME ZONE district_zone())::date THEN
            PERFORM refuse('SP117', 'the goods would be due before they were lent', jsonb_build_object('due_on', p_document.due_on,
                'occurred_at', p_document.occurred_at), 'give a day that has not passed');
        END IF;
        PERFORM open_task('loan_due', p_document.document_id, p_document.number, p_document.place_id, NULL,
            (p_document.due_on + 1)::timestamp AT TIME ZONE district_zone() - interval '1 second', p_document.person_id,
            jsonb_build_object('borrower', p_document.borrower));
    ELSIF p_document.kind = 'receipt' THEN
        SELECT jsonb_agg(jsonb_build_object('line_no', given.line_no, 'item', item.code, 'item_name', item.name,
            'item_name_en', item.name_en, 'base_unit', item.base_unit, 'lot', lot.lot_number, 'asked', given.quantity,
            'available', coalesce(loan.quantity + given.quantity, 0)) ORDER BY given.line_no)
        INTO v_lines
        FROM (SELECT from_account_id, lot_id, item_id, min(line_no) AS line_no, sum(quantity) AS quantity
              FROM stock_movement WHERE document_id = p_document.document_id GROUP BY from_account_id, lot_id, item_id) AS given
        JOIN item ON item.item_id = given.item_id
        JOIN lot ON lot.lot_id = given.lot_id
        LEFT JOIN loan_detail AS loan
            ON loan.document_id = p_document.loan_document_id AND loan.account_id = given.from_account_id
        WHERE coalesce(loan.quantity, -1) < 0;
        IF v_lines IS NOT NULL THEN
            PERFORM refuse('SP111', 'more than is out on this loan', jsonb_build_object('number',
                (SELECT number FROM document WHERE document_id = p_document.loan_document_id), 'lines', v_lines),
                'see what is out, and name the loan the goods were lent with');
        END IF;
    ELSIF p_document.kind = 'reversal' AND EXISTS (
        SELECT FROM loan_detail WHERE document_id = p_document.reverses_document_id AND quantity < 0) THEN
        PERFORM refuse('SP517', 'goods of this loan have come back', jsonb_build_object(
            'number', (SELECT number FROM document WHERE document_id = p_document.reverses_document_id),
            'returns', (SELECT string_agg(number, ', ' ORDER BY document_id) FROM document AS back
                WHERE back.loan_document_id = p_document.reverses_document_id
                  AND NOT EXISTS (SELECT FROM document AS reversal WHERE reversal.reverses_document_id = back.document_id))),
            'reverse the returns first');
    END IF;
    PERFORM keep_loan_task(coalesce(p_document.loan_document_id, original.loan_document_id, original.document_id), p_document.person_id)
    FROM (SELECT 1) AS one LEFT JOIN document AS original ON original.document_id = p_document.reverses_document_id
    WHERE p_document.kind <> 'issue';
END
$$;
