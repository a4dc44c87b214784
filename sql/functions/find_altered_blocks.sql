-- The chain of blocks, always read from its beginning; what the blocks after the one given (0: all) say of their records; and what stands
-- in no block.
CREATE OR REPLACE FUNCTION stockpile.find_altered_blocks(p_after_block bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp
    SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' SET jit = off AS $$
DECLARE
    v_end bigint := coalesce((SELECT max(last_position) FROM ledger_block), 0);
BEGIN
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
