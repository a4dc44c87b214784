-- Stock accounts that held fewer than none at some moment, with the first document that shows it. After a position: only accounts
-- that documents behind it have touched; 0: all.
CREATE OR REPLACE FUNCTION stockpile.find_negative_moments(p_after_position bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB' SET jit = off AS $$
DECLARE
    v_account_ids bigint[];
BEGIN
    IF p_after_position = 0 THEN
        -- Where nothing came in after the first went out the balance only falls, and its end tells: no need to look at every moment.
        v_account_ids := ARRAY(
            SELECT account_id
            FROM (SELECT to_account_id AS account_id, quantity, occurred_at AS in_at, NULL::timestamptz AS out_at FROM stock_movement
                  UNION ALL SELECT from_account_id, -quantity, NULL, occurred_at FROM stock_movement) AS change
            GROUP BY account_id
            HAVING max(in_at) > min(out_at) OR sum(quantity) < 0);
    ELSE
        v_account_ids := ARRAY(
            SELECT DISTINCT account.account_id
            FROM (SELECT document_id FROM sealed_document WHERE position > p_after_position
                  UNION ALL
                  SELECT document_id FROM document WHERE document_id > (SELECT lower_document_id FROM seal_mark)
                      AND NOT EXISTS (SELECT FROM sealed_document WHERE sealed_document.document_id = document.document_id)) AS new
            JOIN stock_movement AS movement USING (document_id)
            CROSS JOIN LATERAL (VALUES (movement.from_account_id), (movement.to_account_id)) AS account (account_id));
    END IF;
    RETURN QUERY
        WITH suspect AS MATERIALIZED (
            SELECT account.account_id, account.quantity FROM unnest(v_account_ids) AS asked (account_id)
            JOIN stock_account AS account USING (account_id) WHERE account.is_stock
        ), running AS (
            -- All movements of one moment count together.
            SELECT change.account_id, suspect.quantity, change.document_id, change.occurred_at,
                sum(change.quantity) OVER (PARTITION BY change.account_id ORDER BY change.occurred_at) AS balance
            FROM suspect JOIN (
                SELECT to_account_id AS account_id, quantity, occurred_at, document_id FROM stock_movement
                UNION ALL SELECT from_account_id, -quantity, occurred_at, document_id FROM stock_movement) AS change USING (account_id)
        ), negative AS (
            SELECT account_id, quantity, min(balance) AS balance,
                (array_agg(document_id ORDER BY occurred_at, document_id))[1] AS document_id
            FROM running WHERE balance < 0 GROUP BY account_id, quantity
        )
        SELECT 'below_zero', document.number, sealed.position, NULL::bigint, negative.account_id, negative.quantity,
            negative.balance::bigint
        FROM negative LEFT JOIN document USING (document_id) LEFT JOIN sealed_document AS sealed USING (document_id);
END
$$;
