-- Puts a version of the rule of confidence in force from its day on, by another person than its maker (SP402), once (SP530).
CREATE OR REPLACE FUNCTION stockpile.adopt_confidence_rule(p_person_id bigint, p_version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_maker_id bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'adopt_confidence_rule');
    SELECT person_id INTO v_maker_id FROM confidence_rule WHERE version = p_version;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such version', jsonb_build_object('field', 'version', 'code', p_version));
    END IF;
    IF v_maker_id = p_person_id THEN
        PERFORM refuse('SP402', 'who makes does not check', jsonb_build_object('version', p_version));
    END IF;
    INSERT INTO confidence_adoption (version, maker_id, checker_id) VALUES (p_version, v_maker_id, p_person_id)
    ON CONFLICT (version) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP530', 'the version is adopted already', jsonb_build_object('version', p_version));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.adopt_confidence_rule(bigint, integer) TO stockpile_application;
