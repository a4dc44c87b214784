-- What every inside account held at a moment (by when goods moved), as it was known at another (by when we knew); NULL for now.
-- Starts from the newest closed month that had ended and was closed by then; that of one place alone when named. Of one item:
-- item_balances_at.
CREATE OR REPLACE FUNCTION stockpile.balances_at(
    p_as_of timestamptz, p_known_at timestamptz, p_place_id bigint DEFAULT NULL
) RETURNS TABLE (account_id bigint, quantity bigint, value_fen bigint)
-- Planned anew for each question: with one place another way is the right one.
LANGUAGE plpgsql STABLE ROWS 50000 SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' SET jit = off AS $$
DECLARE
    v_as_of timestamptz := coalesce(p_as_of, 'infinity');
    v_known_at timestamptz := coalesce(p_known_at, 'infinity');
    v_period text := (SELECT max(period) FROM stockpile.period AS closed WHERE closed.state = 'closed'
        AND closed.closed_at <= v_known_at AND stockpile.period_end(closed.period) <= v_as_of);
    v_start timestamptz := coalesce(stockpile.period_end(v_period), '-infinity');
BEGIN
    RETURN QUERY
    SELECT change.account_id, sum(change.quantity)::bigint, sum(change.value_fen)::bigint
    FROM (
        SELECT kept.account_id, kept.quantity, kept.value_fen FROM stockpile.period_balance AS kept
        WHERE kept.period = v_period AND kept.is_inside AND (p_place_id IS NULL OR kept.place_id = p_place_id)
        UNION ALL
        -- Movements are summed up first: most accounts have many, and what they are is looked up once for each.
        SELECT moved.account_id, moved.quantity, moved.value_fen
        FROM (
            SELECT side.account_id, sum(side.quantity)::bigint AS quantity, sum(side.value_fen)::bigint AS value_fen
            FROM (
                SELECT movement.to_account_id AS account_id, movement.quantity, movement.value_fen
                FROM stockpile.stock_movement AS movement
                WHERE movement.occurred_at >= v_start AND movement.occurred_at <= v_as_of AND movement.recorded_at <= v_known_at
                  AND (p_place_id IS NULL OR movement.to_place_id = p_place_id)
                UNION ALL
                SELECT movement.from_account_id, -movement.quantity, -movement.value_fen
                FROM stockpile.stock_movement AS movement
                WHERE movement.occurred_at >= v_start AND movement.occurred_at <= v_as_of AND movement.recorded_at <= v_known_at
                  AND (p_place_id IS NULL OR movement.from_place_id = p_place_id)
            ) AS side
            GROUP BY side.account_id
        ) AS moved
        JOIN stockpile.stock_account AS account ON account.account_id = moved.account_id
        WHERE account.is_stock
    ) AS change
    GROUP BY change.account_id HAVING sum(change.quantity) > 0;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.balances_at(timestamptz, timestamptz, bigint) TO stockpile_application;
