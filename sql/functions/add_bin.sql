-- A new bin at a place. Its code is the place's own: another place may have the same.
CREATE OR REPLACE FUNCTION stockpile.add_bin(p_person_id bigint, p_place_id bigint, p_code text, p_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'keep_bins');
    INSERT INTO bin (place_id, code, name) VALUES (p_place_id, p_code, p_name) ON CONFLICT (place_id, code) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP623', format('the place has a bin %s already', p_code), jsonb_build_object('bin', p_code,
            'place', (SELECT code FROM place WHERE place_id = p_place_id),
            'retired_on', (SELECT retired_on FROM bin WHERE place_id = p_place_id AND code = p_code)), 'choose another code');
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_bin(bigint, bigint, text, text) TO stockpile_application;
