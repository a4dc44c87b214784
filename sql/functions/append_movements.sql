-- Moves quantities between accounts that are locked already: checks the balances now and at every later moment, takes the value that
-- goes with each line, writes the movements and the balances. A line whose value is given (a reversal) takes that value instead.
CREATE OR REPLACE FUNCTION stockpile.append_movements(p_movements stockpile.stock_movement[], p_document stockpile.document)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_movement stock_movement;
    v_short record;
BEGIN
    -- What one line brings another may take: then, and where values are given, each line sees what those before it did.
    IF cardinality(p_movements) > 1 AND EXISTS (
        SELECT FROM unnest(p_movements) AS line
        JOIN stock_account AS source ON source.account_id = line.from_account_id
        WHERE source.is_stock AND (line.value_fen IS NOT NULL
            OR line.from_account_id IN (SELECT to_account_id FROM unnest(p_movements)))) THEN
        FOREACH v_movement IN ARRAY p_movements LOOP
            PERFORM append_movements(ARRAY[v_movement], p_document);
        END LOOP;
        RETURN;
    END IF;
    SELECT account, line.line_no, line.quantity,
        source.least - line.taken + line.quantity AS least, line.taken <= account.quantity AS is_late
    INTO v_short
    FROM (SELECT movement.from_account_id, movement.line_no, movement.quantity,
            sum(movement.quantity) OVER (PARTITION BY movement.from_account_id ORDER BY movement.line_no, position) AS taken
        FROM unnest(p_movements) WITH ORDINALITY AS movement (movement_id, document_id, line_no, item_id, lot_id, from_account_id,
            to_account_id, from_place_id, to_place_id, quantity, value_fen, order_line_id, occurred_at, recorded_at, position)
    ) AS line
    JOIN stock_account AS account ON account.account_id = line.from_account_id AND account.is_stock
    -- A late entry: the balance must have sufficed at every moment since.
    CROSS JOIN LATERAL (SELECT CASE WHEN account.last_occurred_at > p_document.occurred_at
        THEN least(account.quantity, least_balance_since(account.account_id, account.quantity, p_document.occurred_at))
        ELSE account.quantity END AS least) AS source
    WHERE line.taken > source.least
    ORDER BY line.line_no LIMIT 1;
    IF FOUND THEN
        PERFORM refuse_shortage(v_short.account, v_short.line_no, v_short.quantity, v_short.least::bigint, v_short.is_late);
    END IF;
    WITH line AS (
        SELECT movement.*, account.is_stock, account.quantity AS held, account.value_fen AS held_value_fen,
            sum(movement.quantity) OVER (PARTITION BY movement.from_account_id ORDER BY movement.line_no, position) AS taken
        FROM unnest(p_movements) WITH ORDINALITY AS movement (movement_id, document_id, line_no, item_id, lot_id, from_account_id,
            to_account_id, from_place_id, to_place_id, quantity, value_fen, order_line_id, occurred_at, recorded_at, position)
        JOIN stock_account AS account ON account.account_id = movement.from_account_id
    ), written AS (
        INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id,
            to_place_id, quantity, value_fen, order_line_id, occurred_at, recorded_at)
        SELECT p_document.document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id, quantity,
            CASE WHEN NOT is_stock THEN value_fen
                 -- Given values: the last unit still takes the rest, and nothing takes more than there is.
                 WHEN value_fen IS NOT NULL AND quantity < held THEN least(value_fen, held_value_fen)
                 -- Differences of whole shares, so that all lines of an account together take what one line of the sum would.
                 ELSE (div(held_value_fen::numeric * taken, held) - div(held_value_fen::numeric * (taken - quantity), held))::bigint
            END,
            order_line_id, p_document.occurred_at, p_document.recorded_at
        FROM line ORDER BY line_no, position
        RETURNING from_account_id, to_account_id, quantity, value_fen
    ), change AS (
        SELECT account_id, sum(quantity)::bigint AS quantity, sum(value_fen)::bigint AS value_fen
        FROM (SELECT from_account_id AS account_id, -quantity AS quantity, -value_fen AS value_fen FROM written
              UNION ALL SELECT to_account_id, quantity, value_fen FROM written) AS side
        GROUP BY account_id
    )
    UPDATE stock_account AS account SET quantity = account.quantity + change.quantity,
        value_fen = account.value_fen + change.value_fen,
        last_occurred_at = greatest(account.last_occurred_at, p_document.occurred_at)
    FROM change WHERE account.account_id = change.account_id;
END
$$;
