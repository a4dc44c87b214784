-- The accounts of both sides of every line: those that exist locked in ascending order, as everyone who posts does; the others with an
-- identifier, made when it is known what they hold. All take one as they are written down: those that exist leave theirs unused.
CREATE OR REPLACE FUNCTION stockpile.load_accounts() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO loading_account (account_no, account_id, kind, item_id, lot_id, place_id, owner_id, condition, availability)
    -- Accounts of a lot lie together.
    SELECT row_number() OVER (ORDER BY lot_id, place_id, kind, availability, condition, owner_id),
        nextval('stockpile.stock_account_account_id_seq'), side.*
    FROM (
        SELECT from_kind AS kind, item_id, lot_id, from_place_id AS place_id, owner_id, from_condition AS condition,
            from_availability AS availability
        FROM loading_line
        UNION
        SELECT to_kind, item_id, lot_id, to_place_id, owner_id, to_condition, to_availability FROM loading_line
    ) AS side;
    ANALYZE loading_account;
    PERFORM FROM stock_account AS account JOIN loading_account AS loading USING (lot_id, place_id, kind, availability, condition, owner_id)
    WHERE account.bin_id IS NULL ORDER BY account.account_id FOR NO KEY UPDATE OF account;
    UPDATE loading_account AS loading SET is_known = true, account_id = account.account_id, quantity = account.quantity,
        value_fen = account.value_fen, last_occurred_at = account.last_occurred_at
    FROM stock_account AS account
    WHERE account.lot_id = loading.lot_id AND account.place_id = loading.place_id AND account.kind = loading.kind
      AND account.availability = loading.availability AND account.condition = loading.condition
      AND account.owner_id = loading.owner_id AND account.bin_id IS NULL;
END
$$;
