/// Takes the locks out of the ledger of this run, to show that the checks notice.
enum BrokenLedger {
    /// Two at once then see the same balance, and nothing stops them from taking it twice.
    static let withoutLock = [
        """
        CREATE OR REPLACE FUNCTION stockpile.lock_accounts(p_account_ids bigint[]) RETURNS void
        LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$ BEGIN END $$
        """,
        "ALTER TABLE stockpile.stock_account DROP CONSTRAINT stock_account_never_below_zero",
        "ALTER TABLE stockpile.stock_account DROP CONSTRAINT stock_account_is_an_account",
    ]
}
