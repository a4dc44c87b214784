-- Keeps what every inside account held at the end of a month: the balances of the month closed before it, and all that occurred since.
-- Questions about past days start from here instead of from the beginning; they are about what is inside, so nothing else is kept. Nobody
-- can post meanwhile: accounts are joined by reading them whole, and rows are written in the order of the key.
CREATE OR REPLACE FUNCTION stockpile.insert_period_balances(p_period text) RETURNS void
LANGUAGE plpgsql SET work_mem = '128MB' SET enable_nestloop = off SET jit = off AS $$
DECLARE
    v_before text := (SELECT max(period) FROM period WHERE state = 'closed' AND period < p_period);
    v_start timestamptz := coalesce(period_end(v_before), '-infinity');
BEGIN
    INSERT INTO period_balance (period, account_id, item_id, place_id, quantity, value_fen)
    SELECT p_period, account_id, account.item_id, account.place_id, moved.quantity, moved.value_fen
    FROM (
        SELECT account_id, whole_sum(quantity) AS quantity, whole_sum(value_fen) AS value_fen
        FROM (
            SELECT account_id, quantity, value_fen FROM period_balance WHERE period = v_before
            UNION ALL
            SELECT to_account_id, quantity, value_fen FROM stock_movement
            WHERE occurred_at >= v_start AND occurred_at < period_end(p_period)
            UNION ALL
            SELECT from_account_id, -quantity, -value_fen FROM stock_movement
            WHERE occurred_at >= v_start AND occurred_at < period_end(p_period)
        ) AS change
        GROUP BY account_id HAVING whole_sum(quantity) <> 0 OR whole_sum(value_fen) <> 0
    ) AS moved JOIN stock_account AS account USING (account_id)
    WHERE account.is_stock ORDER BY account_id;
END
$$;
