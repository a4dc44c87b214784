-- Keeps new versions of standards as drafts, with their lines and the drivers they bring along; a version that is there already is
-- refused (SP656). They say nothing before another person adopts them.
CREATE OR REPLACE FUNCTION stockpile.insert_standards(p_person_id bigint, p_content jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_known text;
BEGIN
    PERFORM require_permission(p_person_id, 'draft_standard');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.standard'));
    SELECT format('%s/%s', known.code, known.version) INTO v_known
    FROM standard AS known
    JOIN jsonb_to_recordset(p_content -> 'standards') AS draft (code text, version integer)
        ON known.code = draft.code AND known.version >= draft.version
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP656', 'there is this version or a newer one already', jsonb_build_object('standard', v_known));
    END IF;
    INSERT INTO driver (driver, name, name_en, unit, source)
    SELECT code, name, name_en, unit, source
    FROM jsonb_to_recordset(p_content -> 'drivers') AS draft (code text, name text, name_en text, unit text, source text);
    PERFORM write_standards(p_content, p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.insert_standards(bigint, jsonb) TO stockpile_application;
