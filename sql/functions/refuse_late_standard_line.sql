-- A version of a standard that a person adopted gets no further line (SP505).
CREATE OR REPLACE FUNCTION stockpile.refuse_late_standard_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM standard WHERE standard.standard_id = new.standard_id AND standard.adopted_by IS NOT NULL) THEN
        PERFORM refuse('SP505', 'an adopted standard gets no further line', jsonb_build_object('table', tg_table_name));
    END IF;
    RETURN new;
END
$$;
CREATE OR REPLACE TRIGGER standard_line_comes_with_its_draft BEFORE INSERT ON stockpile.standard_line
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_late_standard_line();
