-- A version of a standard stays as it was drafted: it is adopted once, and nothing else of it changes (SP505).
CREATE OR REPLACE FUNCTION stockpile.refuse_change_of_standard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op = 'UPDATE' AND old.drafted_by IS NOT NULL AND old.adopted_by IS NULL AND new.adopted_by IS NOT NULL
        AND (to_jsonb(new) - '{adopted_by,adopted_at}'::text[]) = (to_jsonb(old) - '{adopted_by,adopted_at}'::text[]) THEN
        RETURN new;
    END IF;
    PERFORM stockpile.refuse('SP505', format('%s of standard %s/%s: make a new version', tg_op, old.code, old.version),
        jsonb_build_object('table', tg_table_name));
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER standard_is_only_adopted BEFORE UPDATE OR DELETE ON stockpile.standard
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_standard();
