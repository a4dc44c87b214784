/// Takes the locks out of the ledger of this run, to show that the checks notice.
enum BrokenLedger {
    /// Two at once then see the same balance, and nothing stops them from taking it twice.
    ///
    /// Errors: the server's, when one of the functions that lock accounts does not do so any more: then this breaks too little.
    static let withoutLock = [
        "SET LOCAL search_path = stockpile, pg_temp",
        """
        DO $$
        DECLARE
            v_name text;
            v_definition text;
        BEGIN
            FOREACH v_name IN ARRAY ARRAY['post_line', 'find_accounts', 'lock_accounts'] LOOP
                SELECT pg_get_functiondef(oid) INTO STRICT v_definition
                FROM pg_proc WHERE pronamespace = 'stockpile'::regnamespace AND proname = v_name;
                IF v_definition !~ 'FOR UPDATE' THEN
                    RAISE EXCEPTION '% locks no accounts', v_name;
                END IF;
                EXECUTE regexp_replace(v_definition, 'FOR UPDATE( OF known)?', '', 'g');
            END LOOP;
        END $$
        """,
        "ALTER TABLE stock_account DROP CONSTRAINT stock_account_never_below_zero",
        "ALTER TABLE stock_account DROP CONSTRAINT stock_account_is_an_account",
    ]
}
