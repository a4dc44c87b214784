-- The count with its row locked, for a step to another state: refused with SP401 for who may not take it, SP501 when there is no such step.
CREATE OR REPLACE FUNCTION stockpile.lock_count_for_step(p_count_id bigint, p_to text, p_person_id bigint) RETURNS stockpile.stock_count
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, permission)
    FROM (SELECT DISTINCT permission FROM state_transition WHERE subject = 'stock_count' AND to_state = p_to) AS step;
    RETURN lock_count(p_count_id,
        ARRAY(SELECT from_state FROM state_transition WHERE subject = 'stock_count' AND to_state = p_to));
END
$$;
