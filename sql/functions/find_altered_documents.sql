-- Documents that are no longer as they were sealed, recomputed from behind a position (0: all), in the order of positions.
CREATE OR REPLACE FUNCTION stockpile.find_altered_documents(p_after_position bigint) RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp
    SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' SET jit = off AS $$
BEGIN
    RETURN QUERY
        SELECT 'document_altered', document.number, sealed.position, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM sealed_document AS sealed JOIN document_content AS content USING (document_id) JOIN document USING (document_id)
        WHERE sealed.position > p_after_position AND sha256(convert_to(content.content, 'UTF8')) <> sealed.content_sha256
        ORDER BY sealed.position LIMIT 1000;
    RETURN QUERY
        SELECT 'document_missing', sealed.document_id::text, sealed.position, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM sealed_document AS sealed
        WHERE sealed.position > p_after_position AND NOT EXISTS (SELECT FROM document WHERE document.document_id = sealed.document_id)
        ORDER BY sealed.position LIMIT 1000;
END
$$;
