-- Moves a count on when nothing is missing any more: from counting to counted or recounting, from recounting to counted.
CREATE OR REPLACE FUNCTION stockpile.settle_count(p_count_id bigint, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_state text := (SELECT state FROM stock_count WHERE count_id = p_count_id);
BEGIN
    IF v_state = 'planned' THEN
        PERFORM set_count_state(p_count_id, 'counting', p_person_id, NULL);
        v_state := 'counting';
    END IF;
    IF v_state = 'counting' AND NOT EXISTS (
        SELECT FROM count_line AS line WHERE line.count_id = p_count_id AND NOT EXISTS (SELECT FROM count_counter AS second
            WHERE second.count_id = p_count_id AND second.line_no = line.line_no AND second.counter_no = 2)) THEN
        PERFORM set_count_state(p_count_id,
            CASE WHEN mark_count_recounts(p_count_id) > 0 THEN 'recounting' ELSE 'counted' END, p_person_id, NULL);
    ELSIF v_state = 'recounting' AND NOT EXISTS (
        SELECT FROM count_recount AS due WHERE due.count_id = p_count_id AND NOT EXISTS (SELECT FROM count_counter AS third
            WHERE third.count_id = p_count_id AND third.line_no = due.line_no AND third.counter_no = 3)) THEN
        PERFORM set_count_state(p_count_id, 'counted', p_person_id, NULL);
    END IF;
END
$$;
