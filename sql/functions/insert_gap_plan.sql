-- Keeps a plan for closing gaps as a draft (SP672 without a step). Nothing is bought, promised or moved by it. Answers its number (QK).
CREATE OR REPLACE FUNCTION stockpile.insert_gap_plan(p_person_id bigint, p_plan jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_plan gap_plan := jsonb_populate_record(NULL::gap_plan, p_plan);
BEGIN
    PERFORM require_permission(p_person_id, 'plan_gap');
    IF coalesce(jsonb_array_length(p_plan -> 'steps'), 0) = 0 THEN
        PERFORM refuse('SP672', 'there is nothing to do about the gap, or no way to do it',
            jsonb_build_object('scenario', p_plan ->> 'scenario', 'short', v_plan.short_after));
    END IF;
    INSERT INTO gap_plan (number, response_level, scenario_id, made_on, by_on, budget_fen, cost_fen, yearly_fen, yearly_at_least_fen,
        verdict_before, verdict_after, short_before, short_after, remarks, made_by)
    VALUES (next_district_number('QK'), v_plan.response_level, (SELECT scenario_id FROM scenario WHERE code = p_plan ->> 'scenario'),
        v_plan.made_on, v_plan.by_on, v_plan.budget_fen, v_plan.cost_fen, v_plan.yearly_fen, v_plan.yearly_at_least_fen,
        v_plan.verdict_before, v_plan.verdict_after, v_plan.short_before, v_plan.short_after, v_plan.remarks, p_person_id)
    RETURNING * INTO v_plan;
    INSERT INTO gap_plan_step (gap_plan_id, step_no, way, item_id, reserve_category, quantity, supplier, from_place_id, to_place_id,
        unit_fen, cost_fen, yearly_fen, ready_on)
    SELECT v_plan.gap_plan_id, step.step_no, step.way, item.item_id, step.category, step.quantity, step.supplier, origin.place_id,
        place.place_id, step.unit_fen, step.cost_fen, step.yearly_fen, step.ready_on
    FROM jsonb_to_recordset(p_plan -> 'steps') AS step (step_no integer, way text, item text, category text, quantity bigint,
        supplier text, from_place text, to_place text, unit_fen bigint, cost_fen bigint, yearly_fen bigint, ready_on date)
    JOIN item ON item.code = step.item
    JOIN place ON place.code = step.to_place
    LEFT JOIN place AS origin ON origin.code = step.from_place;
    RETURN v_plan.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.insert_gap_plan(bigint, jsonb) TO stockpile_application;
