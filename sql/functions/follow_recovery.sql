-- When a return is taken back its goods are out again; an issue is not taken back any more when goods of it came back or are known to be
-- lost (SP663).
CREATE OR REPLACE FUNCTION stockpile.follow_recovery() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM recovery_detail WHERE document_id = new.reverses_document_id
               AND issued_quantity < returned_quantity + reported_lost_quantity) THEN
        PERFORM refuse('SP663', 'goods of this issue have come back', jsonb_build_object('number',
            (SELECT number FROM document WHERE document_id = new.reverses_document_id)), 'reverse the returns first');
    END IF;
    PERFORM keep_recovery_task(subject_id, new.person_id)
    FROM (SELECT document_id AS subject_id FROM recovery_entry WHERE return_document_id = new.reverses_document_id
          UNION SELECT subject_id FROM task WHERE kind = 'recovery' AND subject_id = new.reverses_document_id) AS touched;
    RETURN NULL;
END
$$;
-- The reversal's movements and lines are written before the document itself.
CREATE OR REPLACE TRIGGER document_recovery_follows AFTER INSERT ON stockpile.document
    FOR EACH ROW WHEN (new.reverses_document_id IS NOT NULL) EXECUTE FUNCTION stockpile.follow_recovery();
