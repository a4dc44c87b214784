-- Loans, and goods issued that are to come back, from before there were tasks for them: each gets the task it would have now. Called each
-- time that the schema is brought up to date.
CREATE OR REPLACE FUNCTION stockpile.open_earlier_tasks() RETURNS void LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM keep_loan_task(loan.document_id, document.person_id)
    FROM (SELECT DISTINCT document_id FROM loan_detail WHERE quantity > 0) AS loan
    JOIN document USING (document_id)
    WHERE NOT EXISTS (SELECT FROM task WHERE task.kind = 'loan_due' AND task.subject_id = loan.document_id);
    PERFORM keep_recovery_task(issued.document_id, document.person_id)
    FROM (SELECT DISTINCT document_id FROM recovery_detail WHERE quantity > 0) AS issued
    JOIN document USING (document_id)
    WHERE NOT EXISTS (SELECT FROM task WHERE task.kind = 'recovery' AND task.subject_id = issued.document_id);
END
$$;
