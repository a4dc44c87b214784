-- Puts a draft in force and lets what it replaces end the day before it binds. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.put_agreement_in_force(p_agreement stockpile.agreement, p_person_id bigint, p_today date)
RETURNS void LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_old agreement;
    v_detail jsonb := jsonb_build_object('number', p_agreement.number, 'valid_to', p_agreement.valid_to);
BEGIN
    IF p_agreement.made_by = p_person_id THEN
        PERFORM refuse('SP402', 'who made it does not put it in force', v_detail);
    END IF;
    IF p_agreement.valid_to < p_today THEN
        PERFORM refuse('SP528', 'the time of the agreement is over', v_detail);
    END IF;
    IF NOT EXISTS (SELECT FROM agreement_stock WHERE agreement_id = p_agreement.agreement_id
        UNION ALL SELECT FROM agreement_capacity WHERE agreement_id = p_agreement.agreement_id
        UNION ALL SELECT FROM agreement_floor WHERE agreement_id = p_agreement.agreement_id) THEN
        PERFORM refuse('SP527', 'nothing is promised in it', v_detail);
    END IF;
    UPDATE agreement SET state = 'in_force', approved_by = p_person_id, approved_at = clock_timestamp()
    WHERE agreement_id = p_agreement.agreement_id;
    IF p_agreement.replaces_id IS NULL THEN RETURN; END IF;
    SELECT * INTO v_old FROM agreement WHERE agreement_id = p_agreement.replaces_id FOR UPDATE;
    IF v_old.state NOT IN ('in_force', 'suspended') OR EXISTS (SELECT FROM agreement WHERE replaces_id = v_old.agreement_id
            AND agreement_id <> p_agreement.agreement_id AND approved_by IS NOT NULL) THEN
        PERFORM refuse('SP650', 'it cannot take the place of that agreement', jsonb_build_object('number', v_old.number,
            'state', v_old.state, 'valid_from', v_old.valid_from, 'company', (SELECT code FROM company
            WHERE company_id = v_old.company_id)));
    END IF;
    UPDATE agreement SET last_day = least(coalesce(last_day, valid_to), greatest(p_agreement.valid_from, p_today) - 1)
    WHERE agreement_id = v_old.agreement_id;
    PERFORM close_tasks('agreement_ends', v_old.agreement_id, NULL, p_person_id, 'done', p_agreement.number);
END
$$;
