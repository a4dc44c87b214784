-- What is known of a liaison officer from now on: another fact about the same person of the same organisation takes its place, and what
-- it does not say stays as it was known. SP601 for an organisation nobody knows, SP643 for one that is none of this kind, SP610 for dates
-- that contradict each other.
CREATE OR REPLACE FUNCTION stockpile.set_liaison(p_liaison jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_liaison ->> 'person_id')::bigint;
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_known liaison;
    v_liaison liaison;
    v_place_kind text;
    v_dates jsonb;
BEGIN
    PERFORM require_permission(v_person_id, 'keep_liaisons');
    -- Facts about one person take turns: what the second leaves out is as the first has said it.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.liaison', hashtext(concat_ws(' ', p_liaison ->> 'organisation_kind',
        p_liaison ->> 'organisation', p_liaison ->> 'name'))));
    SELECT * INTO v_known FROM liaison_current WHERE organisation_kind = p_liaison ->> 'organisation_kind'
        AND organisation = p_liaison ->> 'organisation' AND name = p_liaison ->> 'name';
    v_liaison := jsonb_populate_record(v_known, p_liaison - '{liaison_id,place_id,company_id,recorded_at}'::text[]);
    IF v_liaison.organisation_kind IN ('town', 'place') THEN
        SELECT place_id, kind INTO v_liaison.place_id, v_place_kind FROM place WHERE code = v_liaison.organisation;
    ELSIF v_liaison.organisation_kind = 'company' THEN
        SELECT company_id INTO v_liaison.company_id FROM company WHERE code = v_liaison.organisation;
    END IF;
    IF v_liaison.organisation_kind <> 'department' AND coalesce(v_liaison.place_id, v_liaison.company_id) IS NULL THEN
        PERFORM refuse('SP601', 'there is no such organisation', jsonb_build_object('subject',
            CASE v_liaison.organisation_kind WHEN 'company' THEN 'company' ELSE 'place' END, 'code', v_liaison.organisation));
    END IF;
    -- A town is its point, and a company's site is the company's: one organisation has one name.
    IF v_place_kind = 'company_site' OR (v_place_kind = 'town_point') <> (v_liaison.organisation_kind = 'town') THEN
        PERFORM refuse('SP643', 'the organisation is not of this kind', jsonb_build_object('organisation', v_liaison.organisation,
            'organisation_kind', v_liaison.organisation_kind, 'place_kind', v_place_kind));
    END IF;
    -- A new beginning without an end has none.
    v_liaison.valid_to := CASE WHEN p_liaison ? 'valid_from' AND NOT p_liaison ? 'valid_to' THEN NULL ELSE v_liaison.valid_to END;
    v_liaison.valid_from := coalesce(v_liaison.valid_from, v_today);
    SELECT jsonb_agg(jsonb_build_object('field', field, 'value', value, 'expected', expected)) INTO v_dates
    FROM (VALUES ('valid_to', v_liaison.valid_to, '≥ ' || v_liaison.valid_from, v_liaison.valid_to < v_liaison.valid_from),
        ('trained_on', v_liaison.trained_on, '≤ ' || v_today, v_liaison.trained_on > v_today)) AS date (field, value, expected, is_wrong)
    WHERE is_wrong;
    IF v_dates IS NOT NULL THEN
        PERFORM refuse('SP610', 'the dates contradict each other', jsonb_build_object('dates', v_dates));
    END IF;
    INSERT INTO liaison (organisation_kind, organisation, place_id, company_id, name, telephone, deputy, deputy_telephone, trained_on,
        valid_from, valid_to, source, person_id)
    VALUES (v_liaison.organisation_kind, v_liaison.organisation, v_liaison.place_id, v_liaison.company_id, v_liaison.name,
        v_liaison.telephone, v_liaison.deputy, v_liaison.deputy_telephone, v_liaison.trained_on, v_liaison.valid_from, v_liaison.valid_to,
        v_liaison.source, v_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.set_liaison(jsonb) TO stockpile_application;
