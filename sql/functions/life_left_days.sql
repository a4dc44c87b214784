-- How many days a lot must still last after the day it is issued; 0 where nobody demands anything. The most special demand decides: one
-- for the item before one for all, then one for the kind of place, then one for the purpose.
CREATE OR REPLACE FUNCTION stockpile.life_left_days(p_item_id bigint, p_place_kind text, p_purpose text) RETURNS integer
LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT days FROM stockpile.life_left_demand
        WHERE ended_at IS NULL AND (item_id IS NULL OR item_id = p_item_id) AND (place_kind IS NULL OR place_kind = p_place_kind)
          AND (purpose IS NULL OR purpose = p_purpose)
        ORDER BY item_id IS NULL, place_kind IS NULL, purpose IS NULL LIMIT 1), 0)
$$;
GRANT EXECUTE ON FUNCTION stockpile.life_left_days(bigint, text, text) TO stockpile_application;
