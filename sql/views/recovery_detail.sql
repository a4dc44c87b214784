-- Goods that are to come back: what was issued for use to somebody or in an incident, of items that are returnable, by lot and owner; what
-- of it came back and how, what is lost, what is still out. Reversals count on both sides. What was said to be lost and came back after
-- all is lost no more.
CREATE OR REPLACE VIEW stockpile.recovery_detail AS
SELECT issued.document_id, issued.number, issued.place_id, issued.occurred_at, issued.occasion,
    coalesce(given.receiver, issued.occasion) AS receiver, given.contact, given.telephone,
    moved.item_id, moved.lot_id, moved.owner_id, moved.quantity AS issued_quantity, back.returned_quantity, back.good_quantity,
    back.in_inspection_quantity, back.to_repair_quantity, back.to_scrap_quantity, back.reported_lost_quantity,
    still.lost_quantity, greatest(moved.quantity - back.returned_quantity, 0) - still.lost_quantity AS quantity
FROM stockpile.document AS issued
LEFT JOIN stockpile.document_receiver AS given ON given.document_id = issued.document_id
CROSS JOIN LATERAL (
    SELECT side.item_id, side.lot_id, side.owner_id, sum(side.quantity)::bigint AS quantity
    FROM (
        SELECT movement.item_id, movement.lot_id, account.owner_id, movement.quantity
        FROM stockpile.stock_movement AS movement
        JOIN stockpile.stock_account AS account ON account.account_id = movement.from_account_id
        WHERE movement.document_id = issued.document_id
        UNION ALL
        SELECT movement.item_id, movement.lot_id, account.owner_id, -movement.quantity
        FROM stockpile.document AS reversal JOIN stockpile.stock_movement AS movement USING (document_id)
        JOIN stockpile.stock_account AS account ON account.account_id = movement.to_account_id
        WHERE reversal.reverses_document_id = issued.document_id
    ) AS side
    JOIN stockpile.item ON item.item_id = side.item_id AND item.is_returnable
    GROUP BY side.item_id, side.lot_id, side.owner_id
) AS moved
CROSS JOIN LATERAL (
    SELECT coalesce(sum(entry.quantity) FILTER (WHERE entry.result <> 'lost'), 0)::bigint AS returned_quantity,
        coalesce(sum(entry.quantity) FILTER (WHERE entry.result = 'good'), 0)::bigint AS good_quantity,
        coalesce(sum(entry.quantity) FILTER (WHERE entry.result = 'in_inspection'), 0)::bigint AS in_inspection_quantity,
        coalesce(sum(entry.quantity) FILTER (WHERE entry.result = 'to_repair'), 0)::bigint AS to_repair_quantity,
        coalesce(sum(entry.quantity) FILTER (WHERE entry.result = 'to_scrap'), 0)::bigint AS to_scrap_quantity,
        coalesce(sum(entry.quantity) FILTER (WHERE entry.result = 'lost'), 0)::bigint AS reported_lost_quantity
    FROM stockpile.recovery_entry AS entry
    WHERE entry.document_id = issued.document_id AND entry.lot_id = moved.lot_id AND entry.owner_id = moved.owner_id
      AND NOT EXISTS (SELECT FROM stockpile.reversed_line AS reversed
          WHERE reversed.document_id = entry.return_document_id AND reversed.line_no = entry.return_line_no)
) AS back
CROSS JOIN LATERAL (
    SELECT least(back.reported_lost_quantity, greatest(moved.quantity - back.returned_quantity, 0)) AS lost_quantity
) AS still
WHERE issued.kind = 'issue' AND issued.purpose = 'use' AND (moved.quantity > 0 OR back.returned_quantity + back.reported_lost_quantity > 0)
  AND (issued.occasion IS NOT NULL OR given.document_id IS NOT NULL);
