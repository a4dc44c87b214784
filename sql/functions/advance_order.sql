-- Moves an order on and records who did it, when the step exists (SP501) and the person may take it (SP401).
CREATE OR REPLACE FUNCTION stockpile.advance_order(p_order_id bigint, p_to text, p_person_id bigint, p_remarks text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_order allocation_order;
    v_permission text;
BEGIN
    SELECT * INTO v_order FROM allocation_order WHERE order_id = p_order_id FOR NO KEY UPDATE;
    SELECT permission INTO v_permission FROM state_transition
    WHERE subject = 'allocation_order' AND from_state = v_order.state AND to_state = p_to;
    IF NOT FOUND THEN
        PERFORM refuse('SP501', 'the order stands in another state',
            jsonb_build_object('number', v_order.number, 'state', v_order.state, 'to', p_to));
    END IF;
    PERFORM require_permission(p_person_id, v_permission);
    -- Fulfilled is what has nothing set aside and nothing on its way any more.
    IF p_to = 'fulfilled' AND EXISTS (
        SELECT FROM document JOIN stock_movement AS movement USING (document_id)
        JOIN stock_account AS account ON account.account_id IN (movement.from_account_id, movement.to_account_id)
        WHERE document.order_id = p_order_id AND (account.availability = 'reserved' OR account.kind = 'carrier')
        GROUP BY account.account_id
        HAVING sum(CASE WHEN account.account_id = movement.to_account_id THEN movement.quantity ELSE -movement.quantity END) > 0) THEN
        PERFORM refuse('SP501', 'goods of the order are still set aside or on their way',
            jsonb_build_object('number', v_order.number, 'state', v_order.state, 'to', p_to),
            'dispatch and receive them first, or say what became of them');
    END IF;
    UPDATE allocation_order SET state = p_to WHERE order_id = p_order_id;
    INSERT INTO allocation_order_event (order_id, event_no, state, person_id, remarks)
    SELECT p_order_id, count(*) + 1, p_to, p_person_id, p_remarks FROM allocation_order_event WHERE order_id = p_order_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_order(bigint, text, bigint, text) TO stockpile_application;
