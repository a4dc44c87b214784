-- The balances a load leaves, by the numbers of its accounts: new accounts with what they hold, known ones moved on.
CREATE OR REPLACE FUNCTION stockpile.write_loaded_accounts(p_quantities bigint[], p_values bigint[], p_times timestamptz[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        INSERT INTO stock_account (account_id, kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen,
                                   last_occurred_at, is_stock, holds)
        SELECT loading.account_id, loading.kind, loading.item_id, loading.lot_id, loading.place_id, loading.owner_id, loading.condition,
            loading.availability, settled.quantity, settled.value_fen, settled.occurred_at, is_inside(loading.kind),
            is_inside(loading.kind) AND settled.quantity > 0
        FROM unnest(p_quantities, p_values, p_times) WITH ORDINALITY AS settled (quantity, value_fen, occurred_at, account_no)
        JOIN loading_account AS loading USING (account_no)
        WHERE NOT loading.is_known ORDER BY loading.account_id;
    EXCEPTION WHEN unique_violation THEN
        RAISE EXCEPTION 'an account was made by somebody else meanwhile' USING ERRCODE = 'serialization_failure';
    END;
    UPDATE stock_account AS account SET quantity = settled.quantity, value_fen = settled.value_fen,
        last_occurred_at = greatest(account.last_occurred_at, settled.occurred_at),
        holds = account.is_stock AND settled.quantity > 0
    FROM unnest(p_quantities, p_values, p_times) WITH ORDINALITY AS settled (quantity, value_fen, occurred_at, account_no)
    JOIN loading_account AS loading USING (account_no)
    WHERE loading.is_known AND account.account_id = loading.account_id;
END
$$;
