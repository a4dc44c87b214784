-- What the planner needs to know of the tables a load goes through: how many rows there are, and roughly what they hold. A small sample
-- says so; a usual one of each table costs a large load several per cent of its time.
CREATE OR REPLACE FUNCTION stockpile.sample_tables(VARIADIC p_tables regclass[]) RETURNS void
LANGUAGE plpgsql SET default_statistics_target = 10 AS $$
DECLARE
    v_table regclass;
BEGIN
    FOREACH v_table IN ARRAY p_tables LOOP
        EXECUTE format('ANALYZE %s', v_table);
    END LOOP;
END
$$;
