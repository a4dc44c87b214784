-- Of a loan never comes back more than went out (SP111), and what has come back cannot be taken back with the loan (SP517).
-- Called when the movements are written: the borrower's accounts are locked, so of two returns the second sees the first.
CREATE OR REPLACE FUNCTION stockpile.guard_loan(p_document stockpile.document) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_lines jsonb;
BEGIN
    IF p_document.kind = 'receipt' THEN
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
END
$$;
