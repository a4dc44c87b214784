-- What an account is, as the text its seal covers (docs/ledger-seal.md): a line for its key and one for what its lot was received
-- as. Never its balance, and none of the lot's dates, which are facts of their own. Without its lot an account is sealed all the same.
CREATE OR REPLACE VIEW stockpile.account_content AS
SELECT account.account_id,
    concat_ws(E'\t', 'account', account.account_id, account.kind, account.item_id, account.lot_id, account.place_id,
        concat(account.bin_id), account.owner_id, account.condition, concat(account.availability, E'\nlot'), lot.lot_id, lot.item_id,
        stockpile.content_cell(lot.lot_number), stockpile.content_cell(lot.reserve_category),
        stockpile.content_cell(lot.funding_source), stockpile.content_cell(lot.origin), stockpile.content_cell(lot.legacy_group),
        concat(lot.parent_lot_id), coalesce(to_char(lot.manufactured_on, 'YYYY-MM-DD'), ''),
        to_char(lot.received_on, 'YYYY-MM-DD'), concat(lot.unit_cost_fen, E'\n')) AS content
FROM stockpile.stock_account AS account LEFT JOIN stockpile.lot USING (lot_id);
