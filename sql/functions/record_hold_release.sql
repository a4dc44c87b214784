-- Ends the holds of some lots, at one place or (NULL) at all, wherever nothing of them is held any more, and with each hold its task.
-- Answers how many ended. The accounts of the lots are locked by whoever released.
CREATE OR REPLACE FUNCTION stockpile.record_hold_release(
    p_person_id bigint, p_lot_ids bigint[], p_place_id bigint, p_document_id bigint, p_remarks text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_ended bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'hold_lot');
    WITH ended AS (
        INSERT INTO lot_hold_release (lot_hold_id, document_id, remarks, person_id)
        SELECT held.lot_hold_id, p_document_id, p_remarks, p_person_id
        FROM lot_hold AS held
        WHERE held.lot_id = ANY (p_lot_ids) AND (p_place_id IS NULL OR held.place_id = p_place_id)
          AND NOT EXISTS (SELECT FROM lot_hold_release AS released WHERE released.lot_hold_id = held.lot_hold_id)
          AND NOT EXISTS (SELECT FROM stock_account AS account WHERE account.lot_id = held.lot_id
              AND account.place_id = held.place_id AND account.availability = 'held' AND account.holds)
        ON CONFLICT (lot_hold_id) DO NOTHING
        RETURNING lot_hold_id)
    SELECT count(*) INTO v_ended FROM ended;
    PERFORM close_tasks('hold_due', task.subject_id, task.place_id, p_person_id, 'done', p_remarks)
    FROM task
    WHERE kind = 'hold_due' AND outcome IS NULL AND subject_id = ANY (p_lot_ids)
      AND NOT EXISTS (SELECT FROM lot_hold AS held
          WHERE held.lot_id = task.subject_id AND held.place_id = task.place_id
            AND NOT EXISTS (SELECT FROM lot_hold_release AS released WHERE released.lot_hold_id = held.lot_hold_id));
    RETURN v_ended;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_hold_release(bigint, bigint[], bigint, bigint, text) TO stockpile_application;
