-- Posts everything that was staged, as post_document would have posted it one by one in the order of time: all of it, or nothing.
-- Only the owner may. Keys that were posted before with the same request are left out; whatever else is wrong is told at once (SP630).
-- A first load (the ledger is empty) drops the indexes and keys of the movements and builds them again, which is several times faster.
CREATE OR REPLACE FUNCTION stockpile.post_documents(p_is_first boolean DEFAULT false) RETURNS jsonb
LANGUAGE plpgsql SET search_path = stockpile, pg_temp SET work_mem = '256MB' SET maintenance_work_mem = '256MB' SET jit = off
    SET enable_nestloop = on SET enable_mergejoin = on AS $$
DECLARE
    -- Taken before any identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_keys jsonb;
    v_lines bigint := 0;
    v_lots bigint := 0;
    v_answer jsonb;
BEGIN
    LOCK TABLE staged_document IN EXCLUSIVE MODE;
    TRUNCATE loading_side, loading_document, loading_line, loading_account, settled_line, load_problem;
    IF p_is_first THEN
        v_keys := drop_movement_keys();
    END IF;
    PERFORM sample_tables('staged_document', 'staged_line');
    -- Of lines that name lots by two columns the server expects next to none. Many lines are joined by reading what they name whole.
    IF (SELECT reltuples FROM pg_class WHERE oid = 'staged_line'::regclass) > 50000 THEN
        PERFORM set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true);
    END IF;
    PERFORM load_documents(v_transaction);
    IF EXISTS (SELECT FROM loading_document) THEN
        SELECT lines, lots INTO v_lines, v_lots FROM load_lines();
        PERFORM load_accounts();
        -- Under the locks: what is recalled while we wait for them is not issued.
        PERFORM check_loading_lots();
        PERFORM refuse_load();
        PERFORM load_movements(clock_timestamp());
        PERFORM check_late_lines();
        PERFORM open_loaded_recoveries();
    END IF;
    PERFORM refuse_load();
    IF p_is_first THEN
        PERFORM make_movement_keys(v_keys);
    END IF;
    SELECT jsonb_build_object('documents', (SELECT count(*) FROM loading_document), 'lines', v_lines, 'lots', v_lots,
        'known', (SELECT count(*) FROM staged_document) - (SELECT count(*) FROM loading_document)) INTO v_answer;
    TRUNCATE staged_document, staged_line, loading_side, loading_document, loading_line, loading_account, settled_line;
    PERFORM refresh_statistics();
    RETURN v_answer;
END
$$;
