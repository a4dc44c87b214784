-- SP107 when a reversal would take more from an account than is in it: told with the documents that took it away, in the order in
-- which they are to be taken back (or cancelled, or released) first. The accounts are locked already.
CREATE OR REPLACE FUNCTION stockpile.refuse_blocked_reversal(p_document stockpile.document, p_lines integer[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_short record;
    v_thought jsonb := '{"balances": {}, "steps": []}';
    v_blocked jsonb := '[]';
    v_in_the_way jsonb;
BEGIN
    FOR v_short IN
        SELECT account.account_id, account.quantity, needed.quantity AS needed, item.code AS item, item.name AS item_name,
            item.name_en AS item_name_en, item.base_unit, lot.lot_number, place.code AS place
        FROM (SELECT account_id, sum(quantity)::bigint AS quantity
            FROM (SELECT to_account_id AS account_id, quantity FROM stock_movement
                  WHERE document_id = p_document.document_id AND line_no = ANY (p_lines)
                  UNION ALL
                  SELECT from_account_id, -quantity FROM stock_movement
                  WHERE document_id = p_document.document_id AND line_no = ANY (p_lines)) AS side
            GROUP BY account_id) AS needed
        JOIN stock_account AS account USING (account_id) JOIN item USING (item_id) JOIN lot USING (lot_id)
        JOIN place ON place.place_id = account.place_id
        WHERE account.is_stock AND needed.quantity > account.quantity
        ORDER BY account.account_id
    LOOP
        v_blocked := v_blocked || jsonb_build_object('item', v_short.item, 'item_name', v_short.item_name,
            'item_name_en', v_short.item_name_en, 'base_unit', v_short.base_unit, 'lot', v_short.lot_number, 'place', v_short.place,
            'asked', v_short.needed, 'available', v_short.quantity);
        v_thought := think_back(v_thought, v_short.account_id, v_short.needed, p_document.recorded_at);
    END LOOP;
    IF v_blocked = '[]' THEN
        RETURN;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('number', document.number, 'kind', document.kind, 'purpose', document.purpose,
        'line_no', movement.line_no, 'quantity', movement.quantity, 'lot', lot.lot_number, 'place', place.code,
        'recorded_at', document.recorded_at,
        'order', allocation_order.number) ORDER BY step.position)
    INTO v_in_the_way
    FROM jsonb_array_elements(v_thought -> 'steps') WITH ORDINALITY AS step (movement, position)
    JOIN stock_movement AS movement ON movement.document_id = (step.movement ->> 'document')::bigint
        AND movement.line_no = (step.movement ->> 'line')::integer
        AND movement.from_account_id = (step.movement ->> 'account')::bigint
    JOIN document ON document.document_id = movement.document_id
    JOIN lot ON lot.lot_id = movement.lot_id
    JOIN place ON place.place_id = movement.from_place_id
    LEFT JOIN allocation_order ON allocation_order.order_id = document.order_id;
    PERFORM refuse('SP107', 'what the document brought has moved on', jsonb_build_object('number', p_document.number,
        'lines', v_blocked, 'in_the_way', v_in_the_way), 'take back first, in this order, what is listed');
END
$$;
