-- Writes down that a duty of care was done: to one unit, to one lot, or to all of the item that lies at the place, a row for each. What
-- came after the day was not cared for; nothing to care for is SP638, a day to come SP637, the same once more SP639. Answers the rows.
CREATE OR REPLACE FUNCTION stockpile.record_care(p_person_id bigint, p_record jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_zone text := district_zone();
    v_given care_record := jsonb_populate_record(NULL::care_record, p_record - '{evidence}'::text[]);
    v_rule care_rule;
    v_found bigint;
    v_ids bigint[];
BEGIN
    PERFORM require_permission(p_person_id, 'record_care');
    SELECT * INTO v_rule FROM care_rule WHERE care_rule_id = v_given.care_rule_id;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such rule of care', jsonb_build_object('field', 'rule', 'code', v_given.care_rule_id));
    END IF;
    IF v_rule.ended_at IS NOT NULL THEN
        PERFORM refuse('SP691', 'the rule has ended', jsonb_build_object('rule', v_rule.code,
            'ended_on', (v_rule.ended_at AT TIME ZONE v_zone)::date));
    END IF;
    IF v_given.done_on > (clock_timestamp() AT TIME ZONE v_zone)::date THEN
        PERFORM refuse('SP637', 'nothing was done in the future', jsonb_build_object('rule', v_rule.code, 'done_on', v_given.done_on));
    END IF;
    IF v_given.result = 'defect' AND coalesce(v_given.remarks, '') = '' THEN
        PERFORM refuse('SP613', 'a defect has to be described', jsonb_build_object('purpose', 'care_record', 'owed',
            jsonb_build_array('remarks')), 'say what was found');
    END IF;
    -- Two who write down the same care take turns: the second is told.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.care', v_rule.care_rule_id));
    WITH heap AS (
        SELECT lot_id, serial_id FROM care_heap(v_rule.item_id)
        WHERE place_id = v_given.place_id AND lot_id = coalesce(v_given.lot_id, lot_id)
          AND (v_given.serial_id IS NULL OR serial_id = v_given.serial_id)
          AND (care_arrival(lot_id, place_id) AT TIME ZONE v_zone)::date <= v_given.done_on
    ), fresh AS (
        SELECT heap.* FROM heap
        LEFT JOIN LATERAL (
            SELECT done_on, result, place_id FROM care_record AS record
            WHERE record.care_rule_id = v_rule.care_rule_id AND record.lot_id = heap.lot_id
              AND record.serial_id IS NOT DISTINCT FROM heap.serial_id AND record.place_id = v_given.place_id
              AND record.done_on <= v_given.done_on
            ORDER BY done_on DESC, care_record_id DESC LIMIT 1) AS last ON true
        WHERE (last.done_on, last.result) IS DISTINCT FROM (v_given.done_on, v_given.result)
    ), written AS (
        INSERT INTO care_record (care_rule_id, place_id, lot_id, serial_id, done_on, done_by, result, remarks, evidence, evidence_name,
            person_id)
        SELECT v_rule.care_rule_id, v_given.place_id, lot_id, serial_id, v_given.done_on, v_given.done_by, v_given.result,
            v_given.remarks, decode(p_record ->> 'evidence', 'hex'), v_given.evidence_name, p_person_id
        FROM fresh ORDER BY lot_id, serial_id
        RETURNING care_record_id)
    SELECT (SELECT count(*) FROM heap), (SELECT array_agg(care_record_id) FROM written) INTO v_found, v_ids;
    IF v_ids IS NULL THEN
        PERFORM refuse(CASE v_found WHEN 0 THEN 'SP638' ELSE 'SP639' END, 'there is nothing (left) to write down',
            jsonb_build_object('rule', v_rule.code, 'item', (SELECT code FROM item WHERE item_id = v_rule.item_id),
                'place', (SELECT code FROM place WHERE place_id = v_given.place_id), 'done_on', v_given.done_on,
                'result', v_given.result));
    END IF;
    PERFORM open_care_task(p_person_id, v_rule.care_rule_id, v_given.place_id);
    RETURN QUERY SELECT unnest(v_ids);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_care(bigint, jsonb) TO stockpile_application;
