-- Puts someone who holds goods on the list for requisition. Answers the number.
CREATE OR REPLACE FUNCTION stockpile.add_requisition_candidate(p_person_id bigint, p_candidate jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_candidate requisition_candidate := jsonb_populate_record(NULL::requisition_candidate, p_candidate);
BEGIN
    PERFORM require_permission(p_person_id, 'keep_requisition_list');
    v_candidate.number := next_district_number('ZY');
    INSERT INTO requisition_candidate (number, holder, item_id, classification_code, quantity, unit, place, contact, telephone, source,
        person_id)
    VALUES (v_candidate.number, v_candidate.holder, v_candidate.item_id, v_candidate.classification_code, v_candidate.quantity,
        v_candidate.unit, v_candidate.place, v_candidate.contact, v_candidate.telephone, v_candidate.source, p_person_id);
    RETURN v_candidate.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_requisition_candidate(bigint, jsonb) TO stockpile_application;
