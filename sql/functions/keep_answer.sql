-- Keeps the answer of a request that was more than one posting under its key, in the transaction of the work itself.
CREATE OR REPLACE FUNCTION stockpile.keep_answer(p_key text, p_hash text, p_operation text, p_person_id bigint, p_answer jsonb)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
    INSERT INTO request (request_key, request_hash, operation, person_id, answer)
    VALUES (p_key, p_hash, p_operation, p_person_id, p_answer)
$$;
GRANT EXECUTE ON FUNCTION stockpile.keep_answer(text, text, text, bigint, jsonb) TO stockpile_application;
