-- From a day on, up to which value of a difference two agreeing counters suffice. Another row for the same day replaces it, none is
-- changed.
CREATE OR REPLACE FUNCTION stockpile.set_count_tolerance(
    p_person_id bigint, p_tolerance_fen bigint, p_effective_from date, p_source text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'approve_count');
    INSERT INTO count_tolerance (effective_from, tolerance_fen, source, set_by)
    VALUES (coalesce(p_effective_from, (clock_timestamp() AT TIME ZONE district_zone())::date), p_tolerance_fen, p_source, p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.set_count_tolerance(bigint, bigint, date, text) TO stockpile_application;
