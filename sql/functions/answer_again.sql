-- The answer a key has already been given, or SP202 when the key came with another request.
CREATE OR REPLACE FUNCTION stockpile.answer_again(p_key text, p_hash text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_request request;
BEGIN
    SELECT * INTO STRICT v_request FROM request WHERE request_key = p_key;
    IF v_request.request_hash <> p_hash THEN
        PERFORM refuse('SP202', 'this key was used for another request',
            jsonb_build_object('key', p_key, 'operation', v_request.operation, 'recorded_at', v_request.recorded_at),
            'use a fresh key for a new request');
    END IF;
    RETURN (SELECT jsonb_build_object('document_id', document_id, 'number', number, 'occurred_at', occurred_at,
                                      'recorded_at', recorded_at, 'replayed', true)
            FROM document WHERE document_id = v_request.document_id);
END
$$;
