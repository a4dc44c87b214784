-- Ends the task of a loan when nothing of it is out any more, and opens it again when a return is taken back. A loan that was taken
-- back itself leaves nothing to be done.
CREATE OR REPLACE FUNCTION stockpile.keep_loan_task(p_loan_id bigint, p_person_id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_loan document;
BEGIN
    IF EXISTS (SELECT FROM loan_detail WHERE document_id = p_loan_id AND quantity > 0) THEN
        SELECT * INTO v_loan FROM document WHERE document_id = p_loan_id;
        PERFORM open_task('loan_due', p_loan_id, v_loan.number, v_loan.place_id, NULL,
            (v_loan.due_on + 1)::timestamp AT TIME ZONE district_zone() - interval '1 second', p_person_id,
            jsonb_build_object('borrower', v_loan.borrower));
    ELSE
        PERFORM close_tasks('loan_due', p_loan_id, NULL, p_person_id,
            CASE WHEN EXISTS (SELECT FROM loan_detail WHERE document_id = p_loan_id AND lent_quantity > 0) THEN 'done' ELSE 'dropped' END);
    END IF;
END
$$;
