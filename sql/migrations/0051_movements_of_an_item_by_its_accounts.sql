-- Movements of an item are found by its accounts. An index of their own was one more for every posting to write to, anywhere in it, and
-- only questions about the past of one item read it; accounts are made once.
DROP INDEX stockpile.stock_movement_item;
CREATE INDEX stock_account_item ON stockpile.stock_account (item_id) WHERE is_stock;
