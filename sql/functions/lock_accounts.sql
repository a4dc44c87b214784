-- Locks accounts in ascending order: everyone who posts waits in the same order, so nobody deadlocks. Before that, as whoever posts, the
-- lock that stops while a month is closed or a lot recalled, so that nobody asks for it with accounts in hand.
CREATE OR REPLACE FUNCTION stockpile.lock_accounts(p_account_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.posting'));
    PERFORM FROM stock_account WHERE account_id = ANY (p_account_ids) ORDER BY account_id FOR UPDATE;
END
$$;
