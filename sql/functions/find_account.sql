-- One account by its key, made if it does not exist yet.
CREATE OR REPLACE FUNCTION stockpile.find_account(
    p_kind text, p_item_id bigint, p_lot_id bigint, p_place_id bigint, p_bin_id bigint, p_owner_id bigint, p_condition text,
    p_availability text
) RETURNS bigint LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_account_id bigint;
BEGIN
    -- A second look: whoever made the account while we tried has committed by then.
    FOR attempt IN 1 .. 2 LOOP
        SELECT account_id INTO v_account_id FROM stock_account
        WHERE lot_id = p_lot_id AND place_id = p_place_id AND kind = p_kind AND availability = p_availability
          AND condition = p_condition AND owner_id = p_owner_id AND bin_id IS NOT DISTINCT FROM p_bin_id;
        EXIT WHEN FOUND;
        INSERT INTO stock_account (kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability)
        VALUES (p_kind, p_item_id, p_lot_id, p_place_id, p_bin_id, p_owner_id, p_condition, p_availability)
        ON CONFLICT ON CONSTRAINT stock_account_is_one DO NOTHING
        RETURNING account_id INTO v_account_id;
        EXIT WHEN FOUND;
    END LOOP;
    RETURN v_account_id;
END
$$;
