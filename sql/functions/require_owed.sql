-- Refuses a document that lacks something its purpose owes (SP613); all that is missing is told at once.
CREATE OR REPLACE FUNCTION stockpile.require_owed(
    p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_missing jsonb;
BEGIN
    SELECT jsonb_agg(due.owed ORDER BY due.place) INTO v_missing
    FROM unnest(p_purpose.owes) WITH ORDINALITY AS due (owed, place)
    WHERE CASE due.owed
        WHEN 'reason' THEN coalesce(p_document.reason, '') = ''
        WHEN 'reference' THEN coalesce(p_document.reference, '') = ''
        -- A paper that is kept elsewhere under its number, or the file itself.
        WHEN 'evidence' THEN coalesce(nullif(p_document.reference, ''), p_document.attachments) IS NULL
        WHEN 'checker' THEN p_document.checker_id IS NULL
        WHEN 'borrower' THEN coalesce(p_document.borrower, '') = ''
        WHEN 'due_on' THEN p_document.due_on IS NULL
        WHEN 'loan' THEN p_document.loan_document_id IS NULL
        -- Whoever the goods were taken from: not the district itself, which is the owner loaded first.
        WHEN 'owner' THEN EXISTS (SELECT FROM unnest(p_lines) AS line
            WHERE line.to_owner_id = (SELECT min(owner_id) FROM stock_owner))
        END;
    IF v_missing IS NOT NULL THEN
        PERFORM refuse('SP613', 'the document lacks what its purpose owes',
            jsonb_build_object('kind', p_document.kind, 'purpose', p_document.purpose, 'owed', v_missing),
            'post it again with all of these');
    END IF;
END
$$;
