-- Plans a count: one line for each heap of a place that the books know, drawn at random where only some are asked for. Answers its number.
-- Empty heaps are on the sheet when something moved there since the place was last counted whole: what has gone is to be gone.
CREATE OR REPLACE FUNCTION stockpile.plan_count(p_plan jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_count stock_count := jsonb_populate_record(NULL::stock_count, p_plan);
    v_since timestamptz;
    v_lines integer;
BEGIN
    PERFORM require_permission(v_count.planned_by, 'plan_count');
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.count', v_count.place_id));
    SELECT coalesce(max(planned_at), '-infinity') INTO v_since FROM stock_count
    WHERE place_id = v_count.place_id AND state = 'posted' AND reserve_category IS NULL AND item_id IS NULL AND random_lines IS NULL;
    v_count.tolerance_fen := coalesce(v_count.tolerance_fen, (SELECT tolerance_fen FROM count_tolerance
        WHERE effective_from <= (clock_timestamp() AT TIME ZONE district_zone())::date
        ORDER BY effective_from DESC, tolerance_id DESC LIMIT 1));
    INSERT INTO stock_count (number, place_id, reserve_category, item_id, random_lines, seed, tolerance_fen, planned_by)
    VALUES (next_district_number('PD'), v_count.place_id, v_count.reserve_category, v_count.item_id, v_count.random_lines, v_count.seed,
            v_count.tolerance_fen, v_count.planned_by)
    RETURNING * INTO v_count;
    INSERT INTO count_line (count_id, line_no, item_id, lot_id, bin_id, owner_id, condition)
    SELECT v_count.count_id, row_number() OVER (ORDER BY bin.code NULLS LAST, item.code, lot.lot_number, drawn.owner_id, drawn.condition),
        drawn.item_id, drawn.lot_id, drawn.bin_id, drawn.owner_id, drawn.condition
    FROM (
        SELECT heap.item_id, heap.lot_id, heap.bin_id, heap.owner_id, heap.condition
        FROM (
            SELECT DISTINCT account.item_id, account.lot_id, account.bin_id, account.owner_id, account.condition
            FROM stock_account AS account JOIN lot USING (lot_id)
            WHERE account.place_id = v_count.place_id AND account.kind = 'stock'
              AND (account.quantity > 0 OR account.last_occurred_at > v_since)
              AND (v_count.reserve_category IS NULL OR lot.reserve_category = v_count.reserve_category)
              AND (v_count.item_id IS NULL OR account.item_id = v_count.item_id)
        ) AS heap
        ORDER BY sha256(convert_to(concat_ws('/', v_count.seed, heap.lot_id, heap.bin_id, heap.owner_id, heap.condition), 'UTF8'))
        LIMIT v_count.random_lines
    ) AS drawn
    JOIN item ON item.item_id = drawn.item_id
    JOIN lot ON lot.lot_id = drawn.lot_id
    LEFT JOIN bin ON bin.bin_id = drawn.bin_id;
    GET DIAGNOSTICS v_lines = ROW_COUNT;
    IF v_lines NOT BETWEEN 1 AND 50000 THEN
        PERFORM refuse('SP516', 'a count has 1 to 50,000 lines', jsonb_build_object('lines', v_lines),
            'name a place, category or item that has stock, or count in parts');
    END IF;
    PERFORM refuse_overlapping_count(v_count.count_id);
    INSERT INTO count_event (count_id, event_no, state, person_id) VALUES (v_count.count_id, 1, 'planned', v_count.planned_by);
    RETURN v_count.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.plan_count(jsonb) TO stockpile_application;
