-- The lot carries its newest dates, so that posting and lists read one row.
CREATE OR REPLACE FUNCTION stockpile.keep_lot_dates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    UPDATE lot SET expires_on = new.expires_on, warn_on = new.warn_on, rotate_by_on = new.rotate_by_on,
        stop_issue_on = new.stop_issue_on
    WHERE lot.lot_id = new.lot_id
      AND (lot.expires_on, lot.warn_on, lot.rotate_by_on, lot.stop_issue_on)
        IS DISTINCT FROM (new.expires_on, new.warn_on, new.rotate_by_on, new.stop_issue_on);
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER lot_date_moves_to_lot AFTER INSERT ON stockpile.lot_date
    FOR EACH ROW EXECUTE FUNCTION stockpile.keep_lot_dates();
