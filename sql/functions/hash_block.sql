-- The hash of a block: over its number, its positions, when it was sealed, its documents, its accounts and the block before.
CREATE OR REPLACE FUNCTION stockpile.hash_block(p_block stockpile.ledger_block) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(concat_ws(E'\t', 'block', p_block.block_no, p_block.first_position, p_block.last_position,
        stockpile.exact(p_block.sealed_at), encode(p_block.documents_sha256, 'hex'), encode(p_block.accounts_sha256, 'hex'),
        encode(p_block.previous_sha256, 'hex')) || E'\n',
        'UTF8'))
$$;
