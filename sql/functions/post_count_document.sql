-- Posts one document of a count: named first, so that the posting function knows the adjustment is a count's.
CREATE OR REPLACE FUNCTION stockpile.post_count_document(
    p_count stockpile.stock_count, p_document jsonb, p_key text, p_request_hash text)
RETURNS void LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    INSERT INTO count_document (request_key, count_id) VALUES (p_key, p_count.count_id);
    PERFORM post_document(p_document || jsonb_build_object('key', p_key, 'request_hash', p_request_hash, 'place_id', p_count.place_id,
        'person_id', p_count.posted_by, 'checker_id', p_count.approved_by, 'reference', p_count.number));
END
$$;
