-- The people of a district with their roles, once: when a district is loaded and nobody is known yet.
CREATE OR REPLACE FUNCTION stockpile.insert_people(p_people jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM person WHERE login <> 'worker') THEN
        PERFORM refuse('SP605', 'the people of this district are known already',
            (SELECT jsonb_build_object('district', name) FROM district));
    END IF;
    INSERT INTO person (login, name, name_en, telephone, source)
    SELECT who ->> 'login', who ->> 'name', who ->> 'name_en', who ->> 'telephone', who ->> 'source'
    FROM jsonb_array_elements(p_people) WITH ORDINALITY AS row (who, position)
    ORDER BY position;
    INSERT INTO person_role (person_id, role)
    SELECT person.person_id, role
    FROM jsonb_array_elements(p_people) AS who
    CROSS JOIN LATERAL jsonb_array_elements_text(who -> 'roles') AS role
    JOIN person ON person.login = who ->> 'login';
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.insert_people(jsonb) TO stockpile_application;
