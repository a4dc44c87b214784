-- What every posting pays for is what everybody waits for (docs/decisions/0030).

-- A movement's accounts are read and locked, or made, by the function that writes it, and no account is ever deleted or numbered anew;
-- `ledger verify` tells of a movement without its account. Asking the server for both once more was a sixth of a document of many lines.
ALTER TABLE stockpile.stock_movement
    DROP CONSTRAINT stock_movement_from_account_id_fkey,
    DROP CONSTRAINT stock_movement_to_account_id_fkey;

-- The server reads the text of every rule and of every generated column anew for every statement that writes a row: one short rule
-- that says what the written columns must be costs less than two columns it works out itself.
ALTER TABLE stockpile.stock_account
    ALTER COLUMN is_stock DROP EXPRESSION,
    ALTER COLUMN holds DROP EXPRESSION,
    DROP CONSTRAINT stock_account_is_of_a_known_kind,
    DROP CONSTRAINT stock_account_value_goes_with_quantity;
DROP FUNCTION stockpile.is_account(text, text, text);
-- What an account is besides never being below zero. A word that is to be added needs a migration that makes this function anew.
CREATE FUNCTION stockpile.is_account(p_kind text, p_condition text, p_availability text, p_quantity bigint, p_value_fen bigint,
    p_is_stock boolean, p_holds boolean) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN p_kind IN ('stock', 'carrier', 'borrower', 'supplier', 'consumption', 'loss', 'adjustment')
        AND p_condition IN ('good', 'in_inspection', 'to_repair', 'to_scrap')
        AND p_availability IN ('free', 'reserved', 'held')
        AND p_is_stock = stockpile.is_inside(p_kind)
        AND p_holds = (p_is_stock AND p_quantity > 0)
        -- Value goes with quantity.
        AND (NOT p_is_stock OR (p_value_fen >= 0 AND (p_quantity > 0 OR p_value_fen = 0)));
END
$$;
ALTER TABLE stockpile.stock_account ADD CONSTRAINT stock_account_is_an_account
    CHECK (stockpile.is_account(kind, condition, availability, quantity, value_fen, is_stock, holds));

-- As above: the type says how long a key may be.
ALTER TABLE stockpile.request
    DROP CONSTRAINT request_key_is_short,
    ALTER COLUMN request_key TYPE varchar(200),
    ADD CONSTRAINT request_key_is_something CHECK (request_key <> '');

-- A reversal calls what follows it; a condition of a trigger is read anew for every document.
DROP TRIGGER IF EXISTS document_recovery_follows ON stockpile.document;
DROP FUNCTION IF EXISTS stockpile.follow_recovery();

-- These answer or ask for something else now, or are part of another.
DROP FUNCTION IF EXISTS stockpile.next_document_number(bigint, text, timestamptz, text);
DROP FUNCTION IF EXISTS stockpile.find_accounts(stockpile.posting_line[], stockpile.document_purpose);
DROP FUNCTION IF EXISTS stockpile.insert_accounts(stockpile.posting_line[], stockpile.document_purpose);

-- Of a line there is too little for: what was asked, the least there was at any moment since, and whether that is because it is late.
CREATE TYPE stockpile.posting_shortage AS (line_no integer, asked bigint, at_least bigint, is_late boolean, account_id bigint);

-- What follows from the words of a purpose, worked out once and not for every line.
ALTER TABLE stockpile.document_purpose
    ADD COLUMN is_from_inside boolean NOT NULL GENERATED ALWAYS AS (stockpile.is_inside(from_kind)) STORED,
    ADD COLUMN is_change boolean NOT NULL GENERATED ALWAYS AS (kind IN ('condition_change', 'owner_change')) STORED,
    -- What guard_purpose looks at: most purposes need none of it.
    ADD COLUMN guards text[] NOT NULL GENERATED ALWAYS AS (array_remove(ARRAY[
        CASE WHEN permission = 'post_count' THEN 'count' END,
        CASE WHEN kind IN ('reservation', 'reservation_release', 'dispatch', 'arrival', 'write_off') THEN 'belonging'
             WHEN kind = 'receipt' AND purpose = 'return' THEN 'return'
             WHEN permission = 'accept_goods' THEN 'acceptance' END,
        CASE WHEN owes <> '{}' THEN 'owed' END], NULL)) STORED;

-- The sum of whole numbers as a whole number. The server's own sum of such numbers is made for any size, and for millions of groups it
-- takes half as long again; this one refuses what does not fit, which no sum of ours may reach.
CREATE AGGREGATE stockpile.whole_sum(bigint) (SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE);
