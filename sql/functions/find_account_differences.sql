-- Balances and values that are not what all movements add up to, of every p_parts-th account: the parts may be worked out side by side,
-- and the sums of one fit into memory where those of all would not.
CREATE OR REPLACE FUNCTION stockpile.find_account_differences(p_part bigint, p_parts bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB' SET jit = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    -- What comes in counts up, what goes out down, and so does the balance: nothing is left of an account that is whole.
    WITH left_over AS MATERIALIZED (
        SELECT account_id, whole_sum(quantity) AS quantity, whole_sum(value_fen) AS value_fen, whole_sum(accounts) AS accounts
        FROM (SELECT to_account_id AS account_id, quantity, value_fen, 0::bigint AS accounts
              FROM stock_movement WHERE to_account_id % p_parts = p_part
              UNION ALL SELECT from_account_id, -quantity, -value_fen, 0 FROM stock_movement WHERE from_account_id % p_parts = p_part
              UNION ALL SELECT account_id, -quantity, -value_fen, 1 FROM stock_account WHERE account_id % p_parts = p_part) AS change
        GROUP BY account_id
        HAVING whole_sum(quantity) <> 0 OR whole_sum(value_fen) <> 0 OR whole_sum(accounts) = 0
    )
    SELECT told.kind, concat_ws(' ', coalesce(lot.lot_number, account_id::text), place.code), NULL::bigint, NULL::bigint, account_id,
        told.recorded, coalesce(told.recorded, 0) + told.difference
    FROM left_over LEFT JOIN stock_account AS account USING (account_id) LEFT JOIN lot USING (lot_id) LEFT JOIN place USING (place_id)
    CROSS JOIN LATERAL (VALUES
        ('quantity', account.quantity, left_over.quantity), ('value_fen', account.value_fen, left_over.value_fen)
    ) AS told (kind, recorded, difference)
    WHERE told.difference <> 0 OR accounts = 0;
END
$$;
