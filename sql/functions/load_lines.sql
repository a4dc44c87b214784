-- Completes the staged lines as complete_posting_lines does, makes the lots they bring, and finds what is wrong with them.
CREATE OR REPLACE FUNCTION stockpile.load_lines() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    INSERT INTO load_problem (document_no, line_no, code, detail)
    SELECT line.document_no, line.line_no, wrong.code, jsonb_build_object('quantity', line.quantity, 'retired_on', item.retired_on)
    FROM loading_document AS document
    JOIN staged_line AS line USING (document_no)
    LEFT JOIN item ON item.item_id = line.item_id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN line.quantity < 1 THEN 'SP606'
        WHEN document.changes_place AND coalesce(line.to_place_id, document.place_id) = document.place_id THEN 'SP603'
        WHEN document.makes_lots AND item.retired_on <= document.occurred_on THEN 'SP604'
        -- Units are named one by one, which a load does not do.
        WHEN item.is_serialised THEN 'SP626'
        WHEN item.item_id IS NULL OR (line.lot_number IS NULL AND NOT document.makes_lots) THEN 'SP601'
        END AS code) AS wrong
    WHERE wrong.code IS NOT NULL;
    INSERT INTO load_problem (document_no, code, detail)
    SELECT document.document_no, 'SP606', jsonb_build_object('lines', coalesce(staged.lines, 0))
    FROM loading_document AS document
    LEFT JOIN (SELECT document_no, count(*) AS lines FROM staged_line GROUP BY document_no) AS staged USING (document_no)
    WHERE coalesce(staged.lines, 0) NOT BETWEEN 1 AND 10000;

    PERFORM load_new_lots();
    INSERT INTO loading_line
    SELECT document.document_id, document.document_no, line.line_no, line.item_id, lot.lot_id, lot.lot_number, false,
        lot.expires_on, line.quantity, lot.unit_cost_fen, line.owner_id, place.from_id, place.to_id, document.from_kind, document.to_kind,
        document.from_availability, document.to_availability, coalesce(line.from_condition, 'good'),
        coalesce(line.to_condition, line.from_condition, 'good')
    FROM loading_document AS document
    JOIN staged_line AS line USING (document_no)
    JOIN lot ON lot.item_id = line.item_id AND lot.lot_number = line.lot_number
    CROSS JOIN LATERAL (SELECT
        CASE WHEN document.from_kind = 'stock' THEN document.place_id
             ELSE coalesce(line.to_place_id, document.place_id) END AS from_id,
        CASE WHEN document.to_kind NOT IN ('stock', 'carrier') AND document.from_kind = 'stock'
                 THEN document.place_id
             ELSE coalesce(line.to_place_id, document.place_id) END AS to_id) AS place
    WHERE NOT document.makes_lots;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count <> (SELECT count(*) FROM loading_document AS document JOIN staged_line USING (document_no)
                   WHERE NOT document.makes_lots) THEN
        INSERT INTO load_problem (document_no, line_no, code, detail)
        SELECT line.document_no, line.line_no, 'SP601', jsonb_build_object('lot', line.lot_number)
        FROM loading_document AS document JOIN staged_line AS line USING (document_no)
        WHERE NOT document.makes_lots AND line.lot_number IS NOT NULL
          AND NOT EXISTS (SELECT FROM lot WHERE lot.item_id = line.item_id AND lot.lot_number = line.lot_number);
    END IF;
    ANALYZE loading_line;
END
$$;
