-- Moves quantities between accounts that are locked already: checks the balances now and at every later moment, takes the value that
-- goes with each line, writes the movements and the balances. A line whose value is given (a reversal) takes that value instead.
CREATE OR REPLACE FUNCTION stockpile.append_movements(p_movements stockpile.stock_movement[], p_document stockpile.document)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_movement stock_movement;
    v_written stock_movement[];
    v_short posting_shortage[];
BEGIN
    -- What one line brings another may take: then, and where values are given, each line sees what those before it did. Most documents
    -- need not look at accounts to tell that they do neither.
    IF cardinality(p_movements) > 1 AND EXISTS (
        SELECT FROM unnest(p_movements) AS line
        WHERE CASE WHEN line.value_fen IS NOT NULL OR line.from_account_id IN (SELECT to_account_id FROM unnest(p_movements))
            THEN (SELECT is_stock FROM stock_account WHERE account_id = line.from_account_id) END) THEN
        FOREACH v_movement IN ARRAY p_movements LOOP
            PERFORM append_movements(ARRAY[v_movement], p_document);
        END LOOP;
        RETURN;
    END IF;
    -- What goes where at what value; with it, in order, the lines for which there is too little.
    SELECT array_agg(ROW(NULL, p_document.document_id, line.line_no, line.item_id, line.lot_id, line.from_account_id,
            line.to_account_id, line.from_place_id, line.to_place_id, line.quantity,
            CASE WHEN NOT source.is_stock THEN line.value_fen
                 -- Given values: the last unit still takes the rest, and nothing takes more than there is.
                 WHEN line.value_fen IS NOT NULL AND line.quantity < source.quantity THEN least(line.value_fen, source.value_fen)
                 -- Differences of whole shares, so that all lines of an account together take what one line of the sum would.
                 WHEN source.quantity > 0 THEN (div(source.value_fen::numeric * line.taken, source.quantity)
                    - div(source.value_fen::numeric * (line.taken - line.quantity), source.quantity))::bigint
            END, line.order_line_id, p_document.occurred_at, p_document.recorded_at)::stock_movement ORDER BY line.line_no, line.position),
        array_agg(ROW(line.line_no, line.quantity, at_least.quantity - line.taken + line.quantity, line.taken <= source.quantity,
            line.from_account_id)::posting_shortage ORDER BY line.line_no, line.position)
            FILTER (WHERE source.is_stock AND line.taken > at_least.quantity)
    INTO v_written, v_short
    FROM (SELECT movement.*,
            sum(movement.quantity) OVER (PARTITION BY movement.from_account_id ORDER BY movement.line_no, position) AS taken
        FROM unnest(p_movements) WITH ORDINALITY AS movement (movement_id, document_id, line_no, item_id, lot_id, from_account_id,
            to_account_id, from_place_id, to_place_id, quantity, value_fen, order_line_id, occurred_at, recorded_at, position)
    ) AS line
    JOIN stock_account AS source ON source.account_id = line.from_account_id
    -- A late entry: the balance must have sufficed at every moment since.
    CROSS JOIN LATERAL (SELECT CASE WHEN source.is_stock AND source.last_occurred_at > p_document.occurred_at
        THEN least(source.quantity, least_balance_since(source.account_id, source.quantity, p_document.occurred_at))
        ELSE source.quantity END AS quantity) AS at_least;
    IF v_short IS NOT NULL THEN
        PERFORM refuse_shortage(account, v_short[1].line_no, v_short[1].asked, v_short[1].at_least, v_short[1].is_late)
        FROM stock_account AS account WHERE account.account_id = v_short[1].account_id;
    END IF;
    INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id,
        quantity, value_fen, order_line_id, occurred_at, recorded_at)
    SELECT document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id, quantity, value_fen,
        order_line_id, occurred_at, recorded_at
    FROM unnest(v_written);
    UPDATE stock_account AS account SET quantity = account.quantity + change.quantity,
        value_fen = account.value_fen + change.value_fen,
        holds = account.is_stock AND account.quantity + change.quantity > 0,
        last_occurred_at = greatest(account.last_occurred_at, p_document.occurred_at)
    FROM (
        SELECT account_id, sum(quantity)::bigint AS quantity, sum(value_fen)::bigint AS value_fen
        FROM (SELECT from_account_id AS account_id, -quantity AS quantity, -value_fen AS value_fen FROM unnest(v_written)
              UNION ALL SELECT to_account_id, quantity, value_fen FROM unnest(v_written)) AS side
        GROUP BY account_id
    ) AS change WHERE account.account_id = change.account_id;
END
$$;
