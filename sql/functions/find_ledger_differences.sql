-- Everything in which the ledger disagrees with itself or with its seal, altered records first; empty when it is whole. Never repairs.
-- After a block: what it and those before it cover is not read again, except for the accounts and their balances. 0: everything.
-- Each check is a function that may run beside the others, on as many processors as the server lends to one question.
CREATE OR REPLACE FUNCTION stockpile.find_ledger_differences(p_after_block bigint, p_is_balances_only boolean)
RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_after_position bigint := coalesce((SELECT last_position FROM ledger_block WHERE block_no = p_after_block), 0);
BEGIN
    IF p_is_balances_only THEN
        RETURN QUERY
            SELECT kind, record, position, block_no, account_id, recorded, recomputed
            FROM (
                SELECT 1 AS part, * FROM find_account_differences(0, 2)
                UNION ALL SELECT 1, * FROM find_account_differences(1, 2)
                UNION ALL SELECT 2, * FROM find_lot_differences()
            ) AS found
            ORDER BY part, kind, account_id, record;
        RETURN;
    END IF;
    RETURN QUERY
        SELECT kind, record, position, block_no, account_id, recorded, recomputed
        FROM (
            SELECT 1 AS part, * FROM find_altered_documents(v_after_position)
            UNION ALL SELECT 2, * FROM find_altered_accounts(p_after_block)
            UNION ALL SELECT 3, * FROM find_altered_blocks(p_after_block)
            UNION ALL SELECT 4, * FROM find_account_differences(0, 2)
            UNION ALL SELECT 4, * FROM find_account_differences(1, 2)
            UNION ALL SELECT 5, * FROM find_lot_differences()
            UNION ALL SELECT 6, * FROM find_serial_differences()
            UNION ALL SELECT 7, * FROM find_number_gaps()
            UNION ALL SELECT 8, * FROM find_negative_moments(v_after_position)
            UNION ALL SELECT 9, * FROM find_missing_records() WHERE p_after_block = 0
        ) AS found
        ORDER BY part, position, kind, account_id, record;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.find_ledger_differences(bigint, boolean) TO stockpile_application;
