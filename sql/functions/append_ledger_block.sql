-- Seals the documents whose positions follow those of the block given (none: the first block), at most 1,000; the new block.
CREATE OR REPLACE FUNCTION stockpile.append_ledger_block(p_previous stockpile.ledger_block) RETURNS stockpile.ledger_block
LANGUAGE plpgsql SET search_path = stockpile, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_block ledger_block;
BEGIN
    v_block.block_no := coalesce(p_previous.block_no, 0) + 1;
    v_block.first_position := coalesce(p_previous.last_position, 0) + 1;
    SELECT max(position) INTO STRICT v_block.last_position FROM sealed_document
    WHERE position BETWEEN v_block.first_position AND v_block.first_position + 999;
    -- Accounts of earlier blocks are sealed already.
    INSERT INTO sealed_account (account_id, block_no, content_sha256)
    SELECT account_id, v_block.block_no, sha256(convert_to(content, 'UTF8'))
    FROM account_content
    WHERE account_id = ANY (ARRAY(
        SELECT DISTINCT account.account_id
        FROM sealed_document JOIN stock_movement AS movement USING (document_id)
        CROSS JOIN LATERAL (VALUES (movement.from_account_id), (movement.to_account_id)) AS account (account_id)
        WHERE sealed_document.position BETWEEN v_block.first_position AND v_block.last_position
          AND NOT EXISTS (SELECT FROM sealed_account AS known WHERE known.account_id = account.account_id)));
    v_block.documents_sha256 := hash_documents(v_block.first_position, v_block.last_position);
    v_block.accounts_sha256 := hash_accounts(v_block.block_no);
    v_block.previous_sha256 := coalesce(p_previous.block_sha256, decode(repeat('00', 32), 'hex'));
    v_block.sealed_at := clock_timestamp();
    v_block.block_sha256 := hash_block(v_block);
    INSERT INTO ledger_block SELECT v_block.*;
    RETURN v_block;
END
$$;
