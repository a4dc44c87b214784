-- Locks what an order has reserved and sent off, and at its destinations the carrier's accounts it shares with others and those that its
-- goods arrive in, all at once and in ascending order.
-- Whoever posts several documents in one transaction asks for it first: each document locks only its own accounts, and the second one's
-- could be held by somebody who waits for the first one's. Who posts one document must not: it would hold one side and wait for the other.
CREATE OR REPLACE FUNCTION stockpile.lock_order_accounts(p_order_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM lock_accounts(ARRAY(
        SELECT movement.to_account_id FROM document JOIN stock_movement AS movement USING (document_id)
        WHERE document.order_id = p_order_id
        UNION
        SELECT there.account_id
        FROM document
        JOIN stock_movement AS movement USING (document_id)
        JOIN allocation_order_line AS line USING (order_line_id)
        JOIN stock_account AS there ON there.lot_id = movement.lot_id AND there.place_id = line.to_place_id
            AND there.kind IN ('carrier', 'stock')
        WHERE document.order_id = p_order_id));
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.lock_order_accounts(bigint) TO stockpile_application;
