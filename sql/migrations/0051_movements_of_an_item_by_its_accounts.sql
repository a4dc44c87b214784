-- Movements of an item are found by its accounts. An index of their own was one more for every posting to write to, anywhere in it, and
-- only questions about the past read it; an account is new, filled or emptied less often than goods are moved (docs/decisions/0037).
DROP INDEX stockpile.stock_movement_item;
CREATE INDEX stock_account_item ON stockpile.stock_account (item_id) WHERE is_stock;
