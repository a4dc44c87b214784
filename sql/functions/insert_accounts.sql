-- Makes the accounts of both sides of every line that do not exist yet, in the order of their key: two who make the same accounts
-- never wait for each other crosswise. Refuses lots that do not exist.
CREATE OR REPLACE FUNCTION stockpile.insert_accounts(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_unknown integer;
BEGIN
    SELECT count(*) INTO v_unknown FROM unnest(p_lines) AS line WHERE NOT EXISTS (SELECT FROM lot WHERE lot.lot_id = line.lot_id);
    IF v_unknown > 0 THEN
        PERFORM refuse('SP601', 'a line names a lot that does not exist',
            jsonb_build_object('lines', cardinality(p_lines), 'found', cardinality(p_lines) - v_unknown));
    END IF;
    INSERT INTO stock_account (kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability)
    SELECT DISTINCT wanted.kind, wanted.item_id, wanted.lot_id, wanted.place_id, wanted.bin_id, wanted.owner_id, wanted.condition,
        wanted.availability
    FROM (
        SELECT p_purpose.from_kind AS kind, lot.item_id, line.lot_id, line.from_place_id AS place_id, line.from_bin_id AS bin_id,
            line.from_owner_id AS owner_id, line.from_condition AS condition, line.from_availability AS availability
        FROM unnest(p_lines) AS line JOIN lot ON lot.lot_id = line.lot_id
        UNION ALL
        SELECT p_purpose.to_kind, lot.item_id, coalesce(line.to_lot_id, line.lot_id), line.to_place_id, line.to_bin_id,
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
END
$$;
