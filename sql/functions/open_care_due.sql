-- Brings the tasks of care up to date with what lies where and what was done. Answers how many are open.
CREATE OR REPLACE FUNCTION stockpile.open_care_due(p_person_id bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'remind_care');
    RETURN open_care_task(p_person_id, NULL, NULL);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.open_care_due(bigint) TO stockpile_application;
