-- Gives a draft the lines of the agreement it is to replace. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.copy_agreement_lines(p_from_id bigint, p_to_id bigint) RETURNS void
LANGUAGE sql SET search_path = stockpile, pg_temp AS $$
    INSERT INTO agreement_stock (agreement_id, item_id, place_id, quantity, response_hours, confidence_percent, source, price_rule,
        price_fen, price_percent)
    SELECT p_to_id, item_id, place_id, quantity, response_hours, confidence_percent, source, price_rule, price_fen, price_percent
    FROM agreement_stock WHERE agreement_id = p_from_id;
    INSERT INTO agreement_response (agreement_id, item_id, place_id, town_id, response_hours)
    SELECT p_to_id, item_id, place_id, town_id, response_hours FROM agreement_response WHERE agreement_id = p_from_id;
    INSERT INTO agreement_capacity (agreement_id, item_id, place_id, units_per_day, ramp_up_hours, quantity_max, source,
        raw_material_days)
    SELECT p_to_id, item_id, place_id, units_per_day, ramp_up_hours, quantity_max, source, raw_material_days
    FROM agreement_capacity WHERE agreement_id = p_from_id;
    INSERT INTO agreement_floor (agreement_id, item_id, place_id, quantity, source, days_of_use, daily_use, daily_use_source)
    SELECT p_to_id, item_id, place_id, quantity, source, days_of_use, daily_use, daily_use_source
    FROM agreement_floor WHERE agreement_id = p_from_id;
$$;
