-- Whether a unit moved after a moment: what is entered late for an earlier one cannot have taken it.
CREATE OR REPLACE FUNCTION stockpile.serial_moved_after(p_serial_id bigint, p_moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM stockpile.movement_serial JOIN stockpile.stock_movement AS movement USING (movement_id)
                   WHERE movement_serial.serial_id = p_serial_id AND movement.occurred_at > p_moment)
$$;
