-- Makes the indexes and foreign keys of the movements again that drop_movement_keys dropped; every key is checked.
CREATE OR REPLACE FUNCTION stockpile.make_movement_keys(p_keys jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_command text;
BEGIN
    FOR v_command IN SELECT value FROM jsonb_array_elements_text((p_keys -> 'indexes') || (p_keys -> 'constraints')) LOOP
        EXECUTE v_command;
    END LOOP;
END
$$;
