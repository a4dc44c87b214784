-- Gives every identifier the district's range: its sequences start at the district's own number and end 10^8 - 1 later.
-- Sequences that have it already are left alone, so that it serves a new district and tables that come later alike.
CREATE OR REPLACE FUNCTION stockpile.align_sequences() RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_start bigint := (SELECT district_id FROM district);
    v_sequence record;
BEGIN
    FOR v_sequence IN SELECT sequencename FROM pg_sequences
        WHERE schemaname = 'stockpile' AND start_value <> v_start ORDER BY sequencename LOOP
        EXECUTE format('ALTER SEQUENCE stockpile.%I MINVALUE %s MAXVALUE %s START %s RESTART',
            v_sequence.sequencename, v_start, v_start + 99999999, v_start);
    END LOOP;
END
$$;
