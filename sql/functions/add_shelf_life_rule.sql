-- Adds what a source says of how long an item lasts (SP690 when this source says so already); lots keep the dates they have. Answers its
-- number.
CREATE OR REPLACE FUNCTION stockpile.add_shelf_life_rule(p_person_id bigint, p_rule jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_rule shelf_life_rule := jsonb_populate_record(NULL::shelf_life_rule, p_rule);
BEGIN
    PERFORM require_permission(p_person_id, 'keep_rules');
    -- Rules are few and seldom added: of two at the same time the second is told of the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.shelf_life', v_rule.item_id));
    IF EXISTS (SELECT FROM shelf_life_rule AS known WHERE known.item_id = v_rule.item_id AND known.ended_at IS NULL
               AND (known.life_kind, known.counted_from, known.acquired_by, known.source)
                   IS NOT DISTINCT FROM (v_rule.life_kind, v_rule.counted_from, v_rule.acquired_by, v_rule.source)) THEN
        PERFORM refuse('SP690', 'there is this rule already', jsonb_build_object('rule', v_rule.source,
            'item', (SELECT code FROM item WHERE item_id = v_rule.item_id)), 'end that one first');
    END IF;
    INSERT INTO shelf_life_rule (item_id, life_kind, months, days, counted_from, acquired_by, warn_days, rotate_before_days,
        stop_issue_before_days, source, added_by)
    VALUES (v_rule.item_id, v_rule.life_kind, v_rule.months, v_rule.days, v_rule.counted_from, v_rule.acquired_by, v_rule.warn_days,
        v_rule.rotate_before_days, v_rule.stop_issue_before_days, v_rule.source, p_person_id)
    RETURNING shelf_life_rule_id INTO v_rule.shelf_life_rule_id;
    RETURN v_rule.shelf_life_rule_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_shelf_life_rule(bigint, jsonb) TO stockpile_application;
