-- Stock is gained or lost by a count alone: post_count has named this key before, and nobody else can.
CREATE OR REPLACE FUNCTION stockpile.guard_adjustment(p_key text) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM count_document JOIN stock_count USING (count_id) WHERE request_key = p_key AND state = 'posted') THEN
        PERFORM refuse('SP514', 'stock is adjusted by an approved count only', jsonb_build_object('key', p_key), 'plan a count');
    END IF;
END
$$;
