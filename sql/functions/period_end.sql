-- The moment a month ends in the district's time zone; NULL for none.
CREATE OR REPLACE FUNCTION stockpile.period_end(p_period text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT ((p_period || '-01')::date + interval '1 month') AT TIME ZONE stockpile.district_zone()
$$;
GRANT EXECUTE ON FUNCTION stockpile.period_end(text) TO stockpile_application;
