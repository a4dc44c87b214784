-- Locks every account of some lots until the transaction ends: what is then read of them stays so. Ascending, as everyone does.
CREATE OR REPLACE FUNCTION stockpile.lock_lots(p_lot_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM lock_accounts(ARRAY(SELECT account_id FROM stock_account WHERE lot_id = ANY (p_lot_ids)));
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.lock_lots(bigint[]) TO stockpile_application;
