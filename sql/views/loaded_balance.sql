-- What each account of a load holds after it.
CREATE OR REPLACE VIEW stockpile.loaded_balance AS
SELECT loading.account_id, loading.is_known, side.kind, lot.item_id, loading.lot_id, loading.place_id, loading.owner_id,
    loading.condition, side.availability, loading.quantity + loading.received_quantity - loading.issued_quantity AS quantity,
    -- Where no order was needed, every unit is worth what the lot's units cost.
    coalesce(loading.settled_value_fen,
        loading.value_fen + (loading.received_quantity - loading.issued_quantity) * lot.unit_cost_fen) AS value_fen,
    latest.occurred_at      -- NULL: now
FROM stockpile.loading_account AS loading
JOIN stockpile.loading_side AS side USING (side_no)
JOIN stockpile.lot USING (lot_id)
JOIN stockpile.loading_document AS latest ON latest.document_id = greatest(loading.last_received_id, loading.last_issued_id);
