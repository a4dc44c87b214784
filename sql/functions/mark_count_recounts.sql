-- Marks the lines a third person has to count: the two found different differences, or one whose value passes the tolerance, or has no
-- value. Differences are compared, not quantities: between one counter and the next goods may have moved; of units both have named as
-- well. Answers how many are new.
CREATE OR REPLACE FUNCTION stockpile.mark_count_recounts(p_count_id bigint) RETURNS integer
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_tolerance_fen bigint := (SELECT tolerance_fen FROM stock_count WHERE count_id = p_count_id);
    v_lines integer;
BEGIN
    INSERT INTO count_recount (count_id, line_no, reason)
    SELECT p_count_id, line_no, CASE WHEN alike.is_so THEN 'tolerance_passed' ELSE 'counters_differ' END
    FROM (
        SELECT counted.line_no, max(abs(counted.quantity - counted.book_quantity)) AS difference, max(abs(counted.value_fen)) AS value_fen,
            min(counted.quantity - counted.book_quantity) = max(counted.quantity - counted.book_quantity)
            AND count(DISTINCT (units.found, units.missing)) FILTER (WHERE units.line_no IS NOT NULL) < 2 AS is_so
        FROM find_count_differences(p_count_id) AS counted
        LEFT JOIN count_unit_differences(p_count_id) AS units USING (line_no, counter_no)
        WHERE counted.counter_no < 3
        GROUP BY counted.line_no
    ) AS alike
    WHERE NOT alike.is_so OR (alike.difference <> 0 AND (alike.value_fen > v_tolerance_fen OR alike.value_fen = 0))
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_lines = ROW_COUNT;
    RETURN v_lines;
END
$$;
