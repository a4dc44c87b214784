-- Makes the counter of a place, kind and year when there is none, with no number taken: for the first document of a year. Whoever else
-- makes it just now is waited for.
CREATE OR REPLACE FUNCTION stockpile.open_document_counter(p_place_id bigint, p_number_code text, p_year integer) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO stockpile.document_counter (place_id, number_code, year, last_number, number_prefix)
    VALUES (p_place_id, p_number_code, p_year, 0,
            stockpile.document_number_prefix((SELECT code FROM stockpile.place WHERE place_id = p_place_id), p_number_code, p_year))
    ON CONFLICT (place_id, number_code, year) DO NOTHING
$$;
