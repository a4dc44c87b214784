-- Ends what a source said of how long an item lasts (SP691 when it has ended already): goods that come from now on do not follow it.
CREATE OR REPLACE FUNCTION stockpile.end_shelf_life_rule(p_person_id bigint, p_rule_id bigint, p_because text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_rule shelf_life_rule;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_rules');
    SELECT * INTO v_rule FROM shelf_life_rule WHERE shelf_life_rule_id = p_rule_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such rule', jsonb_build_object('field', 'rule', 'code', p_rule_id));
    END IF;
    IF v_rule.ended_at IS NOT NULL THEN
        PERFORM refuse('SP691', 'the rule has ended already', jsonb_build_object('rule', v_rule.source,
            'ended_on', (v_rule.ended_at AT TIME ZONE district_zone())::date));
    END IF;
    UPDATE shelf_life_rule SET ended_by = p_person_id, ended_at = clock_timestamp(), ended_because = p_because
    WHERE shelf_life_rule_id = p_rule_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.end_shelf_life_rule(bigint, bigint, text) TO stockpile_application;
