-- The standards that come with a district, adopted before it was loaded. Only while there is none: later versions are drafted and adopted
-- (SP605).
CREATE OR REPLACE FUNCTION stockpile.load_standards(p_content jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM standard) THEN
        PERFORM refuse('SP605', 'there are standards already', (SELECT jsonb_build_object('district', name) FROM district),
            'draft a new version');
    END IF;
    PERFORM write_standards(p_content, NULL);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.load_standards(jsonb) TO stockpile_application;
