-- Names the rules that gave new lots their dates, as a dated fact after that of the receipt, with the day on which they are no longer
-- issued for use. Only of lots that this person's receipts make in this very transaction; answers of how many.
CREATE OR REPLACE FUNCTION stockpile.record_rule_dates(p_person_id bigint, p_dates jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'post_receipt');
    INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, stop_issue_on, reason, source, shelf_life_rule_id, person_id)
    SELECT lot.lot_id, lot.expires_on, lot.warn_on, lot.rotate_by_on, given.stop_issue_on, 'shelf_life_rule', given.source,
        rule.shelf_life_rule_id, p_person_id
    FROM jsonb_to_recordset(p_dates) AS given (key text, line_no integer, stop_issue_on date, source text, rule_id bigint)
    JOIN request ON request.request_key = given.key
    JOIN document ON document.document_id = request.document_id AND document.kind = 'receipt' AND document.person_id = p_person_id
    JOIN stock_movement AS movement ON movement.document_id = document.document_id AND movement.line_no = given.line_no
    JOIN lot ON lot.lot_id = movement.lot_id
    LEFT JOIN shelf_life_rule AS rule ON rule.shelf_life_rule_id = given.rule_id AND rule.item_id = lot.item_id
    WHERE EXISTS (SELECT FROM lot_date AS first WHERE first.lot_id = lot.lot_id AND first.xmin = pg_current_xact_id()::xid)
      AND NOT EXISTS (SELECT FROM lot_date AS said WHERE said.lot_id = lot.lot_id AND said.reason <> 'receipt')
    ORDER BY movement.movement_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_rule_dates(bigint, jsonb) TO stockpile_application;
