-- Moves an order from one of the expected states to another and records who did it. SP501 when it stands elsewhere.
CREATE OR REPLACE FUNCTION stockpile.advance_order(p_order_id bigint, p_from text[], p_to text, p_person_id bigint, p_remarks text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    UPDATE allocation_order SET state = p_to WHERE order_id = p_order_id AND state = ANY (p_from);
    IF NOT FOUND THEN
        PERFORM refuse('SP501', 'the order stands in another state',
            (SELECT jsonb_build_object('number', number, 'state', state, 'expected', p_from) FROM allocation_order
             WHERE order_id = p_order_id));
    END IF;
    INSERT INTO allocation_order_event (order_id, event_no, state, person_id, remarks)
    SELECT p_order_id, count(*) + 1, p_to, p_person_id, p_remarks FROM allocation_order_event WHERE order_id = p_order_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.advance_order(bigint, text[], text, bigint, text) TO stockpile_application;
GRANT INSERT ON stockpile.allocation_order, stockpile.allocation_order_line, stockpile.allocation_order_event TO stockpile_application;
