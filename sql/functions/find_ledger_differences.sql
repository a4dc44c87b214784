-- Everything in which balances and movements disagree; empty when the ledger is whole. Never repairs.
CREATE OR REPLACE FUNCTION stockpile.find_ledger_differences()
RETURNS TABLE (kind text, account_id bigint, recorded bigint, recomputed bigint)
LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    WITH change AS (
        SELECT to_account_id AS account_id, quantity, value_fen, occurred_at, movement_id FROM stock_movement
        UNION ALL
        SELECT from_account_id, -quantity, -value_fen, occurred_at, movement_id FROM stock_movement
    ), total AS (
        SELECT change.account_id, sum(change.quantity)::bigint AS quantity, sum(change.value_fen)::bigint AS value_fen
        FROM change GROUP BY change.account_id
    ), running AS (
        SELECT change.account_id, sum(change.quantity) OVER (PARTITION BY change.account_id
            ORDER BY change.occurred_at, change.movement_id) AS quantity
        FROM change
    )
    SELECT 'quantity', account.account_id, account.quantity, coalesce(total.quantity, 0)
    FROM stock_account AS account LEFT JOIN total USING (account_id)
    WHERE account.quantity <> coalesce(total.quantity, 0)
    UNION ALL
    SELECT 'value_fen', account.account_id, account.value_fen, coalesce(total.value_fen, 0)
    FROM stock_account AS account LEFT JOIN total USING (account_id)
    WHERE account.value_fen <> coalesce(total.value_fen, 0)
    UNION ALL
    SELECT 'below_zero', account.account_id, account.quantity, min(running.quantity)::bigint
    FROM running JOIN stock_account AS account USING (account_id)
    WHERE account.is_stock GROUP BY account.account_id, account.quantity HAVING min(running.quantity) < 0
    UNION ALL
    SELECT 'number_gap', counter.place_id, counter.last_number, count(document.document_id)
    FROM document_counter AS counter
    LEFT JOIN document ON document.place_id = counter.place_id
        AND split_part(document.number, '-', -3) = counter.number_code
        AND split_part(document.number, '-', -2) = counter.year::text
    GROUP BY counter.place_id, counter.number_code, counter.year, counter.last_number
    HAVING count(document.document_id) <> counter.last_number
    UNION ALL
    SELECT 'document_missing', movement.document_id, count(*), 0
    FROM stock_movement AS movement LEFT JOIN document USING (document_id)
    WHERE document.document_id IS NULL GROUP BY movement.document_id
$$;
GRANT EXECUTE ON FUNCTION stockpile.find_ledger_differences() TO stockpile_application;
