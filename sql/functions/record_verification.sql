-- Remembers who found the ledger whole up to which block, so that the next check reads only what is new.
CREATE OR REPLACE FUNCTION stockpile.record_verification(p_person_id bigint, p_block_no bigint, p_block_sha256 text, p_is_full boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'seal_ledger');
    IF NOT EXISTS (SELECT FROM ledger_block WHERE block_no = p_block_no AND block_sha256 = decode(p_block_sha256, 'hex')) THEN
        PERFORM refuse('SP506', 'the ledger has no such block', jsonb_build_object('block_no', p_block_no, 'sha256', p_block_sha256));
    END IF;
    INSERT INTO ledger_verification (block_no, block_sha256, is_full, person_id)
    VALUES (p_block_no, decode(p_block_sha256, 'hex'), p_is_full, p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_verification(bigint, bigint, text, boolean) TO stockpile_application;
