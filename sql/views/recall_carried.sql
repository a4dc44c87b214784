-- What of recalled lots is on its way with a carrier, by order and destination.
CREATE OR REPLACE VIEW stockpile.recall_carried AS
SELECT recalled.recall_id, account.place_id, moved.order_id, sum(moved.quantity)::bigint AS quantity,
    recalled.named_lot_id
FROM stockpile.recall_lot AS recalled
JOIN stockpile.stock_account AS account ON account.lot_id = recalled.lot_id AND account.kind = 'carrier'
CROSS JOIN LATERAL (
    SELECT document.order_id, movement.quantity
    FROM stockpile.stock_movement AS movement JOIN stockpile.document USING (document_id)
    WHERE movement.to_account_id = account.account_id
    UNION ALL
    SELECT document.order_id, -movement.quantity
    FROM stockpile.stock_movement AS movement JOIN stockpile.document USING (document_id)
    WHERE movement.from_account_id = account.account_id
) AS moved
GROUP BY recalled.recall_id, account.place_id, moved.order_id, recalled.named_lot_id;
