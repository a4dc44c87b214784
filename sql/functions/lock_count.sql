-- The count with its row locked until the transaction ends: two who work on one count wait for each other. SP501 when it stands elsewhere.
CREATE OR REPLACE FUNCTION stockpile.lock_count(p_count_id bigint, p_expected text[]) RETURNS stockpile.stock_count
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_count stock_count;
BEGIN
    SELECT * INTO STRICT v_count FROM stock_count WHERE count_id = p_count_id FOR UPDATE;
    IF NOT v_count.state = ANY (p_expected) THEN
        PERFORM refuse('SP501', 'the count stands in another state',
            jsonb_build_object('number', v_count.number, 'state', v_count.state, 'expected', p_expected));
    END IF;
    RETURN v_count;
END
$$;
