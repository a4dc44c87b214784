-- Keeps a plan of rotation as a draft, with the steps it proposes (SP666 without any). Nothing moves. Answers its
-- number (LH).
CREATE OR REPLACE FUNCTION stockpile.insert_rotation_plan(p_person_id bigint, p_plan jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_plan rotation_plan := jsonb_populate_record(NULL::rotation_plan, p_plan);
BEGIN
    PERFORM require_permission(p_person_id, 'plan_rotation');
    IF coalesce(jsonb_array_length(p_plan -> 'steps'), 0) = 0 THEN
        PERFORM refuse('SP666', 'there is nothing to rotate that there is a way for', jsonb_build_object('until_on', v_plan.until_on));
    END IF;
    INSERT INTO rotation_plan (number, made_on, until_on, response_level, scenarios, value_at_risk_fen, net_at_most_fen, remarks, made_by)
    VALUES (next_district_number('LH'), v_plan.made_on, v_plan.until_on, v_plan.response_level, v_plan.scenarios,
            v_plan.value_at_risk_fen, v_plan.net_at_most_fen, v_plan.remarks, p_person_id)
    RETURNING * INTO v_plan;
    INSERT INTO rotation_step (rotation_plan_id, step_no, number, account_id, quantity, way, to_place_id, agreement_id, planned_on,
        used_on, value_at_risk_fen, saved_fen, cost_fen, why_not_better)
    SELECT v_plan.rotation_plan_id, step.step_no, v_plan.number || '/' || step.step_no, step.account_id, step.quantity, step.way,
        place.place_id, agreement.agreement_id, step.planned_on, step.used_on, step.value_at_risk_fen, step.saved_fen, step.cost_fen,
        step.why_not_better
    FROM jsonb_to_recordset(p_plan -> 'steps') AS step (step_no integer, account_id bigint, quantity bigint, way text, to_place text,
        agreement text, planned_on date, used_on date, value_at_risk_fen bigint, saved_fen bigint, cost_fen bigint,
        why_not_better jsonb)
    LEFT JOIN place ON place.code = step.to_place
    LEFT JOIN agreement ON agreement.number = step.agreement;
    PERFORM add_rotation_event(v_plan.rotation_plan_id, NULL, 'draft', p_person_id, v_plan.remarks);
    RETURN v_plan.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.insert_rotation_plan(bigint, jsonb) TO stockpile_application;
