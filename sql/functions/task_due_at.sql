-- The end of the day on which a task of a kind that is opened now is due.
CREATE OR REPLACE FUNCTION stockpile.task_due_at(p_kind text) RETURNS timestamptz LANGUAGE sql STABLE
SET search_path = stockpile, pg_temp AS $$
    SELECT ((clock_timestamp() AT TIME ZONE district_zone())::date + due_days + 1)::timestamp AT TIME ZONE district_zone()
        - interval '1 second'
    FROM task_kind WHERE kind = p_kind
$$;
