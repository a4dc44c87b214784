-- Recalls a lot and all lots made from it: from now on nothing of them is issued for use, wherever it is (SP116). Answers the number.
-- A lot is recalled once (SP522): of two at the same time the second is told of the first.
CREATE OR REPLACE FUNCTION stockpile.issue_recall(p_recall jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_recall ->> 'person_id')::bigint;
    v_lot_id bigint := (p_recall ->> 'lot_id')::bigint;
    v_lots bigint[];
    v_known text;
    v_recall recall;
BEGIN
    PERFORM require_permission(v_person_id, 'recall_lot');
    -- The lot's own row first, so that two recalls of a lot without accounts wait for each other too.
    PERFORM FROM lot WHERE lot_id = v_lot_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such lot', jsonb_build_object('subject', 'lot', 'code', v_lot_id));
    END IF;
    v_lots := lock_recalled_family(v_lot_id);
    SELECT recall.number INTO v_known FROM recall_lot JOIN recall USING (recall_id) WHERE recall_lot.lot_id = v_lot_id;
    IF FOUND THEN
        PERFORM refuse('SP522', 'the lot is recalled already', jsonb_build_object('number', v_known,
            'lot', (SELECT lot_number FROM lot WHERE lot_id = v_lot_id)));
    END IF;
    INSERT INTO recall (number, lot_id, reason, reference, evidence, evidence_name, issued_by)
    VALUES (next_district_number('ZH'), v_lot_id, p_recall ->> 'reason', p_recall ->> 'reference',
        decode(p_recall ->> 'evidence', 'hex'), p_recall ->> 'evidence_name', v_person_id)
    RETURNING * INTO v_recall;
    PERFORM recall_family(v_recall, v_lot_id, v_lots, v_recall.issued_at, v_person_id);
    RETURN v_recall.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.issue_recall(jsonb) TO stockpile_application;
