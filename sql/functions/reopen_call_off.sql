-- Goods of a call-off that were received are taken back: they are still to come. What is settled stays settled; what it shows as
-- delivered is then less than what was paid. For the owner's functions, after the lines are marked as reversed.
CREATE OR REPLACE FUNCTION stockpile.reopen_call_off(p_document_id bigint, p_person_id bigint, p_remarks text) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_call_off call_off;
    v_to text;
BEGIN
    SELECT call_off.* INTO v_call_off FROM call_off_delivery JOIN call_off USING (call_off_id)
    WHERE document_id = p_document_id AND call_off.state IN ('partly_delivered', 'delivered') FOR UPDATE OF call_off;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT CASE WHEN delivered_quantity = 0 THEN 'confirmed' ELSE 'partly_delivered' END INTO v_to
    FROM call_off_detail WHERE call_off_id = v_call_off.call_off_id;
    PERFORM step_call_off(v_call_off, v_to, p_person_id, p_remarks, NULL);
END
$$;
