-- Writes a line of a draft: stock, capacity or minimum stock of an item at a site of its company (SP649); one that is there is replaced.
CREATE OR REPLACE FUNCTION stockpile.set_agreement_line(p_person_id bigint, p_agreement_id bigint, p_form text, p_line jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_agreement agreement;
    v_item_id bigint := (p_line ->> 'item_id')::bigint;
    v_place_id bigint := (p_line ->> 'place_id')::bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'make_agreement');
    v_agreement := lock_draft_agreement(p_agreement_id);
    IF NOT EXISTS (SELECT FROM place WHERE place_id = v_place_id AND company_id = v_agreement.company_id) THEN
        PERFORM refuse('SP649', 'the place is not a site of the company of this agreement', jsonb_build_object(
            'number', v_agreement.number, 'place', (SELECT code FROM place WHERE place_id = v_place_id),
            'company', (SELECT code FROM company WHERE company_id = v_agreement.company_id)));
    END IF;
    PERFORM remove_agreement_lines(p_agreement_id, p_form, v_item_id, v_place_id);
    IF p_form = 'agreement_stock' THEN
        INSERT INTO agreement_stock SELECT (jsonb_populate_record(NULL::agreement_stock,
            p_line || jsonb_build_object('agreement_id', p_agreement_id))).*;
        INSERT INTO agreement_response (agreement_id, item_id, place_id, town_id, response_hours)
        SELECT p_agreement_id, v_item_id, v_place_id, town_id, response_hours
        FROM jsonb_to_recordset(coalesce(p_line -> 'towns', '[]')) AS given (town_id bigint, response_hours integer);
    ELSIF p_form = 'capacity' THEN
        INSERT INTO agreement_capacity SELECT (jsonb_populate_record(NULL::agreement_capacity,
            p_line || jsonb_build_object('agreement_id', p_agreement_id))).*;
    ELSE
        INSERT INTO agreement_floor (agreement_id, item_id, place_id, quantity, source, days_of_use, daily_use, daily_use_source)
        SELECT p_agreement_id, v_item_id, v_place_id, coalesce(quantity, days_of_use * daily_use), source, days_of_use, daily_use,
            daily_use_source
        FROM jsonb_populate_record(NULL::agreement_floor, p_line);
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.set_agreement_line(bigint, bigint, text, jsonb) TO stockpile_application;
