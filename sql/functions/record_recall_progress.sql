-- Writes down what became of goods a holder had: set aside or brought back, or not to be had any more, with the reason.
-- What is in transit or lent comes back with documents of its own, which the ledger knows (SP641); never more than is open (SP640).
CREATE OR REPLACE FUNCTION stockpile.record_recall_progress(p_progress jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_progress ->> 'person_id')::bigint;
    v_outcome text := p_progress ->> 'outcome';
    v_quantity bigint := (p_progress ->> 'quantity')::bigint;
    v_recall recall := lock_recall(p_progress ->> 'number', (p_progress ->> 'person_id')::bigint);
    v_holder recall_holder_detail;
BEGIN
    SELECT * INTO v_holder FROM recall_holder_detail
    WHERE recall_id = v_recall.recall_id AND holder_no = (p_progress ->> 'holder_no')::integer;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such holder', jsonb_build_object('subject', 'recall_holder', 'code',
            concat(p_progress ->> 'number', ' ', p_progress ->> 'holder_no')));
    END IF;
    IF v_outcome = 'returned' AND v_holder.kind IN ('carrier', 'borrower') THEN
        PERFORM refuse('SP641', 'the ledger tells what came back', jsonb_build_object('kind', v_holder.kind, 'number', v_holder.document));
    END IF;
    -- All that is open, when no quantity is said.
    v_quantity := coalesce(v_quantity, v_holder.open_quantity);
    IF v_quantity > v_holder.open_quantity OR v_holder.open_quantity = 0 THEN
        PERFORM refuse('SP640', 'more than is open', jsonb_build_object('number', v_recall.number, 'holder_no', v_holder.holder_no,
            'asked', v_quantity, 'available', v_holder.open_quantity));
    END IF;
    INSERT INTO recall_progress (recall_holder_id, outcome, quantity, document_id, remarks, person_id)
    VALUES (v_holder.recall_holder_id, v_outcome, v_quantity,
        guard_recall_return(v_recall.recall_id, v_holder.kind, p_progress ->> 'document', v_quantity), p_progress ->> 'remarks',
        v_person_id);
    IF v_recall.state = 'issued' THEN
        UPDATE recall SET state = 'in_progress' WHERE recall_id = v_recall.recall_id;
    END IF;
    PERFORM close_recall_tasks(v_recall.recall_id, v_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_recall_progress(jsonb) TO stockpile_application;
