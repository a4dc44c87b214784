-- What a document is, as the text its seal covers (docs/ledger-seal.md): a line for the document and one for each movement.
-- A movement's own times are written only where they differ from its document's, which no posting does.
CREATE OR REPLACE VIEW stockpile.document_content AS
SELECT document.document_id,
    concat(concat_ws(E'\t', 'document', document.document_id, stockpile.content_cell(document.number), document.kind, document.purpose,
        document.place_id, stockpile.exact(document.occurred_at), stockpile.exact(document.recorded_at), document.person_id,
        concat(document.checker_id), concat(document.order_id), concat(document.write_off_id), concat(document.reverses_document_id),
        concat(document.about_period), stockpile.content_cell(document.reference), stockpile.content_cell(document.remarks)),
        -- Only where one of them is there: what was sealed before they existed keeps its text.
        CASE WHEN coalesce(document.reason, document.occasion, document.borrower, document.due_on::text,
                document.loan_document_id::text, document.attachments) IS NOT NULL
            THEN concat(E'\t', concat_ws(E'\t', stockpile.content_cell(document.reason), stockpile.content_cell(document.occasion),
                stockpile.content_cell(document.borrower), coalesce(to_char(document.due_on, 'YYYY-MM-DD'), ''),
                concat(document.loan_document_id), concat(document.attachments))) END,
        E'\n', moved.lines) AS content
FROM stockpile.document
CROSS JOIN LATERAL (
    -- In the order of the inner query.
    SELECT string_agg(line.content, '') AS lines
    FROM (
        SELECT concat_ws(E'\t', 'movement', movement.movement_id, movement.line_no, movement.item_id, movement.lot_id,
            movement.from_account_id, movement.to_account_id, movement.from_place_id, movement.to_place_id, movement.quantity,
            movement.value_fen, concat(movement.order_line_id), CASE
                WHEN movement.occurred_at = document.occurred_at AND movement.recorded_at = document.recorded_at THEN E'\t\n'
                ELSE concat(stockpile.exact(movement.occurred_at), E'\t', stockpile.exact(movement.recorded_at), E'\n')
                END)
            -- The units it moved, on a line of their own. Before the first of all such movements there is nothing to look for.
            || CASE WHEN movement.movement_id >= (SELECT min(movement_id) FROM stockpile.movement_serial) THEN coalesce((
                SELECT concat(E'serials\t', movement.movement_id, E'\t',
                    string_agg(stockpile.content_cell(serial.serial_number), E'\t' ORDER BY serial.serial_number COLLATE "C"), E'\n')
                FROM stockpile.movement_serial JOIN stockpile.serial USING (serial_id)
                WHERE movement_serial.movement_id = movement.movement_id HAVING count(*) > 0), '') ELSE '' END AS content
        FROM stockpile.stock_movement AS movement
        WHERE movement.document_id = document.document_id
        ORDER BY movement.line_no, movement.movement_id
    ) AS line
) AS moved;
