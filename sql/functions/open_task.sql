-- Opens a task, or gives the open one about the same thing a new due time. For the owner's functions: they check who may.
CREATE OR REPLACE FUNCTION stockpile.open_task(
    p_kind text, p_subject_id bigint, p_subject text, p_place_id bigint, p_owner_id bigint, p_due_at timestamptz,
    p_person_id bigint, p_detail jsonb DEFAULT '{}')
RETURNS bigint LANGUAGE sql SET search_path = stockpile, pg_temp AS $$
    INSERT INTO task (kind, subject_id, subject, place_id, owner_id, due_at, opened_by, detail)
    VALUES (p_kind, p_subject_id, p_subject, p_place_id, p_owner_id, p_due_at, p_person_id, p_detail)
    ON CONFLICT (kind, subject_id, coalesce(place_id, 0)) WHERE outcome IS NULL
    DO UPDATE SET due_at = excluded.due_at, owner_id = excluded.owner_id, detail = excluded.detail
    RETURNING task_id
$$;
