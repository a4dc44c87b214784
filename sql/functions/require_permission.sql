-- Refuses with SP401 unless one of the person's roles carries the permission.
CREATE OR REPLACE FUNCTION stockpile.require_permission(p_person_id bigint, p_permission text) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                   WHERE person_id = p_person_id AND permission = p_permission) THEN
        PERFORM refuse('SP401', format('this person may not %s', replace(p_permission, '_', ' ')),
            jsonb_build_object('permission', p_permission,
                'person', (SELECT login FROM person WHERE person_id = p_person_id)),
            'ask someone whose role carries the permission, or act as that person with --as');
    END IF;
END
$$;
