-- The district's time zone; UTC until a district is loaded. In plpgsql, which keeps the plan: posting asks for it several times.
CREATE OR REPLACE FUNCTION stockpile.district_zone() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT time_zone FROM stockpile.district), 'UTC');
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.district_zone() TO stockpile_application;
