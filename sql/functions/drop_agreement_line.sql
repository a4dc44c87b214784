-- Takes a line out of a draft (SP526); SP659 when there is no such line.
CREATE OR REPLACE FUNCTION stockpile.drop_agreement_line(
    p_person_id bigint, p_agreement_id bigint, p_form text, p_item_id bigint, p_place_id bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_agreement agreement;
BEGIN
    PERFORM require_permission(p_person_id, 'make_agreement');
    v_agreement := lock_draft_agreement(p_agreement_id);
    IF remove_agreement_lines(p_agreement_id, p_form, p_item_id, p_place_id) = 0 THEN
        PERFORM refuse('SP659', 'the agreement has no such line', jsonb_build_object('number', v_agreement.number));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.drop_agreement_line(bigint, bigint, text, bigint, bigint) TO stockpile_application;
