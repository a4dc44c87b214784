-- Lets a lot last as long as a test allows, by another person than who recorded it (SP402), once, and not when it failed or a later test
-- did (SP636). The dates before the expiry keep their distance from it. Each place where the lot lies gets the task of new labels.
CREATE OR REPLACE FUNCTION stockpile.approve_lot_test(p_person_id bigint, p_lot_test_id bigint, p_relabel_days integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_test lot_test;
    v_lot lot;
    v_later integer;
    v_state text;
    v_lot_date_id bigint;
    -- Until the end of the last day.
    v_due_at timestamptz := ((clock_timestamp() AT TIME ZONE district_zone())::date + p_relabel_days + 1)::timestamp
        AT TIME ZONE district_zone();
BEGIN
    PERFORM require_permission(p_person_id, 'approve_lot_test');
    SELECT * INTO v_test FROM lot_test WHERE lot_test_id = p_lot_test_id;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such test', jsonb_build_object('field', 'report_number', 'code', p_lot_test_id));
    END IF;
    SELECT * INTO v_lot FROM lot WHERE lot_id = v_test.lot_id FOR NO KEY UPDATE;
    IF v_test.person_id = p_person_id THEN
        PERFORM refuse('SP402', 'who makes does not check', jsonb_build_object('report_number', v_test.report_number));
    END IF;
    v_state := CASE WHEN EXISTS (SELECT FROM lot_test_withdrawal WHERE lot_test_id = p_lot_test_id) THEN 'withdrawn'
        WHEN v_test.result = 'failed' THEN 'failed'
        WHEN EXISTS (SELECT FROM lot_test_approval WHERE lot_test_id = p_lot_test_id) THEN 'approved'
        WHEN EXISTS (SELECT FROM lot_test AS later WHERE later.lot_id = v_test.lot_id AND later.result = 'failed'
            AND (later.tested_on, later.lot_test_id) > (v_test.tested_on, v_test.lot_test_id)
            AND NOT EXISTS (SELECT FROM lot_test_withdrawal AS back WHERE back.lot_test_id = later.lot_test_id)) THEN 'failed_later' END;
    IF v_state IS NOT NULL THEN
        PERFORM refuse('SP636', 'this test waits for nobody''s approval', jsonb_build_object('lot', v_lot.lot_number,
            'report_number', v_test.report_number, 'state', v_state));
    END IF;
    IF (v_test.expires_on > v_lot.expires_on) IS NOT TRUE THEN
        PERFORM refuse('SP634', 'the lot would not last longer', jsonb_build_object('lot', v_lot.lot_number,
            'expires_on', v_lot.expires_on, 'tested_on', v_test.tested_on, 'new_expires_on', v_test.expires_on));
    END IF;
    v_later := v_test.expires_on - v_lot.expires_on;
    INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, stop_issue_on, reason, source, person_id)
    VALUES (v_lot.lot_id, v_test.expires_on, v_lot.warn_on + v_later, v_lot.rotate_by_on + v_later, v_lot.stop_issue_on + v_later,
        'extended_by_test', v_test.laboratory || ' ' || v_test.report_number, p_person_id)
    RETURNING lot_date_id INTO v_lot_date_id;
    INSERT INTO lot_test_approval (lot_test_id, maker_id, approver_id, lot_date_id)
    VALUES (p_lot_test_id, v_test.person_id, p_person_id, v_lot_date_id);
    PERFORM open_task('relabel', v_lot.lot_id, v_lot.lot_number, lying.place_id, NULL, v_due_at, p_person_id,
        jsonb_build_object('item', (SELECT code FROM item WHERE item_id = v_lot.item_id), 'expires_on', v_test.expires_on,
            'former_expires_on', v_lot.expires_on, 'report_number', v_test.report_number))
    FROM (SELECT DISTINCT place_id FROM stock_account WHERE lot_id = v_lot.lot_id AND holds AND kind <> 'borrower') AS lying;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.approve_lot_test(bigint, bigint, integer) TO stockpile_application;
