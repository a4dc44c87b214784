-- The hash over the accounts a block is the first to use: a line each, with identifier and content hash (docs/ledger-seal.md).
CREATE OR REPLACE FUNCTION stockpile.hash_accounts(p_block_no bigint) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(coalesce(string_agg(
        account_id || E'\t' || encode(content_sha256, 'hex') || E'\n', '' ORDER BY account_id), ''), 'UTF8'))
    FROM stockpile.sealed_account WHERE block_no = p_block_no
$$;
