-- What a document's header names and the posting function looks up: the checker, who is another person and may check (SP402, SP401),
-- and the files it is posted with.
CREATE OR REPLACE FUNCTION stockpile.complete_document(p_document stockpile.document, p_request jsonb) RETURNS stockpile.document
LANGUAGE plpgsql AS $$
BEGIN
    IF p_request ->> 'checker' IS NOT NULL THEN
        SELECT person_id INTO p_document.checker_id FROM person WHERE login = p_request ->> 'checker';
        IF NOT FOUND THEN
            PERFORM refuse('SP601', 'there is no such person', jsonb_build_object('code', p_request ->> 'checker'));
        END IF;
    END IF;
    IF p_document.checker_id = p_document.person_id THEN
        PERFORM refuse('SP402', 'who makes a document does not check it', '{}', 'let another person check it');
    END IF;
    IF p_document.checker_id IS NOT NULL THEN
        PERFORM require_permission(p_document.checker_id, 'check_document');
    END IF;
    IF jsonb_array_length(p_request -> 'attached') > 0 THEN
        INSERT INTO document_attachment (document_id, sha256, name, is_of_posting, person_id)
        SELECT p_document.document_id, decode(file.sha256, 'hex'), file.name, true, p_document.person_id
        FROM jsonb_to_recordset(p_request -> 'attached') AS file (sha256 text, name text);
        p_document.attachments := (SELECT string_agg(encode(sha256, 'hex'), ' ' ORDER BY sha256)
            FROM document_attachment WHERE document_id = p_document.document_id);
    END IF;
    RETURN p_document;
END
$$;
