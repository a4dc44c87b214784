-- A moment as people and programs exchange it: ISO 8601 with the offset it has in a zone.
CREATE OR REPLACE FUNCTION stockpile.iso(p_moment timestamptz, p_zone text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(p_moment AT TIME ZONE p_zone, 'YYYY-MM-DD"T"HH24:MI:SS')
        || CASE WHEN seconds < 0 THEN '-' ELSE '+' END || to_char(make_interval(secs => abs(seconds)), 'HH24:MI')
    FROM (SELECT extract(epoch FROM (p_moment AT TIME ZONE p_zone) - (p_moment AT TIME ZONE 'UTC'))::integer AS seconds) AS difference
$$;
GRANT EXECUTE ON FUNCTION stockpile.iso(timestamptz, text) TO stockpile_application;
