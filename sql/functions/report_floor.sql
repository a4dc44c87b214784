-- What a company holds of what it must always keep. The newest report of a floor decides: one below opens an alarm, one that is not
-- closes it. SP653 for a day to come. Answers whether it is breached.
CREATE OR REPLACE FUNCTION stockpile.report_floor(p_person_id bigint, p_report jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_report floor_report := jsonb_populate_record(NULL::floor_report, p_report);
    v_floor record;
    v_newest bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'report_floor');
    IF v_report.reported_on > (clock_timestamp() AT TIME ZONE district_zone())::date THEN
        PERFORM refuse('SP653', 'nothing can be reported in the future', jsonb_build_object('reported_on', v_report.reported_on));
    END IF;
    SELECT floor.*, agreement.number, item.code AS item, company.code AS company INTO STRICT v_floor
    FROM agreement_floor AS floor JOIN agreement USING (agreement_id) JOIN item USING (item_id) JOIN company USING (company_id)
    WHERE floor_id = v_report.floor_id FOR UPDATE OF floor;
    INSERT INTO floor_report (floor_id, reported_on, quantity, remarks, person_id)
    VALUES (v_report.floor_id, v_report.reported_on, v_report.quantity, v_report.remarks, p_person_id);
    SELECT quantity INTO v_newest FROM floor_report WHERE floor_id = v_report.floor_id
    ORDER BY reported_on DESC, report_id DESC LIMIT 1;
    IF v_newest < v_floor.quantity THEN
        PERFORM open_task('floor_breach', v_report.floor_id, v_floor.company || ' ' || v_floor.item, v_floor.place_id, NULL,
            clock_timestamp(), p_person_id, jsonb_build_object('number', v_floor.number, 'company', v_floor.company,
            'item', v_floor.item, 'floor', v_floor.quantity, 'quantity', v_newest));
    ELSE
        PERFORM close_tasks('floor_breach', v_report.floor_id, NULL, p_person_id, 'done');
    END IF;
    RETURN v_newest < v_floor.quantity;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.report_floor(bigint, jsonb) TO stockpile_application;
