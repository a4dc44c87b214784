-- Writes down how goods of an issue were found when they came back, or that they are lost and why; never more than is out (SP118).
-- What came back is what a line of a return at the place of the issue brought (SP664). When nothing is out any more the task ends.
CREATE OR REPLACE FUNCTION stockpile.record_recovery(p_recovery jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_recovery ->> 'person_id')::bigint;
    v_return_id bigint := (p_recovery ->> 'return_document_id')::bigint;
    v_document document;
    v_refused jsonb;
BEGIN
    PERFORM require_permission(v_person_id, 'post_receipt');
    SELECT * INTO v_document FROM document WHERE document_id = (p_recovery ->> 'document_id')::bigint;
    PERFORM lock_recovery(v_document.document_id);
    SELECT jsonb_agg(jsonb_build_object('item', item.code, 'item_name', item.name, 'item_name_en', item.name_en, 'lot', lot.lot_number,
        'asked', line.returned + line.lost, 'available', coalesce(due.quantity, 0), 'base_unit', item.base_unit) ORDER BY lot.lot_id)
    INTO v_refused
    FROM (SELECT lot_id, owner_id, coalesce(sum(quantity) FILTER (WHERE result <> 'lost'), 0)::bigint AS returned,
              coalesce(sum(quantity) FILTER (WHERE result = 'lost'), 0)::bigint AS lost
          FROM jsonb_to_recordset(p_recovery -> 'lines') AS given (lot_id bigint, owner_id bigint, result text, quantity bigint)
          GROUP BY lot_id, owner_id) AS line
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id
    LEFT JOIN recovery_detail AS due ON due.document_id = v_document.document_id AND due.lot_id = line.lot_id
        AND due.owner_id = line.owner_id
    -- What was said to be lost may still come back.
    WHERE line.returned > coalesce(due.quantity + due.lost_quantity, 0)
       OR line.lost > greatest(coalesce(due.quantity, 0) - line.returned, 0);
    IF v_refused IS NOT NULL THEN
        PERFORM refuse('SP118', 'more than is out of this issue', jsonb_build_object('number', v_document.number, 'lines', v_refused));
    END IF;
    INSERT INTO recovery_entry (document_id, lot_id, owner_id, result, quantity, reason, return_document_id, return_line_no, person_id)
    SELECT v_document.document_id, lot_id, owner_id, result, quantity, p_recovery ->> 'reason',
        CASE WHEN result <> 'lost' THEN v_return_id END, CASE WHEN result <> 'lost' THEN line_no END, v_person_id
    FROM jsonb_to_recordset(p_recovery -> 'lines')
        AS line (lot_id bigint, owner_id bigint, result text, quantity bigint, line_no integer);
    IF EXISTS (
        SELECT FROM (SELECT * FROM recovery_entry WHERE return_document_id = v_return_id) AS entry
        FULL JOIN (SELECT movement.line_no, movement.lot_id, movement.quantity, target.owner_id, target.condition
                   FROM document JOIN stock_movement AS movement USING (document_id)
                   JOIN stock_account AS target ON target.account_id = movement.to_account_id
                   WHERE document_id = v_return_id AND document.kind = 'receipt' AND document.purpose = 'return'
                     AND document.place_id = v_document.place_id AND document.person_id = v_person_id) AS brought
            ON brought.line_no = entry.return_line_no
        -- Good is what waits for inspection no longer: it comes back uninspected all the same.
        WHERE (entry.document_id, entry.lot_id, entry.owner_id, entry.quantity, replace(entry.result, 'good', 'in_inspection'))
            IS DISTINCT FROM (v_document.document_id, brought.lot_id, brought.owner_id, brought.quantity, brought.condition)) THEN
        PERFORM refuse('SP664', 'the return brought something else', jsonb_build_object('number', v_document.number));
    END IF;
    PERFORM keep_recovery_task(v_document.document_id, v_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_recovery(jsonb) TO stockpile_application;
