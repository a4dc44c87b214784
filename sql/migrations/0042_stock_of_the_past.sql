-- Stock of a past moment is asked for in one query that the server can plan and share among processors; a function that answers whole
-- accounts hid from it how many there are.
DROP FUNCTION IF EXISTS stockpile.place_balances_at(timestamptz, timestamptz, bigint);
DROP FUNCTION IF EXISTS stockpile.balances_at(timestamptz, timestamptz, bigint);
