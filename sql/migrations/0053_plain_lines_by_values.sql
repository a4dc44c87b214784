-- A plain line is posted by values instead of a document in JSON, and what is the same for every posting is worked out once
-- (docs/decisions/0041).

-- What posting by values answers, so that nothing has to be written as JSON and read again.
CREATE TYPE stockpile.posted_document AS (
    document_id bigint, number text, occurred_at timestamptz, recorded_at timestamptz, replayed boolean);
DROP FUNCTION IF EXISTS stockpile.post_plain_line(
    jsonb, bigint, stockpile.document_purpose, text, bigint, bigint, bigint, bigint, bigint);

-- How the numbers of a place, kind and year begin: a place keeps its code.
ALTER TABLE stockpile.document_counter ADD COLUMN number_prefix text;
UPDATE stockpile.document_counter AS counter SET number_prefix = place.code || '-' || counter.number_code || '-' || counter.year || '-'
FROM stockpile.place WHERE place.place_id = counter.place_id;
ALTER TABLE stockpile.document_counter ALTER COLUMN number_prefix SET NOT NULL;
DROP FUNCTION IF EXISTS stockpile.document_number(text, text, integer, bigint);

-- Every posting changes two balances, and the server reads the rules of a table anew whenever a row is written. What an account is stays
-- as it was made, so that this is looked at when it is made (refuse_account); only what changes is looked at with every change.
ALTER TABLE stockpile.stock_account
    DROP CONSTRAINT stock_account_is_an_account,
    DROP CONSTRAINT stock_account_never_below_zero,
    -- Value goes with quantity, and holds says whether there is any.
    ADD CONSTRAINT stock_account_never_below_zero CHECK (
        CASE WHEN is_stock THEN quantity >= 0 AND value_fen >= 0 AND holds = (quantity > 0) AND (holds OR value_fen = 0)
             ELSE NOT holds END);
DROP FUNCTION stockpile.is_account(text, text, text, bigint, bigint, boolean, boolean);
-- Whether there are such accounts. A word that is to be added needs a migration that makes this function anew.
CREATE FUNCTION stockpile.is_account(p_kind text, p_condition text, p_availability text, p_is_stock boolean) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN p_kind IN ('stock', 'carrier', 'borrower', 'supplier', 'consumption', 'loss', 'adjustment')
        AND p_condition IN ('good', 'in_inspection', 'to_repair', 'to_scrap')
        AND p_availability IN ('free', 'reserved', 'held')
        AND p_is_stock = stockpile.is_inside(p_kind);
END
$$;
