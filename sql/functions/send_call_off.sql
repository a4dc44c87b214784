-- Calls goods off from a line of an agreement in force (SP658), at most what stands there and is not drawn yet (SP657): the line is
-- locked, so that two at once cannot call the same goods. Answers the number.
CREATE OR REPLACE FUNCTION stockpile.send_call_off(p_person_id bigint, p_call_off jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_call_off call_off := jsonb_populate_record(NULL::call_off, p_call_off);
    v_line agreement_stock;
    v_agreement agreement;
    v_free bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'send_call_off');
    SELECT * INTO v_line FROM agreement_stock WHERE agreement_id = v_call_off.agreement_id AND item_id = v_call_off.item_id
        AND place_id = v_call_off.place_id FOR UPDATE;
    SELECT * INTO v_agreement FROM agreement WHERE agreement_id = v_call_off.agreement_id;
    IF v_line.agreement_id IS NULL THEN
        PERFORM refuse('SP659', 'the agreement has no such line', jsonb_build_object('number', v_agreement.number));
    END IF;
    v_call_off.sent_at := clock_timestamp();
    IF NOT EXISTS (SELECT FROM agreement_term AS term WHERE term.agreement_id = v_agreement.agreement_id AND NOT is_suspended
            AND (v_call_off.sent_at AT TIME ZONE district_zone())::date BETWEEN binds_from AND binds_to) THEN
        PERFORM refuse('SP658', 'the agreement is not in force today', jsonb_build_object('number', v_agreement.number,
            'state', v_agreement.state, 'valid_from', v_agreement.valid_from,
            'valid_to', coalesce(v_agreement.last_day, v_agreement.valid_to)));
    END IF;
    SELECT v_line.quantity - drawn INTO v_free FROM call_off_draw AS draw WHERE draw.agreement_id = v_line.agreement_id
        AND draw.item_id = v_line.item_id AND draw.place_id = v_line.place_id;
    IF v_call_off.quantity > v_free THEN
        PERFORM refuse('SP657', 'more than stands free under the agreement', jsonb_build_object('number', v_agreement.number,
            'item', (SELECT code FROM item WHERE item_id = v_line.item_id), 'place', (SELECT code FROM place
            WHERE place_id = v_line.place_id), 'asked', v_call_off.quantity, 'available', greatest(v_free, 0),
            'standing_quantity', v_line.quantity));
    END IF;
    INSERT INTO call_off (number, agreement_id, item_id, place_id, to_place_id, quantity, order_id, incident, respond_due_at,
        deliver_due_at, sent_by, sent_at, remarks, price_rule, price_fen, price_percent)
    SELECT next_district_number('DY'), v_line.agreement_id, v_line.item_id, v_line.place_id, v_call_off.to_place_id,
        v_call_off.quantity, v_call_off.order_id, v_call_off.incident,
        v_call_off.sent_at + make_interval(hours => (p_call_off ->> 'respond_hours')::integer),
        -- The same hours that readiness counts: until the goods are loaded, and on the road.
        v_call_off.sent_at + make_interval(hours => coalesce((SELECT response_hours FROM agreement_response AS own
            WHERE own.agreement_id = v_line.agreement_id AND own.item_id = v_line.item_id AND own.place_id = v_line.place_id
            AND own.town_id = v_call_off.to_place_id), v_line.response_hours), mins => place.handling_minutes
            + coalesce((SELECT minutes FROM route WHERE from_place_id = place.place_id AND to_place_id = v_call_off.to_place_id), 0)),
        p_person_id, v_call_off.sent_at, v_call_off.remarks, v_line.price_rule, v_line.price_fen, v_line.price_percent
    FROM place WHERE place.place_id = v_line.place_id
    RETURNING * INTO v_call_off;
    INSERT INTO call_off_step (call_off_id, step_no, state, person_id, remarks)
    VALUES (v_call_off.call_off_id, 1, 'sent', p_person_id, v_call_off.remarks);
    PERFORM open_task('call_off_due', v_call_off.call_off_id, v_call_off.number, v_call_off.to_place_id, p_person_id,
        v_call_off.respond_due_at, p_person_id, jsonb_build_object('step', 'answer'));
    RETURN v_call_off.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.send_call_off(bigint, jsonb) TO stockpile_application;
