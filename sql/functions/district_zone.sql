-- The district's time zone; UTC until a district is loaded.
CREATE OR REPLACE FUNCTION stockpile.district_zone() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT time_zone FROM stockpile.district), 'UTC')
$$;
GRANT EXECUTE ON FUNCTION stockpile.district_zone() TO stockpile_application;
