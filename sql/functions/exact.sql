-- A moment to the microsecond, in UTC: the text sorts as the moments do, and no setting changes it.
CREATE OR REPLACE FUNCTION stockpile.exact(p_moment timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(p_moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
GRANT EXECUTE ON FUNCTION stockpile.exact(timestamptz) TO stockpile_application;
