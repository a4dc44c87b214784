-- Writes a request for a write-off with its number and lines; nothing moves before it is posted. Answers its number.
CREATE OR REPLACE FUNCTION stockpile.insert_write_off(p_write_off jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_write_off ->> 'person_id')::bigint;
    v_number text;
    v_write_off_id bigint;
BEGIN
    PERFORM require_permission(v_person_id, 'request_write_off');
    v_number := next_district_number('HX');
    INSERT INTO write_off (number, place_id, reason, requested_by)
    VALUES (v_number, (p_write_off ->> 'place_id')::bigint, p_write_off ->> 'reason', v_person_id)
    RETURNING write_off_id INTO v_write_off_id;
    INSERT INTO write_off_line (write_off_id, line_no, account_id, quantity, serials)
    SELECT v_write_off_id, line_no, account_id, quantity, nullif(serials, '{}')
    FROM jsonb_to_recordset(p_write_off -> 'lines') AS line (line_no integer, account_id bigint, quantity bigint, serials text[]);
    RETURN v_number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.insert_write_off(jsonb) TO stockpile_application;
