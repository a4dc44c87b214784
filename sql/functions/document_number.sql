-- A document's number as people see it: what the numbers of its place, kind and year begin with, and at least six digits. Every cast is
-- written out: with one that depends on settings the function would not be expanded where it is called, and every posting calls it.
CREATE OR REPLACE FUNCTION stockpile.document_number(p_number_prefix text, p_number bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT p_number_prefix || CASE WHEN p_number < 1000000 THEN lpad(p_number::text, 6, '0') ELSE p_number::text END
$$;
