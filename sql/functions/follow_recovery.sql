-- When a return is taken back its goods are out again; an issue is not taken back any more when goods of it came back or are known to be
-- lost (SP663). Called when all of the reversal is written.
CREATE OR REPLACE FUNCTION stockpile.follow_recovery(p_reversed_id bigint, p_person_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM recovery_detail WHERE document_id = p_reversed_id
               AND issued_quantity < returned_quantity + reported_lost_quantity) THEN
        PERFORM refuse('SP663', 'goods of this issue have come back', jsonb_build_object('number',
            (SELECT number FROM document WHERE document_id = p_reversed_id)), 'reverse the returns first');
    END IF;
    PERFORM keep_recovery_task(subject_id, p_person_id)
    FROM (SELECT document_id AS subject_id FROM recovery_entry WHERE return_document_id = p_reversed_id
          UNION SELECT subject_id FROM task WHERE kind = 'recovery' AND subject_id = p_reversed_id) AS touched;
END
$$;
