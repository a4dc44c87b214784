-- Sets what was counted beside the books and keeps what it found; an approved count again, when the books have changed since. What passes
-- the tolerance only now is counted again first, as long as nobody has seen the figures.
CREATE OR REPLACE FUNCTION stockpile.review_count(p_count_id bigint, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_count stock_count;
BEGIN
    v_count := lock_count_for_step(p_count_id, 'under_review', p_person_id);
    IF v_count.state = 'counted' AND mark_count_recounts(p_count_id) > 0 THEN
        PERFORM set_count_state(p_count_id, 'recounting', p_person_id, NULL);
        RETURN;
    END IF;
    -- The third counter decides; where there is none the first two agree.
    INSERT INTO count_finding (count_id, review_no, line_no, counter_no, quantity, counted_at, book_quantity, value_fen)
    SELECT DISTINCT ON (line_no) p_count_id, v_count.review_no + 1, line_no, counter_no, quantity, counted_at, book_quantity, value_fen
    FROM find_count_differences(p_count_id) ORDER BY line_no, counter_no DESC;
    PERFORM set_count_state(p_count_id, 'under_review', p_person_id, NULL);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.review_count(bigint, bigint) TO stockpile_application;
