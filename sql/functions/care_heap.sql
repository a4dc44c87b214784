-- What of an item is to be cared for: a row for a lot at a place, or for each unit of an item that is kept by serial number. Goods that
-- are to be repaired or scrapped are past care, and so is what is on its way or lent.
CREATE OR REPLACE FUNCTION stockpile.care_heap(p_item_id bigint)
RETURNS TABLE (lot_id bigint, place_id bigint, serial_id bigint, quantity bigint) LANGUAGE sql STABLE AS $$
    SELECT account.lot_id, account.place_id, serial.serial_id,
        CASE WHEN serial.serial_id IS NULL THEN sum(account.quantity)::bigint ELSE 1 END
    FROM stockpile.stock_account AS account
    JOIN stockpile.item USING (item_id)
    LEFT JOIN stockpile.serial ON serial.account_id = account.account_id AND item.is_serialised
    WHERE account.item_id = p_item_id AND account.holds AND account.kind = 'stock' AND account.condition IN ('good', 'in_inspection')
    GROUP BY account.lot_id, account.place_id, serial.serial_id
$$;
GRANT EXECUTE ON FUNCTION stockpile.care_heap(bigint) TO stockpile_application;
