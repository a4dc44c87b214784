-- What every inside account of one item held at a moment, as it was known at another; NULL for now. Starts from the newest month that
-- had ended and was closed by then. The planner is told that there are few accounts: then nothing is read whole for their sake.
CREATE OR REPLACE FUNCTION stockpile.item_balances_at(
    p_as_of timestamptz, p_known_at timestamptz, p_item_id bigint, p_place_id bigint
) RETURNS TABLE (account_id bigint, quantity bigint, value_fen bigint)
LANGUAGE plpgsql STABLE ROWS 20 SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_known_at timestamptz := coalesce(p_known_at, 'infinity');
    v_period text := (SELECT max(period) FROM stockpile.period AS closed WHERE closed.state = 'closed'
        AND closed.closed_at <= v_known_at AND stockpile.period_end(closed.period) <= coalesce(p_as_of, 'infinity'));
    v_start timestamptz := coalesce(stockpile.period_end(v_period), '-infinity');
    -- What was known by a moment had occurred by then.
    v_until timestamptz := least(p_as_of, v_known_at);
BEGIN
    RETURN QUERY
    SELECT change.account_id, sum(change.quantity)::bigint, sum(change.value_fen)::bigint
    FROM (
        SELECT kept.account_id, kept.quantity, kept.value_fen FROM stockpile.period_balance AS kept
        WHERE kept.period = v_period AND kept.item_id = p_item_id
          AND (p_place_id IS NULL OR kept.place_id = p_place_id)
        UNION ALL
        SELECT movement.to_account_id, movement.quantity, movement.value_fen
        FROM stockpile.stock_movement AS movement JOIN stockpile.stock_account AS account ON account.account_id = movement.to_account_id
        WHERE movement.item_id = p_item_id AND account.is_stock AND (p_place_id IS NULL OR movement.to_place_id = p_place_id)
          AND movement.occurred_at >= v_start AND movement.occurred_at <= v_until AND movement.recorded_at <= v_known_at
        UNION ALL
        SELECT movement.from_account_id, -movement.quantity, -movement.value_fen
        FROM stockpile.stock_movement AS movement JOIN stockpile.stock_account AS account ON account.account_id = movement.from_account_id
        WHERE movement.item_id = p_item_id AND account.is_stock AND (p_place_id IS NULL OR movement.from_place_id = p_place_id)
          AND movement.occurred_at >= v_start AND movement.occurred_at <= v_until AND movement.recorded_at <= v_known_at
    ) AS change
    GROUP BY change.account_id HAVING sum(change.quantity) > 0;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.item_balances_at(timestamptz, timestamptz, bigint, bigint) TO stockpile_application;
