-- A step of rotation with what was done of it. A document counts for the lines that were not taken back; of a swap only while the fresh
-- goods stay as well, and a sample only whole.
CREATE OR REPLACE VIEW stockpile.rotation_step_detail AS
SELECT step.*, done.quantity AS done_quantity, step.quantity - done.quantity AS open_quantity,
    div(step.saved_fen::numeric * done.quantity, step.quantity)::bigint AS saved_so_far_fen,
    div(step.value_at_risk_fen::numeric * done.quantity, step.quantity)::bigint AS value_done_fen
FROM stockpile.rotation_step AS step
CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE
        WHEN EXISTS (SELECT FROM stockpile.rotation_document AS fresh JOIN stockpile.reversed_line USING (document_id)
                     WHERE fresh.replaces_document_id = link.document_id) THEN 0
        WHEN step.way = 'extension_test' THEN CASE
            WHEN EXISTS (SELECT FROM stockpile.reversed_line AS reversed WHERE reversed.document_id = link.document_id) THEN 0
            ELSE link.quantity END
        ELSE (SELECT coalesce(sum(movement.quantity), 0) FROM stockpile.stock_movement AS movement
              WHERE movement.document_id = link.document_id AND NOT EXISTS (
                  SELECT FROM stockpile.reversed_line AS reversed
                  WHERE reversed.document_id = movement.document_id AND reversed.line_no = movement.line_no))
        END), 0)::bigint AS quantity
    FROM stockpile.rotation_document AS link
    WHERE link.rotation_step_id = step.rotation_step_id AND link.replaces_document_id IS NULL) AS done;
