-- Every account inside with the words people know it by, empty ones too: what it held at a past moment is asked elsewhere.
CREATE OR REPLACE VIEW stockpile.account_detail AS
SELECT account.account_id, account.kind AS account_kind, account.quantity, account.value_fen, account.condition, account.availability,
    account.holds,
    item.item_id, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
    lot.lot_id, lot.lot_number, lot.reserve_category, category.name AS reserve_category_name,
    category.name_en AS reserve_category_name_en, category.position AS reserve_category_position,
    lot.manufactured_on, lot.received_on, lot.expires_on, lot.warn_on, lot.rotate_by_on, lot.unit_cost_fen,
    lot.funding_source, lot.origin, lot.legacy_group,
    place.place_id, place.code AS place, place.name AS place_name, place.name_en AS place_name_en, place.kind AS place_kind,
    bin.code AS bin, stock_owner.owner_id, stock_owner.code AS owner,
    bin.name AS bin_name, stock_owner.name AS owner_name, stock_owner.name_en AS owner_name_en, lot.stop_issue_on, lot.recalled_on
FROM stockpile.stock_account AS account
JOIN stockpile.lot USING (lot_id)
JOIN stockpile.item ON item.item_id = account.item_id
JOIN stockpile.reserve_category AS category ON category.reserve_category = lot.reserve_category
JOIN stockpile.place ON place.place_id = account.place_id
JOIN stockpile.stock_owner ON stock_owner.owner_id = account.owner_id
LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
WHERE account.is_stock;
