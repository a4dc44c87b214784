-- New dates of a lot, as a fact of their own: who says so, why, on what it rests. What was said before stays; what is left open stays too.
CREATE OR REPLACE FUNCTION stockpile.set_lot_dates(
    p_person_id bigint, p_lot_id bigint, p_expires_on date, p_warn_on date, p_rotate_by_on date, p_stop_issue_on date,
    p_reason text, p_source text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_lot lot;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_lot_dates');
    SELECT * INTO v_lot FROM lot WHERE lot_id = p_lot_id FOR NO KEY UPDATE;
    IF coalesce(p_reason, '') = '' OR coalesce(p_source, '') = '' THEN
        PERFORM refuse('SP613', 'new dates owe a reason and what they rest on',
            jsonb_build_object('purpose', 'lot_dates', 'owed', jsonb_build_array('reason', 'reference')));
    END IF;
    IF (coalesce(p_expires_on, v_lot.expires_on), coalesce(p_warn_on, v_lot.warn_on), coalesce(p_rotate_by_on, v_lot.rotate_by_on),
        coalesce(p_stop_issue_on, v_lot.stop_issue_on))
        IS NOT DISTINCT FROM (v_lot.expires_on, v_lot.warn_on, v_lot.rotate_by_on, v_lot.stop_issue_on) THEN
        PERFORM refuse('SP614', 'the lot has these dates already', jsonb_build_object('lot', v_lot.lot_number));
    END IF;
    INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, stop_issue_on, reason, source, person_id)
    VALUES (p_lot_id, coalesce(p_expires_on, v_lot.expires_on), coalesce(p_warn_on, v_lot.warn_on),
        coalesce(p_rotate_by_on, v_lot.rotate_by_on), coalesce(p_stop_issue_on, v_lot.stop_issue_on), p_reason, p_source, p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.set_lot_dates(bigint, bigint, date, date, date, date, text, text) TO stockpile_application;
