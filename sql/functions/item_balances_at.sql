-- What every inside account of one item held at a moment, as it was known at another; NULL for now. Starts from the newest month that
-- had ended and was closed by then. The planner is told that there are few accounts: then nothing is read whole for their sake; and to
-- call in other processors would take longer than to look.
CREATE OR REPLACE FUNCTION stockpile.item_balances_at(
    p_as_of timestamptz, p_known_at timestamptz, p_item_id bigint, p_place_id bigint
) RETURNS TABLE (account_id bigint, quantity bigint, value_fen bigint)
LANGUAGE plpgsql STABLE ROWS 20 SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    v_known_at timestamptz := coalesce(p_known_at, 'infinity');
    v_period text := (SELECT max(period) FROM stockpile.period AS closed WHERE closed.state = 'closed'
        AND closed.closed_at <= v_known_at AND stockpile.period_end(closed.period) <= coalesce(p_as_of, 'infinity'));
    v_start timestamptz := coalesce(stockpile.period_end(v_period), '-infinity');
    -- What was known by a moment had occurred by then.
    v_until timestamptz := least(p_as_of, v_known_at);
    -- The item's accounts into or out of which anything moved since the start: no movement of an account is later than its last.
    v_moved_ids bigint[] := ARRAY(SELECT account.account_id FROM stockpile.stock_account AS account
        WHERE account.item_id = p_item_id AND account.is_stock
          AND coalesce(account.last_occurred_at, 'infinity') >= v_start
          AND (p_place_id IS NULL OR account.place_id = p_place_id));
BEGIN
    RETURN QUERY
    SELECT change.account_id, sum(change.quantity)::bigint, sum(change.value_fen)::bigint
    FROM (
        SELECT kept.account_id, kept.quantity, kept.value_fen FROM stockpile.period_balance AS kept
        WHERE kept.period = v_period AND kept.item_id = p_item_id
          AND (p_place_id IS NULL OR kept.place_id = p_place_id)
        UNION ALL
        SELECT movement.to_account_id, movement.quantity, movement.value_fen FROM stockpile.stock_movement AS movement
        WHERE movement.to_account_id = ANY (v_moved_ids)
          AND movement.occurred_at >= v_start AND movement.occurred_at <= v_until AND movement.recorded_at <= v_known_at
        UNION ALL
        SELECT movement.from_account_id, -movement.quantity, -movement.value_fen FROM stockpile.stock_movement AS movement
        WHERE movement.from_account_id = ANY (v_moved_ids)
          AND movement.occurred_at >= v_start AND movement.occurred_at <= v_until AND movement.recorded_at <= v_known_at
    ) AS change
    GROUP BY change.account_id HAVING sum(change.quantity) > 0;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.item_balances_at(timestamptz, timestamptz, bigint, bigint) TO stockpile_application;
