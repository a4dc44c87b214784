-- The agreement, locked; refused unless it is a draft (SP526). For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.lock_draft_agreement(p_agreement_id bigint) RETURNS stockpile.agreement
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_agreement agreement;
BEGIN
    SELECT * INTO v_agreement FROM agreement WHERE agreement_id = p_agreement_id FOR UPDATE;
    IF v_agreement.state IS DISTINCT FROM 'draft' THEN
        PERFORM refuse('SP526', 'the agreement is not a draft', jsonb_build_object('number', v_agreement.number,
            'state', v_agreement.state), 'make an agreement that replaces it');
    END IF;
    RETURN v_agreement;
END
$$;
