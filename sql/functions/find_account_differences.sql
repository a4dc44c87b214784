-- Balances, values and times of the last movement that are not what all movements come to, of every p_parts-th account: the parts may be
-- worked out side by side, and the sums of one fit into memory where those of all would not.
CREATE OR REPLACE FUNCTION stockpile.find_account_differences(p_part bigint, p_parts bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB' SET jit = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    -- What comes in counts up, what goes out down, and so does the balance: nothing is left of an account that is whole.
    WITH left_over AS MATERIALIZED (
        SELECT account_id, whole_sum(quantity) AS quantity, whole_sum(value_fen) AS value_fen, whole_sum(accounts) AS accounts,
            max(moved_at) AS moved_at, max(known_at) AS known_at
        FROM (SELECT to_account_id AS account_id, quantity, value_fen, 0::bigint AS accounts, occurred_at AS moved_at,
                  NULL::timestamptz AS known_at
              FROM stock_movement WHERE to_account_id % p_parts = p_part
              UNION ALL SELECT from_account_id, -quantity, -value_fen, 0, occurred_at, NULL
              FROM stock_movement WHERE from_account_id % p_parts = p_part
              UNION ALL SELECT account_id, -quantity, -value_fen, 1, NULL, last_occurred_at
              FROM stock_account WHERE account_id % p_parts = p_part) AS change
        GROUP BY account_id
        HAVING whole_sum(quantity) <> 0 OR whole_sum(value_fen) <> 0 OR whole_sum(accounts) = 0
            OR max(moved_at) IS DISTINCT FROM max(known_at)
    )
    SELECT told.kind, concat_ws(' ', coalesce(lot.lot_number, account_id::text), place.code), NULL::bigint, NULL::bigint, account_id,
        told.recorded, told.recomputed
    FROM left_over LEFT JOIN stock_account AS account USING (account_id) LEFT JOIN lot USING (lot_id) LEFT JOIN place USING (place_id)
    CROSS JOIN LATERAL (VALUES
        ('quantity', account.quantity, coalesce(account.quantity, 0) + left_over.quantity, left_over.quantity <> 0 OR accounts = 0),
        ('value_fen', account.value_fen, coalesce(account.value_fen, 0) + left_over.value_fen, left_over.value_fen <> 0 OR accounts = 0),
        -- Late entries and questions about the past go by it.
        ('last_occurred_at', NULL, NULL, accounts > 0 AND moved_at IS DISTINCT FROM known_at)
    ) AS told (kind, recorded, recomputed, differs)
    WHERE told.differs;
END
$$;
