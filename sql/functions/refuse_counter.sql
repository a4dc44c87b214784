-- Who counted neither approves nor posts. SP402.
CREATE OR REPLACE FUNCTION stockpile.refuse_counter(p_count_id bigint, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM count_counter WHERE count_id = p_count_id AND person_id = p_person_id) THEN
        PERFORM refuse('SP402', 'who counted neither approves nor posts',
            (SELECT jsonb_build_object('number', number) FROM stock_count WHERE count_id = p_count_id), 'let another person do this step');
    END IF;
END
$$;
