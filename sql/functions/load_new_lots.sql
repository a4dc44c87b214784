-- The lots that the lines of staged receipts describe, with their first dated facts, as insert_lot makes them; their lines with them.
-- A line with a problem makes no lot. Answers how many there are.
CREATE OR REPLACE FUNCTION stockpile.load_new_lots() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    WITH new AS MATERIALIZED (
        SELECT document.document_id, line.line_no, line.item_id, line.quantity, line.owner_id, line.to_condition,
            line.reserve_category, line.funding_source, line.origin, line.manufactured_on, line.unit_cost_fen, line.expires_on,
            line.warn_on, line.rotate_by_on, document.from_side_no, document.to_side_no, document.person_id, line.lot_number,
            coalesce(line.received_on, document.occurred_on) AS received_on, coalesce(line.to_place_id, document.place_id) AS place_id,
            (SELECT code FROM place WHERE place.place_id = document.place_id) AS place, nextval('stockpile.lot_lot_id_seq') AS lot_id
        FROM loading_document AS document JOIN staged_line AS line USING (document_no)
        WHERE document.makes_lots AND NOT EXISTS (SELECT FROM load_problem AS problem
            WHERE problem.document_no = line.document_no AND problem.line_no = line.line_no)
        ORDER BY document.document_id, line.line_no
    ), numbered AS MATERIALIZED (
        SELECT coalesce(lot_number, place || '-' || to_char(received_on, 'YYYYMMDD') || '-' || lot_id % 100000000) AS number, new.*
        FROM new
    ), made AS (
        INSERT INTO lot (lot_id, item_id, lot_number, reserve_category, funding_source, origin, manufactured_on, received_on,
                         unit_cost_fen, expires_on, warn_on, rotate_by_on)
        SELECT lot_id, item_id, number, reserve_category, funding_source, origin, manufactured_on, received_on, unit_cost_fen,
            expires_on, warn_on, rotate_by_on
        FROM numbered ORDER BY lot_id
    ), dated AS (
        INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, reason, person_id)
        SELECT lot_id, expires_on, warn_on, rotate_by_on, 'receipt', person_id FROM numbered ORDER BY lot_id
    )
    INSERT INTO loading_line
    SELECT document_id, item_id, lot_id, quantity, unit_cost_fen, owner_id, place_id, place_id, line_no, from_side_no, to_side_no, 'good',
        coalesce(to_condition, 'good')
    FROM numbered;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
