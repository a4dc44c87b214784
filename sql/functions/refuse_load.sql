-- Ends a load in which anything was found wrong, with all of it (SP630): the first thousand, and how many more there are.
CREATE OR REPLACE FUNCTION stockpile.refuse_load() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint := (SELECT count(*) FROM load_problem);
BEGIN
    IF v_count > 0 THEN
        PERFORM refuse('SP630', format('%s problems: nothing was loaded', v_count), jsonb_build_object('count', v_count, 'problems', (
            SELECT jsonb_agg(jsonb_build_object('document_no', document_no, 'line_no', line_no, 'code', code, 'detail', detail))
            FROM (SELECT * FROM load_problem ORDER BY document_no, line_no NULLS FIRST, code LIMIT 1000) AS problem)));
    END IF;
END
$$;
