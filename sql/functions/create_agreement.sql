-- A draft with its terms; one that replaces another of the same company (SP650) begins with its lines. Answers the number.
CREATE OR REPLACE FUNCTION stockpile.create_agreement(p_person_id bigint, p_agreement jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_agreement agreement := jsonb_populate_record(NULL::agreement, p_agreement);
    v_old agreement;
BEGIN
    PERFORM require_permission(p_person_id, 'make_agreement');
    IF v_agreement.replaces_id IS NOT NULL THEN
        SELECT * INTO v_old FROM agreement WHERE agreement_id = v_agreement.replaces_id;
        IF v_old.company_id IS DISTINCT FROM v_agreement.company_id OR v_old.state NOT IN ('in_force', 'suspended')
            OR v_agreement.valid_from < v_old.valid_from THEN
            PERFORM refuse('SP650', 'it cannot take the place of that agreement', jsonb_build_object('number', v_old.number,
                'state', v_old.state, 'company', (SELECT code FROM company WHERE company_id = v_old.company_id),
                'valid_from', v_old.valid_from));
        END IF;
    END IF;
    INSERT INTO agreement (number, company_id, name, valid_from, valid_to, source, state, government_party, third_party, third_role,
        fee_per_year_fen, swap_back_days, shelf_life_days_min, remind_days, replaces_id, made_by, made_at)
    VALUES (coalesce(v_agreement.number, next_district_number('XY')), v_agreement.company_id, v_agreement.name, v_agreement.valid_from,
        v_agreement.valid_to, v_agreement.source, 'draft', v_agreement.government_party, v_agreement.third_party,
        v_agreement.third_role, v_agreement.fee_per_year_fen, v_agreement.swap_back_days, v_agreement.shelf_life_days_min,
        coalesce(v_agreement.remind_days, 90), v_agreement.replaces_id, p_person_id, clock_timestamp())
    ON CONFLICT (number) DO NOTHING RETURNING agreement_id, number INTO v_agreement.agreement_id, v_agreement.number;
    IF NOT FOUND THEN
        PERFORM refuse('SP647', 'there is an agreement with this number', jsonb_build_object('number', v_agreement.number));
    END IF;
    INSERT INTO agreement_step (agreement_id, step_no, state, person_id) VALUES (v_agreement.agreement_id, 1, 'draft', p_person_id);
    PERFORM copy_agreement_lines(v_old.agreement_id, v_agreement.agreement_id);
    RETURN v_agreement.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.create_agreement(bigint, jsonb) TO stockpile_application;
