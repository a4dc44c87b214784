-- Completes the staged lines as complete_posting_lines does, makes the lots they bring, and finds what is wrong with them; answers how
-- many lines there are, and how many lots are new.
CREATE OR REPLACE FUNCTION stockpile.load_lines(OUT lines bigint, OUT lots bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    INSERT INTO load_problem SELECT * FROM staged_problem;
    lots := load_new_lots();
    INSERT INTO loading_line
    SELECT document.document_id, line.item_id, lot.lot_id, line.quantity, lot.unit_cost_fen, line.owner_id, place.from_id, place.to_id,
        line.line_no, document.from_side_no, document.to_side_no, coalesce(line.from_condition, 'good'),
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
    lines := lots + v_count;
    PERFORM sample_tables('loading_line');
END
$$;
