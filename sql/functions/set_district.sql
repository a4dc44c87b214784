-- Makes this the database of one district: every identifier starts at (division_code × 100 + local_unit) × 10^8,
-- so that the databases of several districts can be merged without renumbering.
CREATE OR REPLACE FUNCTION stockpile.set_district(p_district jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_start bigint := ((p_district ->> 'division_code')::bigint * 100 + (p_district ->> 'local_unit')::bigint) * 100000000;
BEGIN
    IF EXISTS (SELECT FROM district) THEN
        PERFORM refuse('SP605', 'this database already belongs to a district',
            (SELECT jsonb_build_object('district', name) FROM district), 'load another district into a database of its own');
    END IF;
    INSERT INTO district (district_id, division_code, local_unit, name, name_en, time_zone, short_code, content_sha256, source)
    VALUES (v_start, p_district ->> 'division_code', p_district ->> 'local_unit', p_district ->> 'name', p_district ->> 'name_en',
        p_district ->> 'time_zone', p_district ->> 'short_code', p_district ->> 'content_sha256', p_district ->> 'source');
    PERFORM align_sequences();
    -- Who acts when nobody does: the worker that gives back what was reserved past its due time.
    INSERT INTO person (login, name, name_en, source) VALUES ('worker', '系统', 'System', 'made with the district');
    INSERT INTO person_role SELECT person_id, 'worker' FROM person WHERE login = 'worker';
    RETURN v_start;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.set_district(jsonb) TO stockpile_application;
