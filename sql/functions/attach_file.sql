-- Attaches a file that is kept already to a document that was posted before: a fact with its own time, never removed.
CREATE OR REPLACE FUNCTION stockpile.attach_file(p_number text, p_sha256 text, p_name text, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_document_id bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'attach_file');
    SELECT document_id INTO v_document_id FROM document WHERE number = p_number;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such document', jsonb_build_object('number', p_number));
    END IF;
    INSERT INTO document_attachment (document_id, sha256, name, is_of_posting, person_id)
    VALUES (v_document_id, decode(p_sha256, 'hex'), p_name, false, p_person_id)
    ON CONFLICT (document_id, sha256) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP518', 'the file is attached to this document already',
            jsonb_build_object('number', p_number, 'sha256', p_sha256));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.attach_file(text, text, text, bigint) TO stockpile_application;
