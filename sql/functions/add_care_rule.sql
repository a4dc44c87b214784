-- Adds a duty of care to an item and opens its tasks; SP690 for a code that is taken, also by a rule that has ended.
CREATE OR REPLACE FUNCTION stockpile.add_care_rule(p_person_id bigint, p_rule jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_rule care_rule := jsonb_populate_record(NULL::care_rule, p_rule);
BEGIN
    PERFORM require_permission(p_person_id, 'keep_rules');
    INSERT INTO care_rule (code, item_id, duty, every_days, first_days, instruction, source, added_by)
    VALUES (v_rule.code, v_rule.item_id, v_rule.duty, v_rule.every_days, v_rule.first_days, v_rule.instruction, v_rule.source, p_person_id)
    -- Of two at the same time the second waits here and is told.
    ON CONFLICT (code) DO NOTHING RETURNING care_rule_id INTO v_rule.care_rule_id;
    IF NOT FOUND THEN
        PERFORM refuse('SP690', 'there is this rule already', jsonb_build_object('rule', v_rule.code,
            'item', (SELECT code FROM item WHERE item_id = v_rule.item_id)), 'choose another code');
    END IF;
    PERFORM open_care_task(p_person_id, v_rule.care_rule_id, NULL);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_care_rule(bigint, jsonb) TO stockpile_application;
