-- A recall that is not complete yet, locked, with all holders that are known by now: whoever writes to it takes turns.
CREATE OR REPLACE FUNCTION stockpile.lock_recall(p_number text, p_person_id bigint) RETURNS stockpile.recall LANGUAGE plpgsql AS $$
DECLARE
    v_recall recall;
BEGIN
    PERFORM require_permission(p_person_id, 'recall_lot');
    SELECT * INTO v_recall FROM recall WHERE number = p_number FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such recall', jsonb_build_object('subject', 'recall', 'code', p_number));
    END IF;
    IF v_recall.state = 'complete' THEN
        PERFORM refuse('SP501', 'the recall is complete', jsonb_build_object('number', p_number, 'state', v_recall.state));
    END IF;
    PERFORM add_recall_holders(v_recall.recall_id, NULL, p_person_id);
    RETURN v_recall;
END
$$;
