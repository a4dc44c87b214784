-- What open orders have reserved in which account, and on which day that lapses.
CREATE OR REPLACE VIEW stockpile.reservation_due AS
SELECT change.account_id, (given.due_at AT TIME ZONE stockpile.district_zone())::date AS due_on, sum(change.quantity)::bigint AS quantity
FROM stockpile.allocation_order AS given
JOIN stockpile.document USING (order_id)
JOIN stockpile.stock_movement AS movement USING (document_id)
CROSS JOIN LATERAL (VALUES (movement.to_account_id, movement.quantity), (movement.from_account_id, -movement.quantity))
AS change (account_id, quantity)
JOIN stockpile.stock_account AS account ON account.account_id = change.account_id
WHERE given.state IN ('issued', 'acknowledged', 'partly_reserved') AND account.kind = 'stock' AND account.availability = 'reserved'
GROUP BY 1, 2
HAVING sum(change.quantity) > 0;
