-- Everything in which the ledger disagrees with itself or with its seal; empty when it is whole. Never repairs.
-- After a block: what it and those before it cover is not read again, except for the balances. 0: everything.
CREATE OR REPLACE FUNCTION stockpile.find_ledger_differences(p_after_block bigint, p_is_balances_only boolean)
RETURNS SETOF stockpile.ledger_difference
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    IF NOT p_is_balances_only THEN
        RETURN QUERY SELECT * FROM find_seal_differences(p_after_block);
    END IF;
    RETURN QUERY SELECT * FROM find_balance_differences();
    IF p_is_balances_only THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT * FROM find_serial_differences();
    RETURN QUERY SELECT * FROM find_number_gaps();
    RETURN QUERY SELECT * FROM find_negative_moments(
        coalesce((SELECT last_position FROM ledger_block WHERE block_no = p_after_block), 0));
    IF p_after_block = 0 THEN
        RETURN QUERY SELECT * FROM find_missing_records();
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.find_ledger_differences(bigint, boolean) TO stockpile_application;
