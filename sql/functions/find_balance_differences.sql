-- Balances and values that are not what all movements add up to, in one pass over the movements; lots that do not add up to nothing
-- over all their accounts, a lot together with the lots made from it.
-- As one query that is returned whole it may be shared among processors, which the body of a function in SQL never is.
CREATE OR REPLACE FUNCTION stockpile.find_balance_differences() RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE SET search_path = stockpile, pg_temp SET work_mem = '64MB' SET jit = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    -- Goods take the same ways over and over: summed by way first, each movement is read once for both its sides.
    WITH way AS (
        SELECT from_account_id, to_account_id, whole_sum(quantity) AS quantity, whole_sum(value_fen) AS value_fen
        FROM stock_movement GROUP BY from_account_id, to_account_id
    ), total AS (
        SELECT account_id, whole_sum(quantity) AS quantity, whole_sum(value_fen) AS value_fen
        FROM (SELECT to_account_id AS account_id, quantity, value_fen FROM way
              UNION ALL SELECT from_account_id, -quantity, -value_fen FROM way) AS change
        GROUP BY account_id
    ), compared AS (
        SELECT account_id, account.quantity, account.value_fen, coalesce(total.quantity, 0) AS moved_quantity,
            coalesce(total.value_fen, 0) AS moved_value_fen
        FROM stock_account AS account FULL JOIN total USING (account_id)
        WHERE (account.quantity, account.value_fen) IS DISTINCT FROM (coalesce(total.quantity, 0), coalesce(total.value_fen, 0))
    ), family AS (
        WITH RECURSIVE child AS (
            SELECT lot_id, parent_lot_id AS oldest_id FROM lot WHERE parent_lot_id IS NOT NULL
            UNION
            SELECT child.lot_id, lot.parent_lot_id FROM child JOIN lot ON lot.lot_id = child.oldest_id
            WHERE lot.parent_lot_id IS NOT NULL
        )
        -- Of all its ancestors the one received first is the least.
        SELECT lot_id, min(oldest_id) AS oldest_id FROM child GROUP BY lot_id
    ), kept AS (
        SELECT coalesce(family.oldest_id, account.lot_id) AS lot_id, sum(account.quantity)::bigint AS quantity,
            sum(account.value_fen)::bigint AS value_fen, min(account.account_id) AS account_id
        FROM stock_account AS account LEFT JOIN family USING (lot_id)
        GROUP BY coalesce(family.oldest_id, account.lot_id)
        HAVING sum(account.quantity) <> 0 OR sum(account.value_fen) <> 0
    )
    SELECT 'quantity', concat_ws(' ', coalesce(lot.lot_number, compared.account_id::text), place.code), NULL::bigint, NULL::bigint,
        compared.account_id, compared.quantity, compared.moved_quantity
    FROM compared LEFT JOIN stock_account AS account USING (account_id) LEFT JOIN lot USING (lot_id) LEFT JOIN place USING (place_id)
    WHERE compared.quantity IS DISTINCT FROM compared.moved_quantity
    UNION ALL
    SELECT 'value_fen', concat_ws(' ', coalesce(lot.lot_number, compared.account_id::text), place.code), NULL, NULL, compared.account_id,
        compared.value_fen, compared.moved_value_fen
    FROM compared LEFT JOIN stock_account AS account USING (account_id) LEFT JOIN lot USING (lot_id) LEFT JOIN place USING (place_id)
    WHERE compared.value_fen IS DISTINCT FROM compared.moved_value_fen
    UNION ALL
    SELECT 'not_conserved', lot.lot_number, NULL, NULL, kept.account_id, CASE WHEN kept.quantity <> 0 THEN kept.quantity
        ELSE kept.value_fen END, 0
    FROM kept LEFT JOIN lot USING (lot_id);
END
$$;
