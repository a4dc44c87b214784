-- Locks the open orders that have set something aside in these accounts, in ascending order. Whoever goes on to give it back asks for it
-- before locking the accounts: an order's own steps lock the order first, and wait for the accounts. What is set aside between this and
-- the accounts is not among them.
CREATE OR REPLACE FUNCTION stockpile.lock_reserving_orders(p_account_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM allocation_order WHERE state IN ('issued', 'acknowledged', 'partly_reserved') AND order_id IN (
        SELECT document.order_id
        FROM stock_account AS account
        JOIN stock_movement AS movement ON movement.to_account_id = account.account_id
        JOIN document USING (document_id)
        WHERE account.account_id = ANY (p_account_ids) AND account.availability = 'reserved' AND account.holds)
    ORDER BY order_id FOR NO KEY UPDATE;
END
$$;
