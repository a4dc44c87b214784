-- The hash over a block's documents: a line each, with position, identifier and content hash (docs/ledger-seal.md).
CREATE OR REPLACE FUNCTION stockpile.hash_documents(p_first bigint, p_last bigint) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(coalesce(string_agg(
        position || E'\t' || document_id || E'\t' || encode(content_sha256, 'hex') || E'\n', '' ORDER BY position), ''), 'UTF8'))
    FROM stockpile.sealed_document WHERE position BETWEEN p_first AND p_last
$$;
