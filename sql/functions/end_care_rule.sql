-- Ends a duty of care and drops its tasks (SP691 when it has ended already); what was done under it stays readable.
CREATE OR REPLACE FUNCTION stockpile.end_care_rule(p_person_id bigint, p_code text, p_because text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_rule care_rule;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_rules');
    SELECT * INTO v_rule FROM care_rule WHERE code = p_code FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such rule of care', jsonb_build_object('field', 'rule', 'code', p_code));
    END IF;
    IF v_rule.ended_at IS NOT NULL THEN
        PERFORM refuse('SP691', 'the rule has ended already', jsonb_build_object('rule', p_code,
            'ended_on', (v_rule.ended_at AT TIME ZONE district_zone())::date));
    END IF;
    UPDATE care_rule SET ended_by = p_person_id, ended_at = clock_timestamp(), ended_because = p_because
    WHERE care_rule_id = v_rule.care_rule_id;
    PERFORM open_care_task(p_person_id, v_rule.care_rule_id, NULL);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.end_care_rule(bigint, text, text) TO stockpile_application;
