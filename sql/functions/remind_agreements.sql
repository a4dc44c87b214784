-- Ends agreements whose last day has passed, and opens for each that ends soon the task of seeing to it: so many days before as it
-- says itself. One that another follows needs none. Answers how many tasks were opened and agreements ended.
CREATE OR REPLACE FUNCTION stockpile.remind_agreements(p_person_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_agreement agreement;
    v_ended bigint := 0;
    v_opened bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'remind_agreements');
    FOR v_agreement IN SELECT * FROM agreement WHERE state IN ('in_force', 'suspended') AND coalesce(last_day, valid_to) < v_today
        ORDER BY agreement_id FOR UPDATE LOOP
        UPDATE agreement SET state = 'ended' WHERE agreement_id = v_agreement.agreement_id;
        PERFORM write_agreement_step(v_agreement, 'ended', p_person_id, NULL);
        v_ended := v_ended + 1;
    END LOOP;
    SELECT count(open_task('agreement_ends', ending.agreement_id, ending.number, NULL, NULL,
        (ending.valid_to + 1)::timestamp AT TIME ZONE district_zone(), p_person_id, jsonb_build_object('company', company.code,
        'valid_to', ending.valid_to))) INTO v_opened
    FROM agreement AS ending JOIN company USING (company_id)
    WHERE ending.state IN ('in_force', 'suspended') AND ending.last_day IS NULL AND ending.valid_to - ending.remind_days <= v_today
      AND NOT EXISTS (SELECT FROM task WHERE kind = 'agreement_ends' AND subject_id = ending.agreement_id);
    RETURN jsonb_build_object('opened', v_opened, 'ended', v_ended);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.remind_agreements(bigint) TO stockpile_application;
