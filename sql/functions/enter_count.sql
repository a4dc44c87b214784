-- Writes what one person counted: as the first or second counter of each line, or as the third of those that are counted again.
-- A line's counters are three different persons; the same person again corrects. With the last missing entry the count moves on.
CREATE OR REPLACE FUNCTION stockpile.enter_count(
    p_count_id bigint, p_person_id bigint, p_line_nos integer[], p_quantities bigint[], p_counted_at timestamptz[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_count stock_count;
    v_now timestamptz;
    v_early integer[];
BEGIN
    PERFORM require_permission(p_person_id, 'enter_count');
    v_count := lock_count(p_count_id, '{planned,counting,recounting}');
    v_now := clock_timestamp();
    IF EXISTS (SELECT FROM unnest(p_counted_at) AS moment WHERE moment > v_now) THEN
        PERFORM refuse('SP302', 'goods cannot have been counted in the future', jsonb_build_object('number', v_count.number));
    END IF;
    -- Before the plan another count may have been posted, whose adjustments this one would make a second time.
    v_early := ARRAY(SELECT line_no FROM unnest(p_line_nos, p_counted_at) AS entry (line_no, moment) WHERE moment < v_count.planned_at);
    IF cardinality(v_early) > 0 THEN
        PERFORM refuse('SP513', 'counted before the count was planned', jsonb_build_object('number', v_count.number,
            'planned_at', v_count.planned_at, 'lines', list_count_lines(p_count_id, v_early)));
    END IF;
    PERFORM claim_count_lines(v_count, p_person_id, p_line_nos);
    INSERT INTO count_entry (count_id, line_no, entry_no, counter_no, quantity, counted_at, recorded_at)
    SELECT p_count_id, entry.line_no, 1 + (SELECT count(*) FROM count_entry AS old
            WHERE old.count_id = p_count_id AND old.line_no = entry.line_no), counter.counter_no, entry.quantity,
        coalesce(entry.moment, v_now), v_now
    FROM unnest(p_line_nos, p_quantities, p_counted_at) AS entry (line_no, quantity, moment)
    JOIN count_counter AS counter ON counter.count_id = p_count_id AND counter.line_no = entry.line_no
        AND counter.person_id = p_person_id;
    PERFORM settle_count(p_count_id, p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.enter_count(bigint, bigint, integer[], bigint[], timestamptz[]) TO stockpile_application;
