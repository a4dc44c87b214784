-- Closes what is open of a kind about one thing, at one place or (NULL) at all; answers how many. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.close_tasks(
    p_kind text, p_subject_id bigint, p_place_id bigint, p_person_id bigint, p_outcome text, p_remarks text DEFAULT NULL)
RETURNS bigint LANGUAGE sql SET search_path = stockpile, pg_temp AS $$
    WITH closed AS (
        UPDATE task SET outcome = p_outcome, closed_by = p_person_id, closed_at = clock_timestamp(), remarks = p_remarks
        WHERE kind = p_kind AND subject_id = p_subject_id AND outcome IS NULL AND (p_place_id IS NULL OR place_id = p_place_id)
        RETURNING task_id)
    SELECT count(*) FROM closed
$$;
