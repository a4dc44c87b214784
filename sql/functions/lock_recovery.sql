-- Recoveries of one issue take turns, so that the second sees what the first brought back.
CREATE OR REPLACE FUNCTION stockpile.lock_recovery(p_document_id bigint) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('stockpile.recovery', p_document_id))
$$;
GRANT EXECUTE ON FUNCTION stockpile.lock_recovery(bigint) TO stockpile_application;
