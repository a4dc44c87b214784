-- Writes the next version of the rule of confidence; it says nothing before another person adopts it. Answers the version.
CREATE OR REPLACE FUNCTION stockpile.insert_confidence_rule(p_person_id bigint, p_rule jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_rule confidence_rule := jsonb_populate_record(NULL::confidence_rule, p_rule);
BEGIN
    PERFORM require_permission(p_person_id, 'make_confidence_rule');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.confidence_rule'));
    INSERT INTO confidence_rule (version, name, source, valid_from, never_percent, broken_points, kept_points, kept_points_max,
        promise_days, person_id)
    VALUES ((SELECT coalesce(max(version), 0) + 1 FROM confidence_rule), v_rule.name, v_rule.source, v_rule.valid_from,
        v_rule.never_percent, v_rule.broken_points, v_rule.kept_points, v_rule.kept_points_max, v_rule.promise_days, p_person_id)
    RETURNING version INTO v_rule.version;
    INSERT INTO confidence_band (version, kind, days_max, percent)
    SELECT v_rule.version, kind, days_max, percent
    FROM jsonb_to_recordset(p_rule -> 'bands') AS band (kind text, days_max integer, percent integer);
    RETURN v_rule.version;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.insert_confidence_rule(bigint, jsonb) TO stockpile_application;
