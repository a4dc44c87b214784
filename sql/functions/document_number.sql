-- A document's number as people see it: place, kind, year and at least six digits. Every cast is written out: with one that depends on
-- settings the function would not be expanded where it is called, and every posting calls it.
CREATE OR REPLACE FUNCTION stockpile.document_number(p_place text, p_number_code text, p_year integer, p_number bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT p_place || '-' || p_number_code || '-' || p_year::text || '-'
        || lpad(p_number::text, greatest(6, length(p_number::text)), '0')
$$;
