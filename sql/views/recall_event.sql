-- What happened to goods of a recall since it was issued, by holder, as far as it is a place or somebody who was given goods: what is said
-- to be back or set aside, and what left the place, or came back, by the books (taken back again: below zero).
CREATE OR REPLACE VIEW stockpile.recall_event AS
SELECT progress.recall_holder_id, progress.recorded_at, progress.recall_progress_id AS nth, progress.quantity AS said, 0::bigint AS gone
FROM stockpile.recall_progress AS progress
WHERE progress.outcome = 'returned'
  AND NOT EXISTS (SELECT FROM stockpile.document AS reversal WHERE reversal.reverses_document_id = progress.document_id)
UNION ALL
-- Left the place for good: destroyed, written off, sent back to the supplier, taken as a sample.
SELECT holder.recall_holder_id, side.recorded_at, side.movement_id, 0, side.quantity
FROM stockpile.recall_holder AS holder
JOIN stockpile.recall_lot AS recalled ON recalled.recall_id = holder.recall_id AND recalled.named_lot_id = holder.named_lot_id
JOIN stockpile.stock_account AS account ON account.lot_id = recalled.lot_id AND account.place_id = holder.place_id
    AND account.kind IN ('consumption', 'loss', 'supplier', 'adjustment')
CROSS JOIN LATERAL (
    SELECT movement.movement_id, movement.recorded_at, movement.quantity FROM stockpile.stock_movement AS movement
    WHERE movement.to_account_id = account.account_id AND movement.recorded_at > recalled.recalled_at
    UNION ALL
    SELECT movement.movement_id, movement.recorded_at, -movement.quantity
    FROM stockpile.stock_movement AS movement JOIN stockpile.document AS reversal USING (document_id)
    WHERE movement.from_account_id = account.account_id AND movement.recorded_at > recalled.recalled_at AND reversal.kind = 'reversal'
) AS side
WHERE holder.kind = 'stock'
UNION ALL
-- Came back from whoever was given it: recovered, or the issue was taken back.
SELECT holder.recall_holder_id, entry.recorded_at, entry.recovery_entry_id, 0, entry.quantity
FROM stockpile.recall_holder AS holder
JOIN stockpile.recovery_entry AS entry ON entry.document_id = holder.document_id AND entry.recorded_at > holder.recorded_at
JOIN stockpile.recall_lot AS recalled ON recalled.lot_id = entry.lot_id AND recalled.recall_id = holder.recall_id
    AND recalled.named_lot_id = holder.named_lot_id
WHERE holder.kind = 'consumption' AND entry.result <> 'lost'
  AND NOT EXISTS (SELECT FROM stockpile.reversed_line AS reversed
      WHERE reversed.document_id = entry.return_document_id AND reversed.line_no = entry.return_line_no)
UNION ALL
SELECT holder.recall_holder_id, movement.recorded_at, movement.movement_id, 0, movement.quantity
FROM stockpile.recall_holder AS holder
JOIN stockpile.document AS reversal ON reversal.reverses_document_id = holder.document_id AND reversal.recorded_at > holder.recorded_at
JOIN stockpile.stock_movement AS movement ON movement.document_id = reversal.document_id
JOIN stockpile.recall_lot AS recalled ON recalled.lot_id = movement.lot_id AND recalled.recall_id = holder.recall_id
    AND recalled.named_lot_id = holder.named_lot_id
WHERE holder.kind = 'consumption';
