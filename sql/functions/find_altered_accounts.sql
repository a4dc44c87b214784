-- Accounts that are no longer as they were sealed, recomputed for the blocks after the one given (0: all), each with the first document
-- that used it.
CREATE OR REPLACE FUNCTION stockpile.find_altered_accounts(p_after_block bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp
    SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' SET jit = off AS $$
BEGIN
    RETURN QUERY
        SELECT 'account_altered', used.number, used.position, sealed.block_no, sealed.account_id, NULL::bigint, NULL::bigint
        FROM sealed_account AS sealed LEFT JOIN account_content AS content USING (account_id)
        LEFT JOIN LATERAL (
            SELECT document.number, first.position FROM sealed_document AS first JOIN document USING (document_id)
            JOIN stock_movement AS movement USING (document_id)
            WHERE sealed.account_id IN (movement.from_account_id, movement.to_account_id) ORDER BY first.position LIMIT 1) AS used ON true
        WHERE sealed.block_no > p_after_block
          AND sha256(convert_to(content.content, 'UTF8')) IS DISTINCT FROM sealed.content_sha256
        ORDER BY sealed.account_id LIMIT 1000;
END
$$;
