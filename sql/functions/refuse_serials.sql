-- Everything that is wrong with the units of a document, under the first of its codes.
CREATE OR REPLACE FUNCTION stockpile.refuse_serials(p_refused jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_code text := (SELECT min(line ->> 'code') FROM jsonb_array_elements(p_refused) AS line);
BEGIN
    PERFORM refuse(v_code, CASE v_code
            WHEN 'SP120' THEN 'a serial number is not where it is to be taken from'
            WHEN 'SP121' THEN 'a serial number is in stock already'
            WHEN 'SP122' THEN 'a unit moved later than that'
            ELSE 'a serialised item owes as many serial numbers as units' END,
        jsonb_build_object('lines', p_refused));
END
$$;
