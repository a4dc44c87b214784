-- What is outside was kept for nobody: every question about the past is about what is inside.
DELETE FROM stockpile.period_balance WHERE NOT is_inside;
DROP INDEX stockpile.period_balance_inside, stockpile.period_balance_item;
ALTER TABLE stockpile.period_balance
    DROP COLUMN is_inside,
    -- Written by the one function that has just closed the month, a row for every account while nobody can post.
    DROP CONSTRAINT period_balance_period_fkey;
CREATE INDEX period_balance_place ON stockpile.period_balance (period, place_id) INCLUDE (account_id, quantity, value_fen);
CREATE INDEX period_balance_item ON stockpile.period_balance (period, item_id) INCLUDE (account_id, place_id, quantity, value_fen);
