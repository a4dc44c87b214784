-- Writes down how goods of an issue were found when they came back, or that they are lost and why; never more than is out (SP118).
-- The return document has moved them already. When nothing is out any more the task ends.
CREATE OR REPLACE FUNCTION stockpile.record_recovery(p_recovery jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_recovery ->> 'person_id')::bigint;
    v_document document;
    v_returned bigint;
    v_noted bigint;
    v_refused jsonb;
BEGIN
    PERFORM require_permission(v_person_id, 'post_receipt');
    SELECT * INTO v_document FROM document WHERE document_id = (p_recovery ->> 'document_id')::bigint;
    PERFORM lock_recovery(v_document.document_id);
    SELECT jsonb_agg(jsonb_build_object('item', item.code, 'item_name', item.name, 'item_name_en', item.name_en, 'lot', lot.lot_number,
        'asked', line.quantity, 'available', coalesce(due.quantity, 0), 'base_unit', item.base_unit) ORDER BY lot.lot_id)
    INTO v_refused
    FROM (SELECT lot_id, sum(quantity)::bigint AS quantity
          FROM jsonb_to_recordset(p_recovery -> 'lines') AS given (lot_id bigint, quantity bigint) GROUP BY lot_id) AS line
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id
    LEFT JOIN recovery_detail AS due ON due.document_id = v_document.document_id AND due.lot_id = line.lot_id
    WHERE line.quantity > coalesce(due.quantity, 0);
    IF v_refused IS NOT NULL THEN
        PERFORM refuse('SP118', 'more than is out of this issue', jsonb_build_object('number', v_document.number, 'lines', v_refused));
    END IF;
    INSERT INTO recovery_entry (document_id, lot_id, result, quantity, reason, return_document_id, person_id)
    SELECT v_document.document_id, lot_id, result, quantity, p_recovery ->> 'reason',
        CASE WHEN result <> 'lost' THEN (p_recovery ->> 'return_document_id')::bigint END, v_person_id
    FROM jsonb_to_recordset(p_recovery -> 'lines') AS line (lot_id bigint, result text, quantity bigint);
    -- What is said to be back is what the return brought: lot by lot not more than its document moved.
    SELECT coalesce(sum(quantity), 0) INTO v_returned FROM stock_movement
    WHERE document_id = (p_recovery ->> 'return_document_id')::bigint;
    SELECT coalesce(sum(quantity), 0) INTO v_noted FROM recovery_entry
    WHERE return_document_id = (p_recovery ->> 'return_document_id')::bigint;
    IF v_noted > v_returned THEN
        PERFORM refuse('SP118', 'more than the return brought', jsonb_build_object('number', v_document.number,
            'asked', v_noted, 'available', v_returned));
    END IF;
    IF NOT EXISTS (SELECT FROM recovery_detail WHERE document_id = v_document.document_id AND quantity > 0) THEN
        PERFORM close_tasks('recovery', v_document.document_id, NULL, v_person_id, 'done', NULL);
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_recovery(jsonb) TO stockpile_application;
