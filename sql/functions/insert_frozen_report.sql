-- Keeps a report of readiness with what it was reckoned from; answers its number (BG). The position must be the end of a block that is
-- in the chain (SP506).
CREATE OR REPLACE FUNCTION stockpile.insert_frozen_report(p_person_id bigint, p_head jsonb, p_report text, p_inputs text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_report frozen_report := jsonb_populate_record(NULL::frozen_report, p_head - 'head_sha256');
    v_head bytea := decode(p_head ->> 'head_sha256', 'hex');
BEGIN
    PERFORM require_permission(p_person_id, 'freeze_report');
    IF v_report.position > 0
        AND NOT EXISTS (SELECT FROM ledger_block WHERE last_position = v_report.position AND block_sha256 = v_head) THEN
        PERFORM refuse('SP506', 'no block of the ledger ends there', jsonb_build_object('position', v_report.position));
    END IF;
    INSERT INTO frozen_report (number, response_level, scenario_id, report_on, until_on, standard_id, rule_version, verdict, short,
        first_short_on, position, head_sha256, report, report_sha256, inputs, inputs_sha256, frozen_by)
    VALUES (next_district_number('BG'), v_report.response_level,
        (SELECT scenario_id FROM scenario WHERE code = p_head ->> 'scenario'), v_report.report_on, v_report.until_on,
        (SELECT standard_id FROM standard
         WHERE code = p_head ->> 'standard' AND version = (p_head ->> 'standard_version')::integer),
        v_report.rule_version, v_report.verdict, v_report.short, v_report.first_short_on, v_report.position, v_head,
        p_report, sha256(convert_to(p_report, 'UTF8')), p_inputs, sha256(convert_to(p_inputs, 'UTF8')), p_person_id)
    RETURNING * INTO v_report;
    RETURN v_report.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.insert_frozen_report(bigint, jsonb, text, text) TO stockpile_application;
