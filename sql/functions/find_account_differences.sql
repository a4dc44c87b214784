-- Balances, values and times of the last movement that are not what all movements come to, of every p_parts-th account: the parts may be
-- worked out side by side, and the sums of one fit into memory where those of all would not.
CREATE OR REPLACE FUNCTION stockpile.find_account_differences(p_part bigint, p_parts bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB' SET jit = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    -- What comes in counts up, what goes out down, and so does the balance: nothing is left of an account that is whole. So it is with
    -- times: an account that nothing ever moved has "never" on both sides, one that is not there has nothing on its own.
    WITH left_over AS MATERIALIZED (
        SELECT account_id, whole_sum(quantity) AS quantity, whole_sum(value_fen) AS value_fen, max(known_at) IS NOT NULL AS is_there,
            coalesce(max(moved_at), '-infinity') <> max(known_at) AS is_untimely
        FROM (SELECT to_account_id AS account_id, quantity, value_fen, occurred_at AS moved_at, NULL::timestamptz AS known_at
              FROM stock_movement WHERE to_account_id % p_parts = p_part
              UNION ALL SELECT from_account_id, -quantity, -value_fen, occurred_at, NULL
              FROM stock_movement WHERE from_account_id % p_parts = p_part
              UNION ALL SELECT account_id, -quantity, -value_fen, NULL, coalesce(last_occurred_at, '-infinity')
              FROM stock_account WHERE account_id % p_parts = p_part) AS change
        GROUP BY account_id
        HAVING whole_sum(quantity) <> 0 OR whole_sum(value_fen) <> 0
            OR coalesce(max(moved_at), '-infinity') IS DISTINCT FROM max(known_at)
    )
    SELECT told.kind, concat_ws(' ', coalesce(lot.lot_number, account_id::text), place.code), NULL::bigint, NULL::bigint, account_id,
        told.recorded, told.recomputed
    FROM left_over LEFT JOIN stock_account AS account USING (account_id) LEFT JOIN lot USING (lot_id) LEFT JOIN place USING (place_id)
    CROSS JOIN LATERAL (VALUES
        ('quantity', account.quantity, coalesce(account.quantity, 0) + left_over.quantity, left_over.quantity <> 0 OR NOT is_there),
        ('value_fen', account.value_fen, coalesce(account.value_fen, 0) + left_over.value_fen, left_over.value_fen <> 0 OR NOT is_there),
        -- Late entries and questions about the past go by it.
        ('last_occurred_at', NULL, NULL, is_untimely)
    ) AS told (kind, recorded, recomputed, differs)
    WHERE told.differs;
END
$$;
