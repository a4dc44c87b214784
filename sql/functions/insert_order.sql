-- Writes an order with its number, its lines and its first event; what it reserves is posted in the same transaction.
-- Answers its identifier, its number and the identifiers of its lines in order.
CREATE OR REPLACE FUNCTION stockpile.insert_order(p_order jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_order ->> 'person_id')::bigint;
    v_number text;
    v_order_id bigint;
    v_line_ids jsonb;
BEGIN
    PERFORM require_permission(v_person_id, 'issue_order');
    IF p_order ->> 'state' NOT IN ('issued', 'partly_reserved') THEN
        PERFORM refuse('SP501', 'an order begins as issued', jsonb_build_object('state', p_order ->> 'state'));
    END IF;
    v_number := next_district_number('DB');
    INSERT INTO allocation_order (number, state, incident, issued_by, due_at, allows_part, remarks)
    VALUES (v_number, p_order ->> 'state', p_order ->> 'incident', v_person_id,
            clock_timestamp() + make_interval(hours => (p_order ->> 'due_hours')::integer),
            (p_order ->> 'allows_part')::boolean, p_order ->> 'remarks')
    RETURNING order_id INTO v_order_id;
    WITH line AS (
        INSERT INTO allocation_order_line (order_id, line_no, item_id, quantity, to_place_id)
        SELECT v_order_id, line_no, item_id, quantity, to_place_id
        FROM jsonb_to_recordset(p_order -> 'lines')
            AS line (line_no integer, item_id bigint, quantity bigint, to_place_id bigint)
        ORDER BY line_no RETURNING order_line_id, line_no
    )
    SELECT jsonb_agg(order_line_id ORDER BY line_no) INTO v_line_ids FROM line;
    INSERT INTO allocation_order_event (order_id, event_no, state, person_id)
    VALUES (v_order_id, 1, p_order ->> 'state', v_person_id);
    RETURN jsonb_build_object('order_id', v_order_id, 'number', v_number, 'order_line_ids', v_line_ids);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.insert_order(jsonb) TO stockpile_application;
