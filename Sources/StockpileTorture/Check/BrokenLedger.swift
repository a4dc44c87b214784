/// Takes the locks out of the ledger of this run, to show that the checks notice.
enum BrokenLedger {
    /// Two at once then see the same balance, and nothing stops them from taking it twice.
    ///
    /// Errors: the server's, when one of the functions that lock accounts does not do so any more, or nobody queues for goods: then
    ///         this breaks too little.
    static let withoutLock = [
        "SET LOCAL search_path = stockpile, pg_temp",
        """
        DO $$
        DECLARE
            v_name text;
            v_definition text;
            v_names text[] := '{}';
        BEGIN
            FOR v_name, v_definition IN
                SELECT proname, pg_get_functiondef(oid) FROM pg_proc
                WHERE pronamespace = 'stockpile'::regnamespace AND prosrc ~ 'FOR NO KEY UPDATE'
                  AND proname IN ('post_plain_line', 'post_line', 'find_accounts', 'lock_accounts', 'load_accounts')
            LOOP
                EXECUTE regexp_replace(v_definition, 'FOR NO KEY UPDATE( OF [a-z_]+)?', '', 'g');
                v_names := v_names || v_name;
            END LOOP;
            IF cardinality(v_names) < 5 THEN
                RAISE EXCEPTION 'of the five functions that lock accounts only these still do: %', v_names;
            END IF;
            -- Whoever queues for the same goods goes one after the other as well.
            FOREACH v_name IN ARRAY '{post_plain_line,post_claimed_document}'::text[] LOOP
                v_definition := pg_get_functiondef(v_name::regproc);
                IF v_definition !~ 'pg_try_advisory_xact_lock[(]' THEN
                    RAISE EXCEPTION '% does not queue for goods any more', v_name;
                END IF;
                EXECUTE replace(v_definition, 'pg_try_advisory_xact_lock(', 'pg_try_advisory_xact_lock_shared(');
            END LOOP;
        END $$
        """,
        "ALTER TABLE stock_account DROP CONSTRAINT stock_account_never_below_zero",
    ]
}
