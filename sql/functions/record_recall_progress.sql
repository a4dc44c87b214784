-- Writes down what became of goods a holder had: set aside or brought back, or not to be had any more, with the reason.
-- What is in transit or lent comes back with documents of its own, which the ledger knows (SP641); never more than is open (SP640).
CREATE OR REPLACE FUNCTION stockpile.record_recall_progress(p_progress jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_progress ->> 'person_id')::bigint;
    v_outcome text := p_progress ->> 'outcome';
    v_quantity bigint := (p_progress ->> 'quantity')::bigint;
    v_recall recall;
    v_holder recall_holder_detail;
BEGIN
    PERFORM require_permission(v_person_id, 'recall_lot');
    SELECT * INTO v_recall FROM recall WHERE number = p_progress ->> 'number' FOR UPDATE;
    IF v_recall.state = 'complete' THEN
        PERFORM refuse('SP501', 'the recall is complete', jsonb_build_object('number', v_recall.number, 'state', v_recall.state));
    END IF;
    PERFORM add_recall_holders(v_recall.recall_id, false, v_person_id);
    SELECT * INTO v_holder FROM recall_holder_detail
    WHERE recall_id = v_recall.recall_id AND holder_no = (p_progress ->> 'holder')::integer;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such holder', jsonb_build_object('subject', 'recall_holder', 'code',
            concat(p_progress ->> 'number', ' ', p_progress ->> 'holder')));
    END IF;
    IF v_outcome = 'returned' AND v_holder.kind IN ('carrier', 'borrower') THEN
        PERFORM refuse('SP641', 'the ledger tells what came back', jsonb_build_object('kind', v_holder.kind, 'number',
            coalesce((SELECT number FROM document WHERE document_id = v_holder.document_id),
                (SELECT number FROM allocation_order WHERE order_id = v_holder.order_id))));
    END IF;
    IF v_quantity > v_holder.open_quantity THEN
        PERFORM refuse('SP640', 'more than is open', jsonb_build_object('number', v_recall.number, 'holder', v_holder.holder_no,
            'asked', v_quantity, 'available', v_holder.open_quantity));
    END IF;
    INSERT INTO recall_progress (recall_holder_id, outcome, quantity, document_id, remarks, person_id)
    VALUES (v_holder.recall_holder_id, v_outcome, v_quantity, (p_progress ->> 'document_id')::bigint, p_progress ->> 'remarks',
        v_person_id);
    IF v_recall.state = 'issued' THEN
        UPDATE recall SET state = 'in_progress' WHERE recall_id = v_recall.recall_id;
    END IF;
    PERFORM close_recall_tasks(v_recall.recall_id, v_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_recall_progress(jsonb) TO stockpile_application;
