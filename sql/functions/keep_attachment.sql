-- Keeps a file under its hash, once; a larger one is told by its hash, its size and where it lies.
CREATE OR REPLACE FUNCTION stockpile.keep_attachment(
    p_sha256 text, p_media_type text, p_size_bytes bigint, p_content bytea, p_kept_at text, p_person_id bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'attach_file');
    INSERT INTO attachment (sha256, media_type, size_bytes, content, kept_at, person_id)
    VALUES (decode(p_sha256, 'hex'), p_media_type, p_size_bytes, p_content, p_kept_at, p_person_id)
    ON CONFLICT (sha256) DO NOTHING;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.keep_attachment(text, text, bigint, bytea, text, bigint) TO stockpile_application;
