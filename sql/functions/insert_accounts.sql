-- Makes accounts with nothing in them, in the order of their key: two who make the same accounts never wait for each other crosswise.
-- Answers whether all of them are ours; what somebody else made meanwhile is left as it is.
CREATE OR REPLACE FUNCTION stockpile.insert_accounts(p_accounts stockpile.stock_account[]) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_are_all_ours boolean;
BEGIN
    WITH wanted AS (
        SELECT DISTINCT kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability FROM unnest(p_accounts)
    ), made AS (
        INSERT INTO stock_account (kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, is_stock, holds)
        SELECT kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, is_inside(kind), false
        FROM wanted ORDER BY lot_id, place_id, kind, availability, condition, owner_id, bin_id
        ON CONFLICT ON CONSTRAINT stock_account_is_one DO NOTHING
        RETURNING account_id
    )
    SELECT (SELECT count(*) FROM made) = (SELECT count(*) FROM wanted) INTO v_are_all_ours;
    RETURN v_are_all_ours;
END
$$;
