-- What a figure of the scorecard weighs from now on, with where that is written.
CREATE OR REPLACE FUNCTION stockpile.set_scorecard_weight(p_person_id bigint, p_measure text, p_weight integer, p_source text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'make_confidence_rule');
    UPDATE scorecard_weight SET weight = p_weight, source = p_source WHERE measure = p_measure;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such measure', jsonb_build_object('field', 'measure', 'code', p_measure));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.set_scorecard_weight(bigint, text, integer, text) TO stockpile_application;
