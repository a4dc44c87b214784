-- Documents that are no longer as they were sealed, recomputed for the blocks after the one given (0: all), in the order of positions.
CREATE OR REPLACE FUNCTION stockpile.find_altered_documents(p_after_block bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp
    SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' SET jit = off AS $$
DECLARE
    v_after bigint := coalesce((SELECT last_position FROM ledger_block WHERE block_no = p_after_block), 0);
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
END
$$;
