-- Ends a recall when every unit is accounted for (SP523 with those that are not). The lot stays recalled: that is a fact.
CREATE OR REPLACE FUNCTION stockpile.end_recall(p_number text, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_recall recall := lock_recall(p_number, p_person_id);
    v_open jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('holder_no', holder_no, 'kind', kind, 'place', place, 'name', holder_name, 'telephone', telephone,
        'available', open_quantity) ORDER BY holder_no)
    INTO v_open FROM recall_holder_detail WHERE recall_id = v_recall.recall_id AND open_quantity > 0;
    IF v_open IS NOT NULL THEN
        PERFORM refuse('SP523', 'not every unit is accounted for', jsonb_build_object('number', p_number, 'lines', v_open));
    END IF;
    PERFORM close_recall_tasks(v_recall.recall_id, p_person_id);
    UPDATE recall SET state = 'complete', completed_by = p_person_id, completed_at = clock_timestamp()
    WHERE recall_id = v_recall.recall_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.end_recall(text, bigint) TO stockpile_application;
