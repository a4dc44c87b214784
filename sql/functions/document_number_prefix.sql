-- What the numbers of a place, kind and year begin with.
CREATE OR REPLACE FUNCTION stockpile.document_number_prefix(p_place text, p_number_code text, p_year integer) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT p_place || '-' || p_number_code || '-' || p_year::text || '-'
$$;
