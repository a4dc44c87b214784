-- Makes the lots that the lines of a receipt describe; refuses what cannot be a lot.
CREATE OR REPLACE FUNCTION stockpile.insert_lots(p_lines stockpile.posting_line[], p_document stockpile.document)
RETURNS stockpile.posting_line[]
LANGUAGE plpgsql AS $$
DECLARE
    v_today date := (coalesce(p_document.occurred_at, clock_timestamp()) AT TIME ZONE district_zone())::date;
    v_retired jsonb;
    i integer;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('line_no', line.line_no, 'item', item.code, 'retired_on', item.retired_on))
    INTO v_retired
    FROM unnest(p_lines) AS line
    -- OFFSET 0 keeps the look-up by key: a plan made for any number of lines would read all items instead.
    CROSS JOIN LATERAL (SELECT code, retired_on FROM item WHERE item.item_id = line.item_id OFFSET 0) AS item
    WHERE item.retired_on <= v_today;
    IF v_retired IS NOT NULL THEN
        PERFORM refuse('SP604', 'the item is retired: nothing more of it is received', jsonb_build_object('lines', v_retired));
    END IF;
    FOR i IN 1 .. cardinality(p_lines) LOOP
        IF p_lines[i].lot_id IS NULL THEN
            p_lines[i].lot_id := insert_lot(p_lines[i], p_document.place_id, p_document.person_id, v_today);
        END IF;
    END LOOP;
    RETURN p_lines;
END
$$;
