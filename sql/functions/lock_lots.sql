-- Locks every account of some lots until the transaction ends: what is then read of them stays so. Before them, the orders that have set
-- some of it aside; all ascending, as everyone does. Then the accounts are looked for once more: while an order was waited for, some
-- were made.
CREATE OR REPLACE FUNCTION stockpile.lock_lots(p_lot_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM lock_reserving_orders(ARRAY(SELECT account_id FROM stock_account WHERE lot_id = ANY (p_lot_ids)));
    PERFORM lock_accounts(ARRAY(SELECT account_id FROM stock_account WHERE lot_id = ANY (p_lot_ids)));
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.lock_lots(bigint[]) TO stockpile_application;
