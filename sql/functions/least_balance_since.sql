-- The smallest balance an account had at any moment from a time until now.
CREATE OR REPLACE FUNCTION stockpile.least_balance_since(p_account_id bigint, p_balance bigint, p_since timestamptz) RETURNS bigint
LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    SELECT coalesce(min(balance_before), p_balance)
    FROM (
        SELECT p_balance - sum(change) OVER (ORDER BY occurred_at DESC, movement_id DESC) AS balance_before
        FROM (
            SELECT occurred_at, movement_id, -quantity AS change FROM stock_movement
            WHERE from_account_id = p_account_id AND occurred_at > p_since
            UNION ALL
            SELECT occurred_at, movement_id, quantity FROM stock_movement
            WHERE to_account_id = p_account_id AND occurred_at > p_since
        ) AS later
    ) AS balances
$$;
