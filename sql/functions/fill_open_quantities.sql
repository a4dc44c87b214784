-- Lines that left their quantity open take all that is in their account, which is locked by now; those with nothing to take are left out.
CREATE OR REPLACE FUNCTION stockpile.fill_open_quantities(p_movements stockpile.stock_movement[]) RETURNS stockpile.stock_movement[]
LANGUAGE sql STABLE AS $$
    SELECT array_agg(ROW(NULL, NULL, movement.line_no, movement.item_id, movement.lot_id, movement.from_account_id,
            movement.to_account_id, movement.from_place_id, movement.to_place_id, coalesce(movement.quantity, account.quantity),
            movement.value_fen, movement.order_line_id, NULL, NULL)::stockpile.stock_movement ORDER BY movement.line_no)
    FROM unnest(p_movements) AS movement
    JOIN stockpile.stock_account AS account ON account.account_id = movement.from_account_id
    WHERE coalesce(movement.quantity, account.quantity) > 0
$$;
