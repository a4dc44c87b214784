-- The two accounts of every line; those that do not exist yet are made, in the order of their key.
CREATE OR REPLACE FUNCTION stockpile.find_accounts(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose)
RETURNS stockpile.stock_movement[]
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_movements stock_movement[];
BEGIN
    IF cardinality(p_lines) = 1 THEN
        RETURN ARRAY[find_accounts_of_line(p_lines[1], p_purpose)];
    END IF;
    INSERT INTO stock_account (kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability)
    SELECT DISTINCT wanted.kind, wanted.item_id, wanted.lot_id, wanted.place_id, wanted.bin_id, wanted.owner_id, wanted.condition,
        wanted.availability
    FROM (
        SELECT p_purpose.from_kind AS kind, lot.item_id, line.lot_id, line.from_place_id AS place_id, line.from_bin_id AS bin_id,
            line.from_owner_id AS owner_id, line.from_condition AS condition, line.from_availability AS availability
        FROM unnest(p_lines) AS line JOIN lot ON lot.lot_id = line.lot_id
        UNION ALL
        SELECT p_purpose.to_kind, lot.item_id, line.lot_id, line.to_place_id, line.to_bin_id,
            line.to_owner_id, line.to_condition, line.to_availability
        FROM unnest(p_lines) AS line JOIN lot ON lot.lot_id = line.lot_id
    ) AS wanted
    WHERE NOT EXISTS (
        SELECT FROM stock_account AS known
        WHERE known.lot_id = wanted.lot_id AND known.place_id = wanted.place_id AND known.kind = wanted.kind
          AND known.availability = wanted.availability AND known.condition = wanted.condition
          AND known.owner_id = wanted.owner_id AND known.bin_id IS NOT DISTINCT FROM wanted.bin_id)
    ORDER BY wanted.lot_id, wanted.place_id, wanted.kind, wanted.availability, wanted.condition, wanted.owner_id, wanted.bin_id
    ON CONFLICT ON CONSTRAINT stock_account_is_one DO NOTHING;

    SELECT array_agg(ROW(NULL, NULL, line.line_no, lot.item_id, line.lot_id, source.account_id, target.account_id,
            source.place_id, target.place_id, line.quantity,
            -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
            CASE WHEN source.is_stock THEN NULL ELSE coalesce(line.value_fen, line.quantity * lot.unit_cost_fen) END,
            line.order_line_id, NULL, NULL)::stock_movement ORDER BY line.line_no)
    INTO v_movements
    FROM unnest(p_lines) AS line
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN stock_account AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
        AND source.kind = p_purpose.from_kind AND source.availability = line.from_availability
        AND source.condition = line.from_condition AND source.owner_id = line.from_owner_id
        AND source.bin_id IS NOT DISTINCT FROM line.from_bin_id
    JOIN stock_account AS target ON target.lot_id = line.lot_id AND target.place_id = line.to_place_id
        AND target.kind = p_purpose.to_kind AND target.availability = line.to_availability
        AND target.condition = line.to_condition AND target.owner_id = line.to_owner_id
        AND target.bin_id IS NOT DISTINCT FROM line.to_bin_id;
    IF coalesce(cardinality(v_movements), 0) <> cardinality(p_lines) THEN
        PERFORM refuse('SP601', 'a line names a lot that does not exist',
            jsonb_build_object('lines', cardinality(p_lines), 'found', coalesce(cardinality(v_movements), 0)));
    END IF;
    RETURN v_movements;
END
$$;
