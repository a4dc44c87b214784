-- Movements whose document is gone; lines marked as taken back that no reversal moves, or the other way round; and documents so old that
-- the sealer never looks at them again, without a position.
CREATE OR REPLACE FUNCTION stockpile.find_missing_records() RETURNS SETOF stockpile.ledger_difference
-- Both sides are read in the order of their index, which is several times faster than hashing millions of identifiers.
LANGUAGE sql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp SET enable_hashjoin = off AS $$
    WITH orphan AS MATERIALIZED (
        SELECT movement.document_id FROM stock_movement AS movement
        WHERE NOT EXISTS (SELECT FROM document WHERE document.document_id = movement.document_id)
    )
    -- Those that were sealed are told with the seal.
    SELECT 'document_missing', orphan.document_id::text, NULL::bigint, NULL::bigint, NULL::bigint, count(*), 0::bigint
    FROM orphan WHERE NOT EXISTS (SELECT FROM sealed_document WHERE sealed_document.document_id = orphan.document_id)
    GROUP BY orphan.document_id
    UNION ALL
    SELECT 'not_sealed', document.number, NULL, NULL, NULL, NULL, NULL
    FROM document WHERE document_id <= (SELECT lower_document_id FROM seal_mark)
      AND NOT EXISTS (SELECT FROM sealed_document WHERE sealed_document.document_id = document.document_id)
    UNION ALL
    SELECT 'reversal_mismatch', coalesce(document.number, marked.document_id::text), NULL, NULL, NULL, NULL, NULL
    FROM (SELECT document_id, line_no, reversal_document_id FROM reversed_line) AS marked
    FULL JOIN (SELECT DISTINCT reversal.reverses_document_id AS document_id, movement.line_no, reversal.document_id AS reversal_document_id
        FROM document AS reversal JOIN stock_movement AS movement USING (document_id)
        WHERE reversal.reverses_document_id IS NOT NULL) AS moved USING (document_id, line_no, reversal_document_id)
    LEFT JOIN document ON document.document_id = coalesce(marked.document_id, moved.document_id)
    WHERE marked.document_id IS NULL OR moved.document_id IS NULL
$$;
