-- Writes the movements, the balances and, with their numbers, the documents of a load whose accounts are locked.
CREATE OR REPLACE FUNCTION stockpile.load_movements(p_recorded_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_year integer := extract(year FROM p_recorded_at AT TIME ZONE district_zone());
BEGIN
    INSERT INTO settled_line SELECT * FROM settle_lines();
    -- Lines that were short take nothing: their accounts would be missed before anybody is told why.
    PERFORM refuse_load();
    PERFORM sample_tables('settled_line');
    PERFORM write_loaded_accounts(p_recorded_at);
    -- Every line has its accounts; joined to the left so that the planner goes through the many lines and looks up the few accounts.
    INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id,
                                quantity, value_fen, occurred_at, recorded_at)
    SELECT line.document_id, line.line_no, line.item_id, line.lot_id, source.account_id, target.account_id, line.from_place_id,
        line.to_place_id, line.quantity, coalesce(settled.value_fen, line.quantity * line.unit_cost_fen),
        coalesce(document.occurred_at, p_recorded_at), p_recorded_at
    FROM loading_line AS line
    LEFT JOIN loading_document AS document USING (document_id)
    LEFT JOIN settled_line AS settled USING (document_id, line_no)
    LEFT JOIN loading_account AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
        AND source.side_no = line.from_side_no AND source.condition = line.from_condition AND source.owner_id = line.owner_id
    LEFT JOIN loading_account AS target ON target.lot_id = line.lot_id AND target.place_id = line.to_place_id
        AND target.side_no = line.to_side_no AND target.condition = line.to_condition AND target.owner_id = line.owner_id
    ORDER BY line.document_id, line.line_no;
    -- Hot rows: taken last, so that they are locked for as short as can be.
    WITH wanted AS (
        SELECT place_id, number_code, count(*) AS documents FROM loading_document
        GROUP BY place_id, number_code
    ), taken AS (
        INSERT INTO document_counter AS counter (place_id, number_code, year, last_number, number_prefix)
        SELECT wanted.place_id, wanted.number_code, v_year, wanted.documents,
            document_number_prefix(place.code, wanted.number_code, v_year)
        FROM wanted JOIN place USING (place_id) ORDER BY wanted.place_id, wanted.number_code
        ON CONFLICT (place_id, number_code, year) DO UPDATE SET last_number = counter.last_number + excluded.last_number
        RETURNING place_id, number_code, number_prefix, last_number
    ), numbered AS (
        SELECT loading.*, taken.number_prefix, taken.last_number - wanted.documents
            + row_number() OVER (PARTITION BY loading.place_id, taken.number_code ORDER BY loading.document_id) AS last_number
        FROM loading_document AS loading JOIN wanted USING (place_id)
        JOIN taken ON taken.place_id = wanted.place_id AND taken.number_code = wanted.number_code
        WHERE wanted.number_code = loading.number_code
    )
    INSERT INTO document (document_id, number, kind, purpose, place_id, occurred_at, recorded_at, person_id, reference, remarks,
        reason, occasion, checker_id)
    SELECT numbered.document_id, document_number(numbered.number_prefix, numbered.last_number),
        numbered.kind, numbered.purpose, numbered.place_id, coalesce(numbered.occurred_at, p_recorded_at),
        p_recorded_at, numbered.person_id, numbered.reference, numbered.remarks, numbered.reason, numbered.occasion, numbered.checker_id
    FROM numbered ORDER BY numbered.document_id;
END
$$;
