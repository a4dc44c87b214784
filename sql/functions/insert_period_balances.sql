-- Keeps what every inside account held at the end of a month: the balances of the month closed before it, and all that occurred since.
-- Questions about past days start from here instead of from the beginning. Nobody can post meanwhile: what lies outside is not kept, since
-- nobody asks for it, the sums have room in memory, accounts are joined by reading them whole and written in the order of their index.
CREATE OR REPLACE FUNCTION stockpile.insert_period_balances(p_period text) RETURNS void
LANGUAGE plpgsql SET work_mem = '128MB' SET enable_nestloop = off SET jit = off AS $$
DECLARE
    v_before text := (SELECT max(period) FROM period WHERE state = 'closed' AND period < p_period);
    v_start timestamptz := coalesce(period_end(v_before), '-infinity');
BEGIN
    INSERT INTO period_balance (period, account_id, item_id, place_id, quantity, value_fen)
    SELECT p_period, account_id, account.item_id, account.place_id, moved.quantity, moved.value_fen
    FROM (
        SELECT account_id, sum(quantity)::bigint AS quantity, sum(value_fen)::bigint AS value_fen
        FROM (
            SELECT account_id, quantity, value_fen FROM period_balance WHERE period = v_before
            UNION ALL
            SELECT to_account_id, quantity, value_fen FROM stock_movement
            WHERE occurred_at >= v_start AND occurred_at < period_end(p_period)
            UNION ALL
            SELECT from_account_id, -quantity, -value_fen FROM stock_movement
            WHERE occurred_at >= v_start AND occurred_at < period_end(p_period)
        ) AS change
        GROUP BY account_id HAVING sum(quantity) <> 0 OR sum(value_fen) <> 0
    ) AS moved JOIN stock_account AS account USING (account_id)
    WHERE account.is_stock ORDER BY account_id;
END
$$;
