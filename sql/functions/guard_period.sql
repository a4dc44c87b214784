-- Refuses with SP301 what occurred in a closed month. Closing takes the same lock exclusively, so nothing slips in behind it.
CREATE OR REPLACE FUNCTION stockpile.guard_period(p_occurred_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_period text := to_char(p_occurred_at AT TIME ZONE district_zone(), 'YYYY-MM');
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.period'));
    IF EXISTS (SELECT FROM period WHERE period = v_period AND state = 'closed') THEN
        PERFORM refuse('SP301', format('the period %s is closed', v_period),
            jsonb_build_object('period', v_period, 'occurred_at', p_occurred_at),
            'post with a date in an open period, and name the closed period it is about');
    END IF;
END
$$;
