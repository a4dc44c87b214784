-- What the planner knows of the tables that grow, brought up to date: after a load nothing is known of them, and plans read whole tables.
CREATE OR REPLACE FUNCTION stockpile.refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    ANALYZE document, stock_movement, stock_account, lot, lot_date, request, item, place, document_counter;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.refresh_statistics() TO stockpile_application;
