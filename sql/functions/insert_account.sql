-- Makes an account with its first quantity, or adds to it when somebody else made it a moment ago; answers its identifier.
CREATE OR REPLACE FUNCTION stockpile.insert_account(p_account stockpile.stock_account) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_account_id bigint;
BEGIN
    INSERT INTO stock_account AS known (kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, quantity, value_fen,
        last_occurred_at, is_stock, holds)
    VALUES (p_account.kind, p_account.item_id, p_account.lot_id, p_account.place_id, p_account.bin_id, p_account.owner_id,
        p_account.condition, p_account.availability, p_account.quantity, p_account.value_fen, p_account.last_occurred_at,
        is_inside(p_account.kind), is_inside(p_account.kind) AND p_account.quantity > 0)
    ON CONFLICT ON CONSTRAINT stock_account_is_one DO UPDATE SET
        quantity = known.quantity + excluded.quantity, value_fen = known.value_fen + excluded.value_fen,
        last_occurred_at = greatest(known.last_occurred_at, excluded.last_occurred_at),
        holds = known.is_stock AND known.quantity + excluded.quantity > 0
    RETURNING account_id INTO v_account_id;
    RETURN v_account_id;
END
$$;
