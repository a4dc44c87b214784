-- What of recalled lots was given out for use, by document: less what was taken back by reversal or came back as recovered. What is
-- said to be lost may still be found, and is asked after.
CREATE OR REPLACE VIEW stockpile.recall_given AS
SELECT given.recall_id, given.place_id, given.document_id, given.occurred_at,
    (given.quantity - back.quantity)::bigint AS quantity, given.named_lot_id
FROM (
    SELECT recalled.recall_id, document.place_id, document.document_id, document.occurred_at, sum(movement.quantity) AS quantity,
        recalled.named_lot_id
    FROM stockpile.recall_lot AS recalled
    JOIN stockpile.stock_account AS account ON account.lot_id = recalled.lot_id AND account.kind = 'consumption'
    JOIN stockpile.stock_movement AS movement ON movement.to_account_id = account.account_id
    JOIN stockpile.document ON document.document_id = movement.document_id
    -- A sample is used up by whoever tests it; what a reversal of a return put back here was given out by the issue before it.
    WHERE document.kind = 'issue' AND document.purpose <> 'sample'
      AND NOT EXISTS (SELECT FROM stockpile.reversed_line AS reversed
          WHERE reversed.document_id = movement.document_id AND reversed.line_no = movement.line_no)
    GROUP BY recalled.recall_id, document.place_id, document.document_id, document.occurred_at, recalled.named_lot_id
) AS given
CROSS JOIN LATERAL (
    SELECT coalesce(sum(entry.quantity), 0) AS quantity
    FROM stockpile.recovery_entry AS entry
    JOIN stockpile.recall_lot AS known ON known.lot_id = entry.lot_id AND known.recall_id = given.recall_id
        AND known.named_lot_id = given.named_lot_id
    WHERE entry.document_id = given.document_id AND entry.result <> 'lost'
      AND NOT EXISTS (SELECT FROM stockpile.reversed_line AS reversed
          WHERE reversed.document_id = entry.return_document_id AND reversed.line_no = entry.return_line_no)
) AS back;
