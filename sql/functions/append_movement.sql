-- Moves a quantity between two accounts that are locked already: checks the balance now and at every later moment,
-- takes the value that goes with it, writes the movement and both balances.
CREATE OR REPLACE FUNCTION stockpile.append_movement(p_movement stockpile.stock_movement) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_from stock_account;
    v_value_fen bigint := p_movement.value_fen;
    v_least bigint;
BEGIN
    SELECT * INTO STRICT v_from FROM stock_account WHERE account_id = p_movement.from_account_id;
    IF v_from.is_stock THEN
        v_least := v_from.quantity;
        -- A late entry: the balance must have sufficed at every moment since.
        IF v_from.last_occurred_at > p_movement.occurred_at THEN
            v_least := least(v_least, least_balance_since(v_from.account_id, v_from.quantity, p_movement.occurred_at));
        END IF;
        IF v_least < p_movement.quantity THEN
            PERFORM refuse_shortage(v_from, p_movement, v_least);
        END IF;
        -- The last unit takes the rest of the value.
        v_value_fen := coalesce(v_value_fen, CASE WHEN p_movement.quantity = v_from.quantity THEN v_from.value_fen
            ELSE div(v_from.value_fen::numeric * p_movement.quantity, v_from.quantity)::bigint END);
    END IF;
    INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id,
                                quantity, value_fen, order_line_id, occurred_at, recorded_at)
    VALUES (p_movement.document_id, p_movement.line_no, p_movement.item_id, p_movement.lot_id, p_movement.from_account_id,
            p_movement.to_account_id, p_movement.from_place_id, p_movement.to_place_id, p_movement.quantity, v_value_fen,
            p_movement.order_line_id, p_movement.occurred_at, p_movement.recorded_at);
    UPDATE stock_account SET quantity = quantity - p_movement.quantity, value_fen = value_fen - v_value_fen,
        last_occurred_at = greatest(last_occurred_at, p_movement.occurred_at)
    WHERE account_id = p_movement.from_account_id;
    UPDATE stock_account SET quantity = quantity + p_movement.quantity, value_fen = value_fen + v_value_fen,
        last_occurred_at = greatest(last_occurred_at, p_movement.occurred_at)
    WHERE account_id = p_movement.to_account_id;
END
$$;
