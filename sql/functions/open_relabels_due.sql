-- Brings the tasks of new labels up to date with where goods went. Answers how many were opened.
CREATE OR REPLACE FUNCTION stockpile.open_relabels_due(p_person_id bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'remind_care');
    RETURN follow_relabels(p_person_id, NULL);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.open_relabels_due(bigint) TO stockpile_application;
