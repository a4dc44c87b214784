-- Accounts that are no longer as they were sealed, recomputed for the blocks after the one given (0: all), and accounts that there cannot
-- be, sealed or not; each with the first document that used it.
CREATE OR REPLACE FUNCTION stockpile.find_altered_accounts(p_after_block bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp
    SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' SET jit = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        -- Whether an account is ours is no part of what is sealed, since its kind says so; few combinations to ask about.
        WITH impossible AS MATERIALIZED (
            SELECT kind, condition, availability, is_stock FROM stock_account GROUP BY kind, condition, availability, is_stock
            HAVING NOT is_account(kind, condition, availability, is_stock)
        ), altered AS (
            SELECT account_id, max(block_no) AS block_no
            FROM (SELECT sealed.account_id, sealed.block_no
                  FROM sealed_account AS sealed LEFT JOIN account_content AS content USING (account_id)
                  WHERE sealed.block_no > p_after_block
                    AND sha256(convert_to(content.content, 'UTF8')) IS DISTINCT FROM sealed.content_sha256
                  UNION ALL
                  SELECT account.account_id, NULL
                  FROM stock_account AS account JOIN impossible USING (kind, condition, availability, is_stock)) AS found
            GROUP BY account_id ORDER BY account_id LIMIT 1000
        )
        SELECT 'account_altered', coalesce(used.number, altered.account_id::text), used.position, altered.block_no, altered.account_id,
            NULL::bigint, NULL::bigint
        FROM altered
        LEFT JOIN LATERAL (
            SELECT document.number, first.position FROM sealed_document AS first JOIN document USING (document_id)
            JOIN stock_movement AS movement USING (document_id)
            WHERE altered.account_id IN (movement.from_account_id, movement.to_account_id) ORDER BY first.position LIMIT 1) AS used ON true;
END
$$;
