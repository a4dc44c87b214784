-- Attaches a file that is kept already to an agreement, whatever its state: a fact with its own time, never removed.
CREATE OR REPLACE FUNCTION stockpile.attach_to_agreement(p_person_id bigint, p_agreement_id bigint, p_sha256 text, p_name text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'attach_file');
    INSERT INTO agreement_attachment (agreement_id, sha256, name, person_id)
    VALUES (p_agreement_id, decode(p_sha256, 'hex'), p_name, p_person_id)
    ON CONFLICT (agreement_id, sha256) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP518', 'the file is attached to this agreement already', jsonb_build_object('sha256', p_sha256,
            'number', (SELECT number FROM agreement WHERE agreement_id = p_agreement_id)));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.attach_to_agreement(bigint, bigint, text, text) TO stockpile_application;
