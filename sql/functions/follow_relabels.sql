-- New labels are owed where goods lie that came with old ones: moved on after an extension was approved, before they got new labels, or
-- come back from whoever had them. Opens the tasks that are missing, in the order of the moves, and drops those of places where nothing
-- of the lot lies any more. NULL: every lot that was extended. Answers how many were opened. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.follow_relabels(p_person_id bigint, p_lot_id bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_move record;
    v_opened bigint := 0;
BEGIN
    FOR v_move IN
        SELECT extended.lot_id, movement.recorded_at, source.kind AS from_kind, source.place_id AS from_place_id,
            target.place_id AS to_place_id
        FROM (SELECT test.lot_id, max(approval.recorded_at) AS approved_at
            FROM lot_test_approval AS approval JOIN lot_test AS test USING (lot_test_id)
            WHERE p_lot_id IS NULL OR test.lot_id = p_lot_id GROUP BY test.lot_id) AS extended
        JOIN stock_account AS target ON target.lot_id = extended.lot_id AND target.kind IN ('stock', 'carrier')
        JOIN stock_movement AS movement ON movement.to_account_id = target.account_id AND movement.recorded_at > extended.approved_at
        JOIN stock_account AS source ON source.account_id = movement.from_account_id
        WHERE source.kind IN ('borrower', 'consumption') OR (source.kind IN ('stock', 'carrier') AND source.place_id <> target.place_id)
        ORDER BY movement.movement_id
    LOOP
        CONTINUE WHEN EXISTS (SELECT FROM task WHERE kind = 'relabel' AND subject_id = v_move.lot_id AND place_id = v_move.to_place_id
            AND (closed_at IS NULL OR closed_at > v_move.recorded_at));
        CONTINUE WHEN v_move.from_kind IN ('stock', 'carrier') AND NOT EXISTS (SELECT FROM task WHERE kind = 'relabel'
            AND subject_id = v_move.lot_id AND place_id = v_move.from_place_id AND (closed_at IS NULL OR closed_at > v_move.recorded_at));
        PERFORM open_task('relabel', lot.lot_id, lot.lot_number, v_move.to_place_id, NULL, task_due_at('relabel'), p_person_id,
            jsonb_build_object('item', item.code, 'expires_on', lot.expires_on))
        FROM lot JOIN item USING (item_id) WHERE lot.lot_id = v_move.lot_id;
        v_opened := v_opened + 1;
    END LOOP;
    PERFORM close_tasks('relabel', task.subject_id, task.place_id, p_person_id, 'dropped')
    FROM task
    WHERE task.kind = 'relabel' AND task.outcome IS NULL AND (p_lot_id IS NULL OR task.subject_id = p_lot_id)
      AND NOT EXISTS (SELECT FROM stock_account AS account WHERE account.lot_id = task.subject_id AND account.place_id = task.place_id
          AND account.holds AND account.kind <> 'borrower');
    RETURN v_opened;
END
$$;
