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
    holder.quantity - least(holder.quantity, said.given_up + back.quantity) AS open_quantity, said.last_at, said.remarks,
    holder.named_lot_id, named.lot_number AS lot
FROM stockpile.recall_holder AS holder
JOIN stockpile.place ON place.place_id = holder.place_id
JOIN stockpile.lot AS named ON named.lot_id = holder.named_lot_id
LEFT JOIN stockpile.document ON document.document_id = holder.document_id
LEFT JOIN stockpile.document_receiver AS given ON given.document_id = holder.document_id
LEFT JOIN stockpile.allocation_order ON allocation_order.order_id = holder.order_id
LEFT JOIN LATERAL stockpile.contact_of(holder.place_id, coalesce(given.receiver, document.borrower)) AS called
    ON coalesce(given.receiver, document.borrower) IS NOT NULL
LEFT JOIN LATERAL stockpile.contact_of(holder.place_id, NULL) AS asked ON true
CROSS JOIN LATERAL (
    SELECT coalesce(sum(progress.quantity) FILTER (WHERE progress.outcome = 'not_recoverable'), 0)::bigint AS given_up,
        max(progress.recorded_at) AS last_at, string_agg(progress.remarks, '; ' ORDER BY progress.recall_progress_id) AS remarks
    FROM stockpile.recall_progress AS progress WHERE progress.recall_holder_id = holder.recall_holder_id
) AS said
-- Of places and of whoever was given goods: what is said to be back and what the books know of. What leaves by the books leaves from what
-- was set aside before, as long as there is any: the same goods are not counted twice, and others are not missed.
CROSS JOIN LATERAL (
    SELECT (coalesce(sum(run.gone), 0) + coalesce((array_agg(run.balance ORDER BY run.recorded_at DESC, run.nth DESC))[1], 0)
        - least(coalesce(min(run.balance), 0), 0))::bigint AS quantity
    FROM (
        SELECT event.recorded_at, event.nth, event.gone,
            sum(event.said - greatest(event.gone, 0)) OVER (ORDER BY event.recorded_at, event.nth) AS balance
        FROM stockpile.recall_event AS event WHERE event.recall_holder_id = holder.recall_holder_id
    ) AS run
) AS told
-- What is still on its way or lent.
CROSS JOIN LATERAL (
    SELECT coalesce(sum(side.quantity), 0)::bigint AS quantity
    FROM (
        SELECT carried.quantity FROM stockpile.recall_carried AS carried
        WHERE holder.kind = 'carrier' AND carried.recall_id = holder.recall_id
          AND carried.named_lot_id = holder.named_lot_id AND carried.place_id = holder.place_id
          AND carried.order_id IS NOT DISTINCT FROM holder.order_id
        UNION ALL
        SELECT loan.quantity FROM stockpile.loan_detail AS loan
        JOIN stockpile.recall_lot AS recalled ON recalled.lot_id = loan.lot_id AND recalled.recall_id = holder.recall_id
            AND recalled.named_lot_id = holder.named_lot_id
        WHERE holder.kind = 'borrower' AND loan.document_id = holder.document_id
    ) AS side
) AS left_over
CROSS JOIN LATERAL (
    SELECT least(holder.quantity, CASE WHEN holder.kind IN ('stock', 'consumption') THEN greatest(told.quantity, 0)
        ELSE holder.quantity - least(holder.quantity, left_over.quantity) END) AS quantity
) AS back;
