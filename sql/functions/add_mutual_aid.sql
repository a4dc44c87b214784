-- Keeps what a neighbour promises to send, and the neighbour where it was not known. A neighbour that is known has its names already
-- (SP695 for others). Answers the number (KQ).
CREATE OR REPLACE FUNCTION stockpile.add_mutual_aid(p_person_id bigint, p_aid jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_aid mutual_aid := jsonb_populate_record(NULL::mutual_aid, p_aid);
    v_neighbour neighbour;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_mutual_aid');
    IF p_aid ->> 'neighbour_name' IS NOT NULL THEN
        INSERT INTO neighbour (code, name, name_en, telephone, source)
        VALUES (p_aid ->> 'neighbour', p_aid ->> 'neighbour_name', coalesce(p_aid ->> 'neighbour_name_en', p_aid ->> 'neighbour_name'),
            p_aid ->> 'telephone', v_aid.source)
        ON CONFLICT (code) DO NOTHING;
    END IF;
    SELECT * INTO v_neighbour FROM neighbour WHERE code = p_aid ->> 'neighbour';
    IF v_neighbour.neighbour_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such neighbour', jsonb_build_object('field', 'neighbour', 'code', p_aid ->> 'neighbour'));
    END IF;
    IF p_aid ->> 'neighbour_name' <> v_neighbour.name OR p_aid ->> 'neighbour_name_en' <> v_neighbour.name_en THEN
        PERFORM refuse('SP695', 'the neighbour goes by another name',
            jsonb_build_object('neighbour', v_neighbour.code, 'name', v_neighbour.name, 'name_en', v_neighbour.name_en));
    END IF;
    INSERT INTO mutual_aid (number, neighbour_id, item_id, place_id, quantity, response_hours, confidence_percent, valid_from, valid_to,
        source, person_id)
    VALUES (next_district_number('KQ'), v_neighbour.neighbour_id, v_aid.item_id, v_aid.place_id, v_aid.quantity, v_aid.response_hours,
        v_aid.confidence_percent, v_aid.valid_from, v_aid.valid_to, v_aid.source, p_person_id)
    RETURNING * INTO v_aid;
    RETURN v_aid.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_mutual_aid(bigint, jsonb) TO stockpile_application;
