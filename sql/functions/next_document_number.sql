-- The next gap-free number of a place, kind and year (of recording, in the district's time zone).
-- A hot row: taken last, so that it is locked for as short as can be.
CREATE OR REPLACE FUNCTION stockpile.next_document_number(
    p_place_id bigint, p_number_code text, p_recorded_at timestamptz, p_zone text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_year integer := extract(year FROM p_recorded_at AT TIME ZONE p_zone);
    v_number bigint;
    v_place text;
BEGIN
    INSERT INTO document_counter AS counter (place_id, number_code, year, last_number)
    VALUES (p_place_id, p_number_code, v_year, 1)
    ON CONFLICT (place_id, number_code, year) DO UPDATE SET last_number = counter.last_number + 1
    RETURNING counter.last_number, (SELECT code FROM place WHERE place.place_id = counter.place_id) INTO v_number, v_place;
    RETURN document_number(v_place, p_number_code, v_year, v_number);
END
$$;
