-- The order's state, with the order and its reserved accounts locked until the transaction ends.
CREATE OR REPLACE FUNCTION stockpile.lock_order(p_order_id bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_state text;
BEGIN
    SELECT state INTO v_state FROM allocation_order WHERE order_id = p_order_id FOR UPDATE;
    PERFORM lock_accounts(ARRAY(SELECT movement.to_account_id FROM document JOIN stock_movement AS movement USING (document_id)
                                WHERE document.order_id = p_order_id));
    RETURN v_state;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.lock_order(bigint) TO stockpile_application;
