-- Goods of the district that a town keeps for its villages: owner, keeper and user are three parties. The owner stands with the account,
-- the keeper and the user with the place.
ALTER TABLE stockpile.place ADD COLUMN used_by_id bigint REFERENCES stockpile.stock_owner;
CREATE INDEX place_used_by ON stockpile.place (used_by_id) WHERE used_by_id IS NOT NULL;
