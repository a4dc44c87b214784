-- What is known of a liaison officer from now on: another fact about the same person of the same organisation takes its place.
CREATE OR REPLACE FUNCTION stockpile.set_liaison(p_liaison jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_liaison ->> 'person_id')::bigint;
    v_liaison liaison := jsonb_populate_record(NULL::liaison, p_liaison - '{liaison_id,recorded_at}'::text[]);
BEGIN
    PERFORM require_permission(v_person_id, 'keep_liaisons');
    IF v_liaison.organisation_kind IN ('town', 'place') THEN
        SELECT place_id INTO v_liaison.place_id FROM place WHERE code = v_liaison.organisation;
    ELSIF v_liaison.organisation_kind = 'company' THEN
        SELECT company_id INTO v_liaison.company_id FROM company WHERE code = v_liaison.organisation;
    END IF;
    IF v_liaison.organisation_kind <> 'department' AND coalesce(v_liaison.place_id, v_liaison.company_id) IS NULL THEN
        PERFORM refuse('SP601', 'there is no such organisation', jsonb_build_object('subject',
            CASE v_liaison.organisation_kind WHEN 'company' THEN 'company' ELSE 'place' END, 'code', v_liaison.organisation));
    END IF;
    INSERT INTO liaison (organisation_kind, organisation, place_id, company_id, name, telephone, deputy, deputy_telephone, trained_on,
        valid_from, valid_to, source, person_id)
    VALUES (v_liaison.organisation_kind, v_liaison.organisation, v_liaison.place_id, v_liaison.company_id, v_liaison.name,
        v_liaison.telephone, v_liaison.deputy, v_liaison.deputy_telephone, v_liaison.trained_on,
        coalesce(v_liaison.valid_from, (clock_timestamp() AT TIME ZONE district_zone())::date), v_liaison.valid_to, v_liaison.source,
        v_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.set_liaison(jsonb) TO stockpile_application;
