-- What is no longer as it was sealed: documents and accounts recomputed for the blocks after the one given (0: all), and the chain
-- of blocks, which is always read from its beginning. The first in the order of positions comes first.
CREATE OR REPLACE FUNCTION stockpile.find_seal_differences(p_after_block bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE SET search_path = stockpile, pg_temp SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB' SET jit = off AS $$
DECLARE
    v_after bigint := coalesce((SELECT last_position FROM ledger_block WHERE block_no = p_after_block), 0);
    v_end bigint := coalesce((SELECT max(last_position) FROM ledger_block), 0);
BEGIN
    RETURN QUERY
        SELECT 'document_altered', document.number, sealed.position, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM sealed_document AS sealed JOIN document_content AS content USING (document_id) JOIN document USING (document_id)
        WHERE sealed.position > v_after AND sha256(convert_to(content.content, 'UTF8')) <> sealed.content_sha256
        ORDER BY sealed.position LIMIT 1000;
    RETURN QUERY
        SELECT 'document_missing', sealed.document_id::text, sealed.position, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM sealed_document AS sealed
        WHERE sealed.position > v_after AND NOT EXISTS (SELECT FROM document WHERE document.document_id = sealed.document_id)
        ORDER BY sealed.position LIMIT 1000;
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
    RETURN QUERY
        SELECT 'block_altered', document.number, block.first_position, block.block_no, NULL::bigint, NULL::bigint, NULL::bigint
        FROM (
            SELECT *, lag(block_sha256, 1, decode(repeat('00', 32), 'hex')) OVER chain AS expected_sha256,
                lag(last_position, 1, 0::bigint) OVER chain + 1 AS expected_position,
                lag(block_no, 1, 0::bigint) OVER chain + 1 AS expected_no
            FROM ledger_block WINDOW chain AS (ORDER BY block_no)
        ) AS block
        LEFT JOIN sealed_document AS sealed ON sealed.position = block.first_position LEFT JOIN document USING (document_id)
        WHERE block.previous_sha256 <> block.expected_sha256 OR block.first_position <> block.expected_position
           OR block.block_no <> block.expected_no
           OR hash_block((SELECT whole FROM ledger_block AS whole WHERE whole.block_no = block.block_no)) <> block.block_sha256
           OR (block.block_no > p_after_block
               AND (hash_documents(block.first_position, block.last_position) <> block.documents_sha256
                    OR hash_accounts(block.block_no) <> block.accounts_sha256))
           OR EXISTS (SELECT FROM ledger_verification AS verified
                      WHERE verified.block_no = block.block_no AND verified.block_sha256 <> block.block_sha256)
           OR EXISTS (SELECT FROM period_seal AS closed
                      WHERE closed.block_no = block.block_no AND closed.block_sha256 <> block.block_sha256)
        ORDER BY block.block_no LIMIT 1000;
    -- What stands in no block.
    RETURN QUERY
        SELECT 'block_missing', document.number, sealed.position, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM sealed_document AS sealed LEFT JOIN document USING (document_id)
        WHERE sealed.position > v_end ORDER BY sealed.position LIMIT 1000;
    RETURN QUERY
        SELECT 'block_missing', NULL, NULL::bigint, sealed.block_no, sealed.account_id, NULL::bigint, NULL::bigint
        FROM sealed_account AS sealed
        WHERE NOT EXISTS (SELECT FROM ledger_block AS block WHERE block.block_no = sealed.block_no)
        ORDER BY sealed.account_id LIMIT 1000;
    RETURN QUERY
        SELECT 'block_missing', NULL, NULL::bigint, verified.block_no, NULL::bigint, NULL::bigint, NULL::bigint
        FROM ledger_verification AS verified
        WHERE NOT EXISTS (SELECT FROM ledger_block AS block WHERE block.block_no = verified.block_no)
        ORDER BY verified.block_no LIMIT 1000;
END
$$;
