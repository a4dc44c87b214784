-- A new lot from a line of a receipt, with its first dated facts.
CREATE OR REPLACE FUNCTION stockpile.insert_lot(p_line stockpile.posting_line, p_place_id bigint, p_person_id bigint, p_received_on date)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_lot_id bigint := nextval('stockpile.lot_lot_id_seq');
    v_received_on date := coalesce(p_line.received_on, p_received_on);
    v_number text := coalesce(p_line.lot_number, (SELECT code FROM place WHERE place_id = p_place_id)
        || '-' || to_char(v_received_on, 'YYYYMMDD') || '-' || v_lot_id % 100000000);
BEGIN
    INSERT INTO lot (lot_id, item_id, lot_number, reserve_category, funding_source, origin, legacy_group, manufactured_on,
                     received_on, unit_cost_fen, expires_on, warn_on, rotate_by_on)
    VALUES (v_lot_id, p_line.item_id, v_number, p_line.reserve_category, p_line.funding_source, p_line.origin, p_line.legacy_group,
            p_line.manufactured_on, v_received_on, p_line.unit_cost_fen, p_line.expires_on, p_line.warn_on, p_line.rotate_by_on)
    ON CONFLICT (item_id, lot_number) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP608', format('lot %s of this item exists already', v_number),
            jsonb_build_object('line_no', p_line.line_no, 'lot_number', v_number), 'give the new goods a lot number of their own');
    END IF;
    INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, reason, person_id)
    VALUES (v_lot_id, p_line.expires_on, p_line.warn_on, p_line.rotate_by_on, 'receipt', p_person_id);
    RETURN v_lot_id;
END
$$;
