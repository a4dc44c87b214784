-- The two accounts of every line, locked; those that do not exist yet are made. With them, since the lots are read here: whether any
-- line is out of the ordinary on that day or the days before, so that the one place that knows the rules has to judge, and whether any
-- has units. Refuses lots that do not exist.
CREATE OR REPLACE FUNCTION stockpile.find_accounts(
    p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose, p_on date,
    OUT movements stockpile.stock_movement[], OUT is_out_of_the_ordinary boolean, OUT has_units boolean)
LANGUAGE plpgsql AS $$
DECLARE
    v_is_complete boolean;
BEGIN
    FOR attempt IN 1 .. 10 LOOP
        BEGIN
            WITH line AS MATERIALIZED (
                SELECT row_number() OVER () AS position, lot.item_id AS lot_item_id, lot.unit_cost_fen AS lot_cost_fen, item.is_serialised,
                    least(lot.expires_on - item.life_left_days_max, lot.stop_issue_on - 1) AS usual_until, given.*
                FROM unnest(p_lines) AS given
                JOIN lot ON lot.lot_id = given.lot_id
                JOIN item ON item.item_id = lot.item_id
            ), side AS MATERIALIZED (
                SELECT position, true AS is_source, p_purpose.from_kind AS kind, lot_item_id AS item_id, lot_id, from_place_id AS place_id,
                    from_bin_id AS bin_id, from_owner_id AS owner_id, from_condition AS condition, from_availability AS availability
                FROM line
                UNION ALL
                -- A lot to go to has just been made by insert_child_lots; no request names one.
                SELECT position, false, p_purpose.to_kind, lot_item_id, coalesce(to_lot_id, lot_id), to_place_id, to_bin_id, to_owner_id,
                    to_condition, to_availability FROM line
            -- Everyone who posts locks accounts in the same order, so nobody deadlocks; and all that are there before any is made: one that
            -- is made is held to the end, and whoever has the goods and would put them into it waits for us. We must not wait for those.
            ), account AS MATERIALIZED (
                SELECT known.account_id, known.is_stock, side.position, side.is_source
                FROM side JOIN stock_account AS known ON known.lot_id = side.lot_id AND known.place_id = side.place_id
                    AND known.kind = side.kind AND known.availability = side.availability AND known.condition = side.condition
                    AND known.owner_id = side.owner_id AND known.bin_id IS NOT DISTINCT FROM side.bin_id
                ORDER BY known.account_id FOR NO KEY UPDATE OF known
            -- In the order of their key: two who make the same accounts never wait for each other crosswise.
            ), made AS (
                INSERT INTO stock_account (kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, is_stock, holds)
                SELECT DISTINCT kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, is_inside(kind), false
                FROM side WHERE NOT EXISTS (
                    SELECT FROM account WHERE account.position = side.position AND account.is_source = side.is_source)
                ORDER BY lot_id, place_id, kind, availability, condition, owner_id, bin_id
                ON CONFLICT ON CONSTRAINT stock_account_is_one DO NOTHING
                RETURNING *
            ), found AS (
                SELECT position, is_source, account_id, is_stock FROM account
                UNION ALL
                SELECT side.position, side.is_source, made.account_id, made.is_stock
                FROM made JOIN side ON side.lot_id = made.lot_id AND side.place_id = made.place_id AND side.kind = made.kind
                    AND side.availability = made.availability AND side.condition = made.condition AND side.owner_id = made.owner_id
                    AND side.bin_id IS NOT DISTINCT FROM made.bin_id
            )
            SELECT array_agg(ROW(NULL, NULL, line.line_no, line.lot_item_id, line.lot_id, source.account_id, target.account_id,
                    line.from_place_id, line.to_place_id, line.quantity,
                    -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
                    CASE WHEN source.is_stock THEN NULL ELSE coalesce(line.value_fen, line.quantity * line.lot_cost_fen) END,
                    line.order_line_id, NULL, NULL)::stock_movement ORDER BY line.line_no),
                bool_or(line.usual_until < p_on OR line.from_condition <> 'good' OR line.from_availability <> p_purpose.from_availability),
                bool_or(line.is_serialised), bool_and(source.account_id IS NOT NULL AND target.account_id IS NOT NULL)
            INTO movements, is_out_of_the_ordinary, has_units, v_is_complete
            FROM line
            LEFT JOIN found AS source ON source.position = line.position AND source.is_source
            LEFT JOIN found AS target ON target.position = line.position AND NOT target.is_source;
            IF v_is_complete OR movements IS NULL THEN
                EXIT;
            END IF;
            RAISE EXCEPTION 'an account was made by somebody else meanwhile' USING ERRCODE = 'serialization_failure';
        -- The next look finds and locks it. What we made until now is given back first: whoever has that account may be waiting for ours.
        EXCEPTION WHEN serialization_failure THEN
            IF attempt = 10 THEN
                RAISE;
            END IF;
        END;
    END LOOP;
    IF cardinality(movements) IS DISTINCT FROM cardinality(p_lines) THEN
        PERFORM refuse('SP601', 'a line names a lot that does not exist',
            jsonb_build_object('lines', cardinality(p_lines), 'found', coalesce(cardinality(movements), 0)));
    END IF;
END
$$;
