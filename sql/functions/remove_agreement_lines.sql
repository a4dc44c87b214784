-- Takes a line out of a draft; answers how many there were. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.remove_agreement_lines(p_agreement_id bigint, p_form text, p_item_id bigint, p_place_id bigint)
RETURNS bigint LANGUAGE sql SET search_path = stockpile, pg_temp AS $$
    WITH stock AS (
        DELETE FROM agreement_stock WHERE p_form = 'agreement_stock' AND agreement_id = p_agreement_id AND item_id = p_item_id
            AND place_id = p_place_id RETURNING 1),
    capacity AS (
        DELETE FROM agreement_capacity WHERE p_form = 'capacity' AND agreement_id = p_agreement_id AND item_id = p_item_id
            AND place_id = p_place_id RETURNING 1),
    floor AS (
        DELETE FROM agreement_floor WHERE p_form = 'minimum_stock' AND agreement_id = p_agreement_id AND item_id = p_item_id
            AND place_id = p_place_id RETURNING 1)
    SELECT (SELECT count(*) FROM stock) + (SELECT count(*) FROM capacity) + (SELECT count(*) FROM floor)
$$;
