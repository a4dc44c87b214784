-- Posts any document; post_plain_line beside it posts what most of them are, reverse_document takes documents back, and post_documents
-- loads many. Same key, same answer; everything else in post_claimed_document.
CREATE OR REPLACE FUNCTION stockpile.post_document(p_document jsonb) RETURNS jsonb
-- Every statement in here finds few rows by a key: planning it anew each time would take longer than running it.
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    -- Whether the transaction has written and locked no row yet, so that nobody can be waiting for one.
    v_holds_nothing boolean := pg_current_xact_id_if_assigned() IS NULL;
    -- Taken before the document's identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_document_id bigint;
BEGIN
    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (p_document ->> 'key', p_document ->> 'request_hash', 'post_' || (p_document ->> 'kind'),
            (p_document ->> 'person_id')::bigint, nextval('stockpile.document_document_id_seq'))
    ON CONFLICT (request_key) DO NOTHING
    RETURNING document_id INTO v_document_id;
    IF NOT FOUND THEN
        RETURN answer_again(p_document ->> 'key', p_document ->> 'request_hash');
    END IF;
    RETURN post_claimed_document(p_document, v_document_id, v_holds_nothing);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.post_document(jsonb) TO stockpile_application;
