-- The balances a load leaves: new accounts with what they hold, known ones moved on.
CREATE OR REPLACE FUNCTION stockpile.write_loaded_accounts(p_recorded_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        INSERT INTO stock_account (account_id, kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen,
                                   last_occurred_at, is_stock, holds)
        SELECT account_id, kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen,
            coalesce(occurred_at, p_recorded_at), is_inside(kind), is_inside(kind) AND quantity > 0
        FROM loaded_balance WHERE NOT is_known ORDER BY account_id;
    EXCEPTION WHEN unique_violation THEN
        RAISE EXCEPTION 'an account was made by somebody else meanwhile' USING ERRCODE = 'serialization_failure';
    END;
    UPDATE stock_account AS account SET quantity = loaded.quantity, value_fen = loaded.value_fen,
        last_occurred_at = greatest(account.last_occurred_at, coalesce(loaded.occurred_at, p_recorded_at)),
        holds = account.is_stock AND loaded.quantity > 0
    FROM loaded_balance AS loaded
    WHERE loaded.is_known AND account.account_id = loaded.account_id;
END
$$;
