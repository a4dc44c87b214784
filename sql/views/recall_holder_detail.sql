-- Who has goods of a recall, whom to call, and how much is still open: what is neither back, set aside, gone for good by the books,
-- nor given up with a reason.
CREATE OR REPLACE VIEW stockpile.recall_holder_detail AS
SELECT holder.recall_holder_id, holder.recall_id, holder.holder_no, holder.kind, holder.place_id, holder.document_id, holder.order_id,
    place.code AS place, place.name AS place_name, place.name_en AS place_name_en, place.kind AS place_kind,
    coalesce(given.receiver, document.borrower, document.occasion, document.reference, document.remarks,
        -- A place is known by its own name; goods that nobody is named for are asked after where they were given out.
        place.name) AS holder_name,
    coalesce(given.contact, called.contact, asked.contact) AS contact,
    coalesce(given.telephone, called.telephone, asked.telephone) AS telephone,
    coalesce(document.number, allocation_order.number) AS document, document.occurred_at, holder.quantity,
    back.quantity AS returned_quantity, said.given_up AS not_recoverable_quantity,
    holder.quantity - least(holder.quantity, said.given_up + back.quantity) AS open_quantity, said.last_at, said.remarks
FROM stockpile.recall_holder AS holder
JOIN stockpile.recall USING (recall_id)
JOIN stockpile.place ON place.place_id = holder.place_id
LEFT JOIN stockpile.document ON document.document_id = holder.document_id
LEFT JOIN stockpile.document_receiver AS given ON given.document_id = holder.document_id
LEFT JOIN stockpile.allocation_order ON allocation_order.order_id = holder.order_id
LEFT JOIN LATERAL stockpile.contact_of(holder.place_id, coalesce(given.receiver, document.borrower)) AS called
    ON coalesce(given.receiver, document.borrower) IS NOT NULL
LEFT JOIN LATERAL stockpile.contact_of(holder.place_id, NULL) AS asked ON true
CROSS JOIN LATERAL (
    SELECT coalesce(sum(progress.quantity) FILTER (WHERE progress.outcome = 'returned' AND NOT EXISTS (
            SELECT FROM stockpile.document AS reversal WHERE reversal.reverses_document_id = progress.document_id)), 0)::bigint AS returned,
        coalesce(sum(progress.quantity) FILTER (WHERE progress.outcome = 'not_recoverable'), 0)::bigint AS given_up,
        max(progress.recorded_at) AS last_at, string_agg(progress.remarks, '; ' ORDER BY progress.recall_progress_id) AS remarks
    FROM stockpile.recall_progress AS progress WHERE progress.recall_holder_id = holder.recall_holder_id
) AS said
-- What has left the place for good since: destroyed, written off, sent back to the supplier, taken as a sample.
CROSS JOIN LATERAL (
    SELECT greatest(coalesce(sum(side.quantity), 0), 0)::bigint AS quantity
    FROM stockpile.recall_lot AS recalled
    JOIN stockpile.stock_account AS account ON account.lot_id = recalled.lot_id AND account.place_id = holder.place_id
        AND account.kind IN ('consumption', 'loss', 'supplier', 'adjustment')
    CROSS JOIN LATERAL (
        SELECT movement.quantity FROM stockpile.stock_movement AS movement
        WHERE movement.to_account_id = account.account_id AND movement.recorded_at > recall.issued_at
        UNION ALL
        SELECT -movement.quantity FROM stockpile.stock_movement AS movement JOIN stockpile.document AS reversal USING (document_id)
        WHERE movement.from_account_id = account.account_id AND movement.recorded_at > recall.issued_at AND reversal.kind = 'reversal'
    ) AS side
    WHERE holder.kind = 'stock' AND recalled.recall_id = holder.recall_id
) AS gone
-- What is still on its way, lent or with whoever was given it.
CROSS JOIN LATERAL (
    SELECT coalesce(sum(side.quantity), 0)::bigint AS quantity
    FROM (
        SELECT carried.quantity FROM stockpile.recall_carried AS carried
        WHERE holder.kind = 'carrier' AND carried.recall_id = holder.recall_id AND carried.place_id = holder.place_id
          AND carried.order_id IS NOT DISTINCT FROM holder.order_id
        UNION ALL
        SELECT loan.quantity FROM stockpile.loan_detail AS loan
        JOIN stockpile.recall_lot AS recalled ON recalled.lot_id = loan.lot_id AND recalled.recall_id = holder.recall_id
        WHERE holder.kind = 'borrower' AND loan.document_id = holder.document_id
        UNION ALL
        SELECT used.quantity FROM stockpile.recall_given AS used
        WHERE holder.kind = 'consumption' AND used.recall_id = holder.recall_id AND used.document_id = holder.document_id
    ) AS side
) AS left_over
CROSS JOIN LATERAL (
    SELECT CASE WHEN holder.kind = 'stock' THEN greatest(said.returned, gone.quantity)
        -- What is said to be back and what the books know to be back may be the same goods.
        ELSE greatest(said.returned, holder.quantity - least(holder.quantity, left_over.quantity)) END AS quantity
) AS back;
