-- Of which kind the task of a step for closing gaps is.
CREATE OR REPLACE FUNCTION stockpile.gap_task_kind(p_way text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE p_way WHEN 'purchase' THEN 'gap_purchase' WHEN 'agreement' THEN 'gap_promise' WHEN 'capacity' THEN 'gap_promise'
        ELSE 'gap_move' END
$$;
GRANT EXECUTE ON FUNCTION stockpile.gap_task_kind(text) TO stockpile_application;
