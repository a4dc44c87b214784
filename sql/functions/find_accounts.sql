-- The two accounts of every line, locked; those that do not exist yet are made. With them, since the lots are read here: whether any
-- line is out of the ordinary on that day or the days before, so that the one place that knows the rules has to judge, and whether any
-- has units. Refuses lots that do not exist.
CREATE OR REPLACE FUNCTION stockpile.find_accounts(
    p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose, p_on date,
    OUT movements stockpile.stock_movement[], OUT is_out_of_the_ordinary boolean, OUT has_units boolean)
LANGUAGE plpgsql AS $$
DECLARE
    v_no_source stock_account[];
    v_no_target stock_account[];
    v_is_locked boolean := false;
BEGIN
    FOR attempt IN 1 .. 3 LOOP
        SELECT array_agg(ROW(NULL, NULL, line.line_no, lot.item_id, line.lot_id, source.account_id, target.account_id,
                line.from_place_id, line.to_place_id, line.quantity,
                -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
                CASE WHEN source.is_stock THEN NULL ELSE coalesce(line.value_fen, line.quantity * lot.unit_cost_fen) END,
                line.order_line_id, NULL, NULL)::stock_movement ORDER BY line.line_no),
            bool_or(least(lot.expires_on - item.life_left_days_max, lot.stop_issue_on - 1) < p_on
                OR line.from_condition <> 'good' OR line.from_availability <> p_purpose.from_availability),
            bool_or(item.is_serialised),
            array_agg(ROW(NULL, p_purpose.from_kind, lot.item_id, line.lot_id, line.from_place_id, line.from_bin_id, line.from_owner_id,
                line.from_condition, line.from_availability, 0, 0, NULL, NULL, NULL)::stock_account)
                FILTER (WHERE source.account_id IS NULL),
            array_agg(ROW(NULL, p_purpose.to_kind, lot.item_id, coalesce(line.to_lot_id, line.lot_id), line.to_place_id, line.to_bin_id,
                line.to_owner_id, line.to_condition, line.to_availability, 0, 0, NULL, NULL, NULL)::stock_account)
                FILTER (WHERE target.account_id IS NULL)
        INTO movements, is_out_of_the_ordinary, has_units, v_no_source, v_no_target
        FROM unnest(p_lines) AS line
        JOIN lot ON lot.lot_id = line.lot_id
        JOIN item ON item.item_id = lot.item_id
        LEFT JOIN stock_account AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
            AND source.kind = p_purpose.from_kind AND source.availability = line.from_availability
            AND source.condition = line.from_condition AND source.owner_id = line.from_owner_id
            AND source.bin_id IS NOT DISTINCT FROM line.from_bin_id
        LEFT JOIN stock_account AS target ON target.lot_id = coalesce(line.to_lot_id, line.lot_id) AND target.place_id = line.to_place_id
            AND target.kind = p_purpose.to_kind AND target.availability = line.to_availability
            AND target.condition = line.to_condition AND target.owner_id = line.to_owner_id
            AND target.bin_id IS NOT DISTINCT FROM line.to_bin_id;
        IF cardinality(movements) IS DISTINCT FROM cardinality(p_lines) THEN
            PERFORM refuse('SP601', 'a line names a lot that does not exist',
                jsonb_build_object('lines', cardinality(p_lines), 'found', coalesce(cardinality(movements), 0)));
        END IF;
        -- What is there is locked before anything is made: an account that is made is held to the end, and whoever has the goods and
        -- would put them into it waits for us. We must not wait for those goods then.
        IF NOT v_is_locked THEN
            PERFORM lock_accounts(ARRAY(
                SELECT account_id FROM unnest(movements) AS line, unnest(ARRAY[line.from_account_id, line.to_account_id]) AS account_id
                WHERE account_id IS NOT NULL));
        END IF;
        EXIT WHEN v_no_source IS NULL AND v_no_target IS NULL;
        -- What we made nobody else has; what somebody else made meanwhile is found by the next look, and locked.
        v_is_locked := insert_accounts(v_no_source || v_no_target);
    END LOOP;
END
$$;
