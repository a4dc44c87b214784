-- The accounts of both sides of every line, with what the lines do to them: those that exist locked in ascending order, as everyone who
-- posts does; the others with an identifier, made when it is known what they hold. All take one as they are written down: those that
-- exist leave theirs unused.
CREATE OR REPLACE FUNCTION stockpile.load_accounts() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO loading_account (account_id, lot_id, place_id, owner_id, side_no, condition, received_quantity, issued_quantity,
                                 last_received_id, first_issued_id, last_issued_id)
    SELECT nextval('stockpile.stock_account_account_id_seq'), touched.*
    FROM (
        SELECT lot_id, place_id, owner_id, side_no, condition, coalesce(whole_sum(received), 0), coalesce(whole_sum(issued), 0),
            max(received_id), min(issued_id), max(issued_id)
        FROM (
            SELECT lot_id, from_place_id AS place_id, owner_id, from_side_no AS side_no, from_condition AS condition,
                NULL::bigint AS received, quantity AS issued, NULL::bigint AS received_id, document_id AS issued_id
            FROM loading_line
            UNION ALL
            SELECT lot_id, to_place_id, owner_id, to_side_no, to_condition, quantity, NULL, document_id, NULL FROM loading_line
        ) AS side
        GROUP BY lot_id, place_id, owner_id, side_no, condition
        -- Accounts of a lot lie together.
        ORDER BY lot_id, place_id
    ) AS touched;
    PERFORM sample_tables('loading_account');
    -- Locked first and read by a second statement, which also sees, and locks, what others made while this one waited. What they make later
    -- still ends the load, to be run again (write_loaded_accounts).
    PERFORM FROM stock_account AS account
    JOIN loading_side AS side USING (kind, availability)
    JOIN loading_account AS loading USING (lot_id, place_id, owner_id, condition, side_no)
    WHERE account.bin_id IS NULL ORDER BY account.account_id FOR NO KEY UPDATE OF account;
    WITH known AS MATERIALIZED (
        SELECT account.account_id, account.quantity, account.value_fen, account.last_occurred_at, loading.account_id AS loading_id
        FROM stock_account AS account
        JOIN loading_side AS side USING (kind, availability)
        JOIN loading_account AS loading USING (lot_id, place_id, owner_id, condition, side_no)
        WHERE account.bin_id IS NULL ORDER BY account.account_id FOR NO KEY UPDATE OF account
    )
    UPDATE loading_account AS loading SET is_known = true, account_id = known.account_id, quantity = known.quantity,
        value_fen = known.value_fen, last_occurred_at = known.last_occurred_at
    FROM known WHERE loading.account_id = known.loading_id;
    -- Where every unit is worth what the lot's units cost, whatever is taken is too; and where what comes in comes before what goes out,
    -- the sums say whether it suffices. Of other lots the order of lines decides, or which lines are short.
    UPDATE loading_account SET needs_order = true
    WHERE lot_id IN (
        SELECT lot_id FROM loading_account AS loading JOIN loading_side USING (side_no) JOIN lot USING (lot_id)
        WHERE loading_side.kind = 'stock' AND loading.issued_quantity > 0
          AND (loading.value_fen <> loading.quantity * lot.unit_cost_fen
            OR loading.quantity + loading.received_quantity < loading.issued_quantity
            OR loading.quantity < loading.issued_quantity AND loading.last_received_id >= loading.first_issued_id));
    -- Which are known and which need their order was not so yet in the first sample.
    PERFORM sample_tables('loading_account');
END
$$;
