-- Locks every account of some lots until the transaction ends: what is then read of them stays so. Ascending, as everyone does; and the
-- orders that have set some of it aside before them.
CREATE OR REPLACE FUNCTION stockpile.lock_lots(p_lot_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_account_ids bigint[] := ARRAY(SELECT account_id FROM stock_account WHERE lot_id = ANY (p_lot_ids));
BEGIN
    PERFORM lock_reserving_orders(v_account_ids);
    PERFORM lock_accounts(v_account_ids);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.lock_lots(bigint[]) TO stockpile_application;
