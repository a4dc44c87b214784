-- Closes the task of putting new labels on a lot at a place; SP504 when none is open.
CREATE OR REPLACE FUNCTION stockpile.relabel_lot(p_person_id bigint, p_lot_id bigint, p_place_id bigint, p_remarks text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'relabel_lot');
    -- What was moved since is found first.
    PERFORM follow_relabels(p_person_id, p_lot_id);
    IF close_tasks('relabel', p_lot_id, p_place_id, p_person_id, 'done', p_remarks) = 0 THEN
        PERFORM refuse('SP504', 'no new labels are owed there', jsonb_build_object('operation', 'relabel',
            'lot', (SELECT lot_number FROM lot WHERE lot_id = p_lot_id)));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.relabel_lot(bigint, bigint, bigint, text) TO stockpile_application;
