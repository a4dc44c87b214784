-- How much a document moves of what a step of rotation is about, or brings in its place; NULL for one that does not carry it out.
CREATE OR REPLACE FUNCTION stockpile.rotation_document_quantity(
    p_step_id bigint, p_document_id bigint, p_person_id bigint, p_is_fresh boolean)
RETURNS bigint LANGUAGE sql SET search_path = stockpile, pg_temp AS $$
    SELECT sum(movement.quantity)::bigint
    FROM rotation_step AS step
    JOIN rotation_plan AS plan USING (rotation_plan_id)
    JOIN stock_account AS heap USING (account_id)
    JOIN document ON document.document_id = p_document_id AND document.person_id = p_person_id
        AND document.recorded_at >= plan.approved_at AND split_part(document.remarks, ' ', 1) = step.number
        AND (document.kind, document.purpose) = (
            SELECT kind, purpose FROM (VALUES ('swap', false, 'issue', 'rotation'), ('swap', true, 'receipt', 'rotation'),
                ('use', false, 'issue', 'use'), ('transfer', false, 'transfer', 'relocation'), ('sale', false, 'issue', 'sale'),
                ('donation', false, 'issue', 'donation'), ('extension_test', false, 'issue', 'sample'),
                ('disposal', false, 'issue', 'disposal')) AS known (way, is_fresh, kind, purpose)
            WHERE known.way = step.way AND known.is_fresh = p_is_fresh)
    JOIN stock_movement AS movement ON movement.document_id = document.document_id
    JOIN stock_account AS source ON source.account_id = movement.from_account_id
    WHERE step.rotation_step_id = p_step_id
      AND NOT EXISTS (SELECT FROM rotation_document AS other WHERE other.document_id = p_document_id)
      AND NOT EXISTS (SELECT FROM reversed_line WHERE reversed_line.document_id = p_document_id)
    HAVING bool_and(CASE WHEN p_is_fresh THEN movement.item_id = heap.item_id AND movement.to_place_id = heap.place_id
        ELSE source.lot_id = heap.lot_id AND source.place_id = heap.place_id AND source.owner_id = heap.owner_id
            AND (step.to_place_id IS NULL OR movement.to_place_id = step.to_place_id) END)
$$;
