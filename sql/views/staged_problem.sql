-- What is wrong with staged lines as they stand, before anything is made of them.
CREATE OR REPLACE VIEW stockpile.staged_problem AS
SELECT line.document_no, line.line_no, wrong.code, jsonb_build_object('quantity', line.quantity, 'retired_on', item.retired_on) AS detail
FROM stockpile.loading_document AS document
JOIN stockpile.staged_line AS line USING (document_no)
LEFT JOIN stockpile.item ON item.item_id = line.item_id
CROSS JOIN LATERAL (SELECT CASE
    WHEN line.quantity < 1 THEN 'SP606'
    WHEN document.changes_place AND coalesce(line.to_place_id, document.place_id) = document.place_id THEN 'SP603'
    WHEN document.makes_lots AND item.retired_on <= document.occurred_on THEN 'SP604'
    -- Units are named one by one, which a load does not do.
    WHEN item.is_serialised THEN 'SP626'
    WHEN item.item_id IS NULL OR (line.lot_number IS NULL AND NOT document.makes_lots) THEN 'SP601'
    END AS code) AS wrong
WHERE wrong.code IS NOT NULL
UNION ALL
SELECT document.document_no, NULL, 'SP606', jsonb_build_object('lines', coalesce(staged.lines, 0))
FROM stockpile.loading_document AS document
LEFT JOIN (SELECT document_no, count(*) AS lines FROM stockpile.staged_line GROUP BY document_no) AS staged USING (document_no)
WHERE coalesce(staged.lines, 0) NOT BETWEEN 1 AND 10000
UNION ALL
-- A number that stands twice, or is known already, makes no lot.
SELECT twice.document_no, twice.line_no, 'SP608', jsonb_build_object('lot_number', twice.lot_number)
FROM (SELECT line.document_no, line.line_no, line.item_id, line.lot_number,
          row_number() OVER (PARTITION BY line.item_id, line.lot_number ORDER BY document.document_id, line.line_no) AS position
      FROM stockpile.loading_document AS document JOIN stockpile.staged_line AS line USING (document_no)
      WHERE document.makes_lots AND line.lot_number IS NOT NULL) AS twice
WHERE twice.position > 1
   OR EXISTS (SELECT FROM stockpile.lot WHERE lot.item_id = twice.item_id AND lot.lot_number = twice.lot_number);
