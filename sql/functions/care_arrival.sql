-- When the first goods of a lot came into stock at a place, or (NULL) anywhere.
CREATE OR REPLACE FUNCTION stockpile.care_arrival(p_lot_id bigint, p_place_id bigint) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT min(first.occurred_at)
    FROM stockpile.stock_account AS account
    CROSS JOIN LATERAL (SELECT movement.occurred_at FROM stockpile.stock_movement AS movement
        WHERE movement.to_account_id = account.account_id ORDER BY movement.occurred_at LIMIT 1) AS first
    WHERE account.lot_id = p_lot_id AND account.kind = 'stock' AND (p_place_id IS NULL OR account.place_id = p_place_id)
$$;
GRANT EXECUTE ON FUNCTION stockpile.care_arrival(bigint, bigint) TO stockpile_application;
