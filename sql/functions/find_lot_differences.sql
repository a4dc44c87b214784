-- Lots that do not add up to nothing over all their accounts, a lot together with the lots made from it; and lots that accounts name but
-- that are not there.
CREATE OR REPLACE FUNCTION stockpile.find_lot_differences() RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp SET work_mem = '64MB' SET jit = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH family AS (
        WITH RECURSIVE child AS (
            SELECT lot_id, parent_lot_id AS oldest_id FROM lot WHERE parent_lot_id IS NOT NULL
            UNION
            SELECT child.lot_id, lot.parent_lot_id FROM child JOIN lot ON lot.lot_id = child.oldest_id
            WHERE lot.parent_lot_id IS NOT NULL
        )
        -- Of all its ancestors the one received first is the least.
        SELECT lot_id, min(oldest_id) AS oldest_id FROM child GROUP BY lot_id
    ), kept AS (
        SELECT coalesce(family.oldest_id, account.lot_id) AS lot_id, whole_sum(account.quantity) AS quantity,
            whole_sum(account.value_fen) AS value_fen, min(account.account_id) AS account_id
        FROM stock_account AS account LEFT JOIN family USING (lot_id)
        GROUP BY coalesce(family.oldest_id, account.lot_id)
    )
    SELECT 'not_conserved', coalesce(lot.lot_number, lot_id::text), NULL::bigint, NULL::bigint, kept.account_id,
        coalesce(nullif(kept.quantity, 0), kept.value_fen), 0::bigint
    FROM kept LEFT JOIN lot USING (lot_id)
    WHERE kept.quantity <> 0 OR kept.value_fen <> 0
    UNION ALL
    SELECT 'lot_missing', kept.lot_id::text, NULL, NULL, kept.account_id, NULL, NULL
    FROM kept LEFT JOIN lot USING (lot_id)
    WHERE lot.lot_number IS NULL;
END
$$;
