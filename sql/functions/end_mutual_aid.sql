-- Ends what a neighbour promised: from today on it does not count (SP694 when that was done before). What was promised stays readable.
CREATE OR REPLACE FUNCTION stockpile.end_mutual_aid(p_person_id bigint, p_number text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_aid mutual_aid;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_mutual_aid');
    SELECT * INTO v_aid FROM mutual_aid WHERE number = p_number FOR UPDATE;
    IF v_aid.mutual_aid_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such mutual aid', jsonb_build_object('field', 'number', 'code', p_number));
    END IF;
    IF v_aid.ended_on IS NOT NULL THEN
        PERFORM refuse('SP694', 'the mutual aid was ended already', jsonb_build_object('number', p_number));
    END IF;
    UPDATE mutual_aid SET ended_on = (clock_timestamp() AT TIME ZONE district_zone())::date, ended_by = p_person_id
    WHERE mutual_aid_id = v_aid.mutual_aid_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.end_mutual_aid(bigint, text) TO stockpile_application;
