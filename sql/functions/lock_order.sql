-- The order's state, with the order locked until the transaction ends: what it holds is moved by its own steps only, one after the other.
CREATE OR REPLACE FUNCTION stockpile.lock_order(p_order_id bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_state text;
BEGIN
    SELECT state INTO v_state FROM allocation_order WHERE order_id = p_order_id FOR NO KEY UPDATE;
    RETURN v_state;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.lock_order(bigint) TO stockpile_application;
