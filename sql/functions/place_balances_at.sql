-- What every inside account of one place held at a moment, as it was known at another: balances_at, and the planner is told that there
-- are few of them, so that it looks each of them up instead of reading all accounts.
CREATE OR REPLACE FUNCTION stockpile.place_balances_at(
    p_as_of timestamptz, p_known_at timestamptz, p_place_id bigint
) RETURNS TABLE (account_id bigint, quantity bigint, value_fen bigint)
LANGUAGE plpgsql STABLE ROWS 2000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM stockpile.balances_at(p_as_of, p_known_at, p_place_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.place_balances_at(timestamptz, timestamptz, bigint) TO stockpile_application;
