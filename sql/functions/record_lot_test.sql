-- Records what a laboratory found of a sample of a lot: no date changes before another person approves. SP115 for goods that were not
-- drawn as a sample of the lot, SP610 for a day of testing that cannot be, SP634 when the lot would not last longer, SP635 for a report
-- that is known. Answers its identifier.
CREATE OR REPLACE FUNCTION stockpile.record_lot_test(p_person_id bigint, p_test jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_test lot_test := jsonb_populate_record(NULL::lot_test, p_test - 'evidence');
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_lot lot;
    v_sampled_on date;
    v_test_id bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'record_lot_test');
    -- One test of a lot after the other; whoever posts is not kept waiting.
    SELECT * INTO v_lot FROM lot WHERE lot_id = v_test.lot_id FOR NO KEY UPDATE;
    SELECT document.document_id, (document.occurred_at AT TIME ZONE district_zone())::date
    INTO v_test.sample_document_id, v_sampled_on
    FROM document JOIN stock_movement AS movement USING (document_id)
    WHERE document.number = p_test ->> 'sampled_by_document' AND document.kind = 'issue' AND document.purpose = 'sample'
      AND movement.lot_id = v_lot.lot_id AND NOT EXISTS (SELECT FROM reversed_line AS back
          WHERE back.document_id = movement.document_id AND back.line_no = movement.line_no)
    LIMIT 1;
    IF NOT FOUND THEN
        PERFORM refuse('SP115', 'this document did not draw a sample of the lot',
            jsonb_build_object('lot', v_lot.lot_number, 'number', p_test ->> 'sampled_by_document'),
            'draw one: issue post --purpose sample');
    END IF;
    IF v_test.tested_on NOT BETWEEN v_sampled_on AND v_today THEN
        PERFORM refuse('SP610', 'a sample is tested after it was drawn, and not in the future', jsonb_build_object('dates',
            jsonb_build_array(jsonb_build_object('field', 'tested_on', 'value', v_test.tested_on,
                'expected', v_sampled_on || ' – ' || v_today))));
    END IF;
    IF v_test.result = 'passed' AND (v_test.expires_on > v_lot.expires_on AND v_test.expires_on > v_test.tested_on) IS NOT TRUE THEN
        PERFORM refuse('SP634', 'the lot would not last longer', jsonb_build_object('lot', v_lot.lot_number,
            'expires_on', v_lot.expires_on, 'tested_on', v_test.tested_on, 'new_expires_on', v_test.expires_on));
    END IF;
    IF EXISTS (SELECT FROM lot_test_detail AS known WHERE known.lot_id = v_lot.lot_id AND known.laboratory = v_test.laboratory
               AND known.report_number = v_test.report_number AND known.state <> 'withdrawn') THEN
        PERFORM refuse('SP635', 'this report on the lot was recorded already', jsonb_build_object('lot', v_lot.lot_number,
            'laboratory', v_test.laboratory, 'report_number', v_test.report_number));
    END IF;
    INSERT INTO lot_test (lot_id, sample_document_id, laboratory, report_number, tested_on, result, former_expires_on, expires_on, evidence,
        evidence_name, person_id)
    VALUES (v_lot.lot_id, v_test.sample_document_id, v_test.laboratory, v_test.report_number, v_test.tested_on, v_test.result,
        v_lot.expires_on, v_test.expires_on, decode(p_test ->> 'evidence', 'hex'), v_test.evidence_name, p_person_id)
    RETURNING lot_test_id INTO v_test_id;
    RETURN v_test_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_lot_test(bigint, jsonb) TO stockpile_application;
