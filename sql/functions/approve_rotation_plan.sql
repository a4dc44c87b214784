-- Approves a plan of rotation that somebody else made (SP402) and opens a task for each step, due when its day ends. What the steps
-- take has to be there, beside what other approved plans are still to take of the same lot and place (SP670 with all that is short).
CREATE OR REPLACE FUNCTION stockpile.approve_rotation_plan(p_person_id bigint, p_plan_id bigint, p_remarks text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_plan rotation_plan;
    v_short jsonb;
BEGIN
    PERFORM require_permission(p_person_id, 'approve_rotation');
    -- Two plans about the same goods: the second one approved is told of the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.rotation', 0));
    v_plan := lock_rotation_plan(p_person_id, p_plan_id, 'approved');
    IF v_plan.made_by = p_person_id THEN
        PERFORM refuse('SP402', 'who makes a plan does not approve it', jsonb_build_object('number', v_plan.number));
    END IF;
    IF NOT EXISTS (SELECT FROM rotation_step WHERE rotation_plan_id = p_plan_id AND state = 'planned') THEN
        PERFORM refuse('SP666', 'every step of the plan was dropped', jsonb_build_object('number', v_plan.number));
    END IF;
    SELECT jsonb_agg(jsonb_build_object('step_no', own.step_no, 'item', item.code, 'item_name', item.name, 'item_name_en', item.name_en,
        'base_unit', item.base_unit, 'lot', lot.lot_number, 'place', place.code, 'asked', own.quantity, 'available', there.quantity,
        'planned_elsewhere', other.quantity, 'plans', other.numbers) ORDER BY own.step_no)
    INTO v_short
    FROM (SELECT account.lot_id, account.place_id, account.owner_id, sum(step.open_quantity)::bigint AS quantity,
            min(step.step_no) AS step_no
        FROM rotation_step_detail AS step JOIN stock_account AS account USING (account_id)
        WHERE step.rotation_plan_id = p_plan_id AND step.state = 'planned'
        GROUP BY account.lot_id, account.place_id, account.owner_id) AS own
    CROSS JOIN LATERAL (SELECT coalesce(sum(account.quantity), 0)::bigint AS quantity FROM stock_account AS account
        WHERE account.lot_id = own.lot_id AND account.place_id = own.place_id AND account.owner_id = own.owner_id
          AND account.kind = 'stock') AS there
    CROSS JOIN LATERAL (SELECT coalesce(sum(step.open_quantity), 0)::bigint AS quantity, array_agg(DISTINCT plan.number) AS numbers
        FROM stock_account AS account JOIN rotation_step_detail AS step USING (account_id)
        JOIN rotation_plan AS plan USING (rotation_plan_id)
        WHERE account.lot_id = own.lot_id AND account.place_id = own.place_id AND account.owner_id = own.owner_id
          AND plan.state IN ('approved', 'in_progress') AND step.state = 'planned') AS other
    JOIN lot ON lot.lot_id = own.lot_id
    JOIN item ON item.item_id = lot.item_id
    JOIN place ON place.place_id = own.place_id
    WHERE own.quantity + other.quantity > there.quantity;
    IF v_short IS NOT NULL THEN
        PERFORM refuse('SP670', 'the goods of the plan are gone, or planned elsewhere',
            jsonb_build_object('number', v_plan.number, 'steps', v_short), 'drop these steps, or make a plan anew');
    END IF;
    UPDATE rotation_plan SET state = 'approved', approved_by = p_person_id, approved_at = clock_timestamp()
    WHERE rotation_plan_id = p_plan_id;
    PERFORM add_rotation_event(p_plan_id, NULL, 'approved', p_person_id, p_remarks);
    PERFORM open_rotation_task(rotation_step_id, p_person_id) FROM rotation_step
    WHERE rotation_plan_id = p_plan_id AND state = 'planned' ORDER BY step_no;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.approve_rotation_plan(bigint, bigint, text) TO stockpile_application;
