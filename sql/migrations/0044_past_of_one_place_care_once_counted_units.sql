-- A past day of one place asks what every account there held, also those that are empty by now.
CREATE INDEX stock_account_inside ON stockpile.stock_account (place_id) WHERE is_stock;

-- Care is looked up once, for the answer and for the sum.
DROP FUNCTION IF EXISTS stockpile.supply_of(bigint[], date, date, integer, integer, date, boolean);

-- Units are compared as they lay at the moment of counting; whether they can be posted is told as well.
DROP FUNCTION IF EXISTS stockpile.count_serial_differences(bigint, integer);
