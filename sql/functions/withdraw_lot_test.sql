-- Takes back a test that was recorded by mistake. While it waits, whoever recorded it does (SP693 for others); one that failed, by which
-- the lot was held, only another person who may approve. What was approved stays: it changes by a new dated fact (SP636).
CREATE OR REPLACE FUNCTION stockpile.withdraw_lot_test(p_person_id bigint, p_lot_test_id bigint, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_test lot_test_detail;
BEGIN
    PERFORM require_permission(p_person_id, CASE WHEN EXISTS (SELECT FROM lot_test WHERE lot_test_id = p_lot_test_id
        AND result = 'failed') THEN 'approve_lot_test' ELSE 'record_lot_test' END);
    PERFORM FROM lot JOIN lot_test USING (lot_id) WHERE lot_test_id = p_lot_test_id FOR NO KEY UPDATE OF lot;
    SELECT * INTO v_test FROM lot_test_detail WHERE lot_test_id = p_lot_test_id;
    IF v_test.lot_test_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such test', jsonb_build_object('field', 'report_number', 'code', p_lot_test_id));
    END IF;
    IF v_test.state NOT IN ('waiting', 'failed') THEN
        PERFORM refuse('SP636', 'this test is not to be taken back', jsonb_build_object('lot', v_test.lot,
            'report_number', v_test.report_number, 'state', v_test.state), 'an approved one changes by new dates of the lot');
    END IF;
    IF v_test.state = 'waiting' AND v_test.person_id <> p_person_id THEN
        PERFORM refuse('SP693', 'only whoever recorded it takes it back', jsonb_build_object('lot', v_test.lot,
            'report_number', v_test.report_number, 'person', (SELECT login FROM person WHERE person_id = v_test.person_id)));
    END IF;
    IF v_test.state = 'failed' AND v_test.person_id = p_person_id THEN
        PERFORM refuse('SP402', 'who makes does not check', jsonb_build_object('report_number', v_test.report_number));
    END IF;
    INSERT INTO lot_test_withdrawal (lot_test_id, reason, person_id) VALUES (p_lot_test_id, p_reason, p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.withdraw_lot_test(bigint, bigint, text) TO stockpile_application;
