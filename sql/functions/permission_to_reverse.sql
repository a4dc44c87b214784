-- Who may take a document back: mostly those who reverse documents; what took a right of its own to do takes the same to undo.
-- Goods that become good again by it are accepted by it.
CREATE OR REPLACE FUNCTION stockpile.permission_to_reverse(p_document stockpile.document) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE p_document.kind
        -- A write-off took three persons: finance takes it back.
        WHEN 'write_off' THEN 'post_write_off'
        WHEN 'arrival' THEN CASE p_document.purpose WHEN 'lost' THEN 'approve_write_off' ELSE 'reverse_document' END
        WHEN 'owner_change' THEN 'change_owner'
        WHEN 'reclassification' THEN 'reclassify_lot'
        WHEN 'condition_change' THEN CASE WHEN EXISTS (
                SELECT FROM stock_movement AS movement
                JOIN stock_account AS source ON source.account_id = movement.from_account_id
                WHERE movement.document_id = p_document.document_id AND source.condition = 'good')
            THEN 'accept_goods' ELSE 'change_condition' END
        ELSE 'reverse_document' END;
END
$$;
