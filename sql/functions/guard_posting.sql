-- What must hold of every posting before anything is looked up: the person may (SP401), it is not in the future (SP302), and neither
-- its month nor a later one is closed (SP301), since a closed month stands on the figures of those before it.
-- Answers the district's time zone, which the rest of a reversal needs. Whoever asks holds the lock that closing a month takes
-- exclusively, so nothing slips in behind it.
CREATE OR REPLACE FUNCTION stockpile.guard_posting(p_document stockpile.document, p_permission text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_zone text;
    v_allowed boolean;
    v_closed text;
BEGIN
    SELECT zone.name,
        EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                WHERE person_id = p_document.person_id AND permission = p_permission),
        (SELECT max(period) FROM period WHERE state = 'closed'
            AND period >= to_char(coalesce(p_document.occurred_at, v_now) AT TIME ZONE zone.name, 'YYYY-MM'))
    INTO v_zone, v_allowed, v_closed
    FROM (SELECT coalesce((SELECT time_zone FROM district), 'UTC') AS name) AS zone;
    IF NOT v_allowed THEN
        PERFORM require_permission(p_document.person_id, p_permission);
    END IF;
    IF p_document.occurred_at IS NOT NULL THEN
        IF p_document.occurred_at > v_now THEN
            PERFORM refuse('SP302', 'goods cannot have moved in the future',
                jsonb_build_object('occurred_at', p_document.occurred_at), 'leave the time out, or give one that has passed');
        END IF;
        -- A century that no goods here have seen: such a time is a mistake, and some programs cannot read it.
        IF p_document.occurred_at < '1900-01-01' THEN
            PERFORM refuse('SP610', 'goods did not move so long ago', jsonb_build_object('dates', jsonb_build_array(jsonb_build_object(
                'field', 'occurred_at', 'value', p_document.occurred_at, 'expected', '>= 1900-01-01'))));
        END IF;
    END IF;
    IF v_closed IS NOT NULL THEN
        PERFORM refuse('SP301', format('everything up to the period %s is closed', v_closed),
            jsonb_build_object('period', v_closed, 'occurred_at', p_document.occurred_at),
            'post with a date in an open period, and name the closed period it is about');
    END IF;
    RETURN v_zone;
END
$$;
