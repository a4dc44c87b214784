-- Locks accounts in ascending order: everyone who posts waits in the same order, so nobody deadlocks.
CREATE OR REPLACE FUNCTION stockpile.lock_accounts(p_account_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM stock_account WHERE account_id = ANY (p_account_ids) ORDER BY account_id FOR NO KEY UPDATE;
END
$$;
