-- Adopts a version of a standard, by another person than its maker (SP402), once (SP532), if no version of its level holds from the same
-- day (SP533) and no newer one is in force already (SP537).
CREATE OR REPLACE FUNCTION stockpile.adopt_standard(p_person_id bigint, p_code text, p_version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_draft standard;
    v_other text;
BEGIN
    PERFORM require_permission(p_person_id, 'adopt_standard');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.standard'));
    SELECT * INTO v_draft FROM standard WHERE code = p_code AND version = p_version;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such version', jsonb_build_object('field', 'version', 'code', p_code || '/' || p_version));
    END IF;
    IF v_draft.drafted_by IS NULL OR v_draft.adopted_by IS NOT NULL THEN
        PERFORM refuse('SP532', 'the version is adopted already', jsonb_build_object('standard', p_code || '/' || p_version));
    END IF;
    IF v_draft.drafted_by = p_person_id THEN
        PERFORM refuse('SP402', 'who makes does not check', jsonb_build_object('standard', p_code || '/' || p_version));
    END IF;
    SELECT code || '/' || version INTO v_other
    FROM adopted_standard JOIN standard USING (standard_id, response_level, effective_from)
    WHERE response_level = v_draft.response_level AND effective_from = v_draft.effective_from;
    IF FOUND THEN
        PERFORM refuse('SP533', 'another version of the level holds from that day', jsonb_build_object('standard',
            p_code || '/' || p_version, 'other', v_other, 'level', v_draft.response_level, 'effective_from', v_draft.effective_from));
    END IF;
    SELECT code || '/' || version INTO v_other
    FROM adopted_standard JOIN standard USING (standard_id, response_level, effective_from)
    WHERE response_level = v_draft.response_level AND effective_from > v_draft.effective_from
      AND effective_from <= (clock_timestamp() AT TIME ZONE district_zone())::date
    ORDER BY effective_from DESC LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP537', 'a newer version of the level is in force', jsonb_build_object('standard', p_code || '/' || p_version,
            'other', v_other, 'level', v_draft.response_level, 'effective_from', v_draft.effective_from));
    END IF;
    UPDATE standard SET adopted_by = p_person_id, adopted_at = clock_timestamp() WHERE standard_id = v_draft.standard_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.adopt_standard(bigint, text, integer) TO stockpile_application;
