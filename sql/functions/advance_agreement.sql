-- Moves an agreement on by a declared step (SP501) that the person may take (SP401). Who made it does not put it in force (SP402);
-- one without lines (SP527) or whose time is over (SP528) is not. What it replaces ends the day before it binds.
CREATE OR REPLACE FUNCTION stockpile.advance_agreement(p_person_id bigint, p_agreement_id bigint, p_to text, p_remarks text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_agreement agreement;
    v_permission text;
BEGIN
    PERFORM require_permission(p_person_id, 'read');
    SELECT * INTO v_agreement FROM agreement WHERE agreement_id = p_agreement_id FOR UPDATE;
    SELECT permission INTO v_permission FROM state_transition
    WHERE subject = 'agreement' AND from_state = v_agreement.state AND to_state = p_to;
    IF v_permission IS NULL THEN
        PERFORM refuse('SP501', 'the agreement stands in another state',
            jsonb_build_object('number', v_agreement.number, 'state', v_agreement.state, 'to', p_to));
    END IF;
    PERFORM require_permission(p_person_id, v_permission);
    IF v_agreement.state = 'draft' AND p_to = 'in_force' THEN
        PERFORM put_agreement_in_force(v_agreement, p_person_id, v_today);
    ELSE
        UPDATE agreement SET state = p_to, last_day = CASE WHEN p_to = 'ended' AND v_agreement.state <> 'draft' THEN
            least(coalesce(last_day, valid_to), greatest(v_today, valid_from) - 1) ELSE last_day END
        WHERE agreement_id = p_agreement_id;
    END IF;
    PERFORM write_agreement_step(v_agreement, p_to, p_person_id, p_remarks);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_agreement(bigint, bigint, text, text) TO stockpile_application;
