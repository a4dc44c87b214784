-- Tests of lots with the words people know them by and how far each has come.
CREATE OR REPLACE VIEW stockpile.lot_test_detail AS
SELECT test.*, lot.lot_number AS lot, item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
    sample.number AS sampled_by_document, approval.approver_id, approval.recorded_at AS approved_at,
    CASE WHEN back.lot_test_id IS NOT NULL THEN 'withdrawn' WHEN test.result = 'failed' THEN 'failed'
        WHEN approval.lot_test_id IS NOT NULL THEN 'approved' ELSE 'waiting' END AS state,
    back.person_id AS withdrawn_by, back.recorded_at AS withdrawn_at, back.reason AS withdrawn_because
FROM stockpile.lot_test AS test
JOIN stockpile.lot ON lot.lot_id = test.lot_id
JOIN stockpile.item ON item.item_id = lot.item_id
JOIN stockpile.document AS sample ON sample.document_id = test.sample_document_id
LEFT JOIN stockpile.lot_test_approval AS approval ON approval.lot_test_id = test.lot_test_id
LEFT JOIN stockpile.lot_test_withdrawal AS back ON back.lot_test_id = test.lot_test_id;
