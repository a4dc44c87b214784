-- Records a step an agreement took; one that ended needs no reminder. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.write_agreement_step(
    p_agreement stockpile.agreement, p_to text, p_person_id bigint, p_remarks text)
RETURNS void LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    INSERT INTO agreement_step (agreement_id, step_no, state, person_id, remarks)
    SELECT p_agreement.agreement_id, coalesce(max(step_no), 0) + 1, p_to, p_person_id, p_remarks
    FROM agreement_step WHERE agreement_id = p_agreement.agreement_id;
    IF p_to = 'ended' THEN
        PERFORM close_tasks('agreement_ends', p_agreement.agreement_id, NULL, p_person_id, 'done', p_remarks);
    END IF;
END
$$;
