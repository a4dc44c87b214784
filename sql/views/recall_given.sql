-- What of recalled lots was given out for use, by document: less what was taken back by reversal or came back as recovered.
CREATE OR REPLACE VIEW stockpile.recall_given AS
SELECT recalled.recall_id, document.place_id, document.document_id, document.occurred_at,
    (sum(moved.quantity) - coalesce((
        SELECT sum(entry.quantity) FROM stockpile.recovery_entry AS entry
        JOIN stockpile.recall_lot AS known ON known.lot_id = entry.lot_id AND known.recall_id = recalled.recall_id
        WHERE entry.document_id = document.document_id
          AND NOT EXISTS (SELECT FROM stockpile.document AS reversal WHERE reversal.reverses_document_id = entry.return_document_id)
    ), 0))::bigint AS quantity
FROM stockpile.recall_lot AS recalled
JOIN stockpile.stock_account AS account ON account.lot_id = recalled.lot_id AND account.kind = 'consumption'
CROSS JOIN LATERAL (
    SELECT movement.document_id, movement.quantity
    FROM stockpile.stock_movement AS movement WHERE movement.to_account_id = account.account_id
    UNION ALL
    SELECT reversal.reverses_document_id, -movement.quantity
    FROM stockpile.stock_movement AS movement JOIN stockpile.document AS reversal USING (document_id)
    WHERE movement.from_account_id = account.account_id AND reversal.reverses_document_id IS NOT NULL
) AS moved
JOIN stockpile.document ON document.document_id = moved.document_id
-- A sample is used up by whoever tests it; what a reversal of a return put back here was given out by the issue before it.
WHERE document.kind = 'issue' AND document.purpose <> 'sample'
GROUP BY recalled.recall_id, document.place_id, document.document_id, document.occurred_at;
