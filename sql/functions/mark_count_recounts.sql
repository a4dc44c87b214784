-- Marks the lines a third person has to count: the two found different differences, or one whose value passes the tolerance, or has no
-- value. Differences are compared, not quantities: between one counter and the next goods may have moved. Answers how many are new.
CREATE OR REPLACE FUNCTION stockpile.mark_count_recounts(p_count_id bigint) RETURNS integer
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_tolerance_fen bigint := (SELECT tolerance_fen FROM stock_count WHERE count_id = p_count_id);
    v_lines integer;
BEGIN
    INSERT INTO count_recount (count_id, line_no, reason)
    SELECT p_count_id, line_no,
        CASE WHEN min(quantity - book_quantity) <> max(quantity - book_quantity) THEN 'counters_differ' ELSE 'tolerance_passed' END
    FROM find_count_differences(p_count_id)
    WHERE counter_no < 3
    GROUP BY line_no
    HAVING min(quantity - book_quantity) <> max(quantity - book_quantity)
        OR (max(quantity - book_quantity) <> 0 AND (max(abs(value_fen)) > v_tolerance_fen OR max(abs(value_fen)) = 0))
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_lines = ROW_COUNT;
    RETURN v_lines;
END
$$;
