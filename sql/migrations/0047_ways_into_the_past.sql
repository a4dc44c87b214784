-- What one item's accounts held at the end of a month lies together: they were looked up one by one before, each in another page.
ALTER TABLE stockpile.period_balance ADD COLUMN item_id bigint;
UPDATE stockpile.period_balance AS kept SET item_id = account.item_id
    FROM stockpile.stock_account AS account WHERE account.account_id = kept.account_id;
ALTER TABLE stockpile.period_balance
    ALTER COLUMN item_id SET NOT NULL,
    -- The balances of a month are read together with their accounts, which are never deleted; asking for each again took long.
    DROP CONSTRAINT period_balance_account_id_fkey;
CREATE INDEX period_balance_item ON stockpile.period_balance (period, item_id) INCLUDE (account_id, place_id, quantity, value_fen)
    WHERE is_inside;

-- Goods move before it is recorded: what was known at a moment occurred by then as well, and the ranges of that time find it.
DROP INDEX stockpile.stock_movement_recorded;
