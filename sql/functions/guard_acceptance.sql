-- Goods become good by the word of somebody who did not take them in (SP519): not of whoever posted the receipts by which what is not
-- good yet came into the lot, the newest first. An acceptance (验收) takes only what waits for it (SP520), and owes a reason and evidence
-- for whatever it does not accept (SP613).
CREATE OR REPLACE FUNCTION stockpile.guard_acceptance(
    p_document stockpile.document, p_purpose text, p_lines stockpile.posting_line[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_lines jsonb;
    v_owed jsonb;
BEGIN
    IF p_purpose = 'acceptance' THEN
        SELECT jsonb_agg(jsonb_build_object('line_no', line.line_no, 'lot', lot.lot_number, 'from_condition', line.from_condition,
            'to_condition', line.to_condition) ORDER BY line.line_no) INTO v_lines
        FROM unnest(p_lines) AS line JOIN lot USING (lot_id)
        WHERE line.from_condition <> 'in_inspection' OR line.to_condition NOT IN ('good', 'to_repair', 'to_scrap');
        IF v_lines IS NOT NULL THEN
            PERFORM refuse('SP520', 'an acceptance takes only what waits in inspection', jsonb_build_object('lines', v_lines),
                'change the condition of goods that were inspected before');
        END IF;
        SELECT jsonb_agg(due.owed ORDER BY due.place) INTO v_owed
        FROM (VALUES (1, 'reason', coalesce(p_document.reason, '')),
                     (2, 'evidence', coalesce(p_document.reference, '') || coalesce(p_document.attachments, '')))
            AS due (place, owed, given)
        WHERE due.given = '' AND EXISTS (SELECT FROM unnest(p_lines) AS line WHERE line.to_condition <> 'good');
        IF v_owed IS NOT NULL THEN
            PERFORM refuse('SP613', 'the document lacks what its purpose owes',
                jsonb_build_object('kind', p_document.kind, 'purpose', p_purpose, 'owed', v_owed), 'post it again with all of these');
        END IF;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('lot', lot.lot_number, 'item', item.code, 'receipt', taken_in.number) ORDER BY lot.lot_number)
    INTO v_lines
    FROM (SELECT DISTINCT lot_id FROM unnest(p_lines)) AS line
    JOIN lot USING (lot_id) JOIN item USING (item_id)
    CROSS JOIN LATERAL (SELECT sum(quantity) AS quantity FROM stock_account
        WHERE lot_id = line.lot_id AND kind = 'stock' AND condition <> 'good') AS waiting
    CROSS JOIN LATERAL (
        SELECT min(receipt.number) AS number
        FROM (SELECT document.number, document.person_id,
                sum(movement.quantity) OVER (ORDER BY movement.movement_id DESC) - movement.quantity AS newer
            FROM stock_account AS account
            JOIN stock_movement AS movement ON movement.to_account_id = account.account_id
            JOIN document ON document.document_id = movement.document_id
            WHERE account.lot_id = line.lot_id AND account.kind = 'stock' AND account.condition <> 'good' AND document.kind = 'receipt'
              AND NOT EXISTS (SELECT FROM reversed_line AS taken_back
                  WHERE taken_back.document_id = movement.document_id AND taken_back.line_no = movement.line_no)) AS receipt
        WHERE receipt.person_id = p_document.person_id AND receipt.newer < waiting.quantity) AS taken_in
    WHERE taken_in.number IS NOT NULL;
    IF v_lines IS NOT NULL THEN
        PERFORM refuse('SP519', 'whoever took the goods in does not accept them', jsonb_build_object('lines', v_lines,
            'person', (SELECT login FROM person WHERE person_id = p_document.person_id)), 'let another person inspect them');
    END IF;
END
$$;
