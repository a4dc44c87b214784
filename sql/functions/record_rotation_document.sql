-- Links a document that was just posted, and the receipt of fresh goods that a swap brings, with the step of rotation it carries out. It is
-- of the step's way, lot, place and owner, names the step first in its remarks, is its maker's own and no other step's (SP536); with
-- those before it, it takes no more than the step (SP669). What leaves nothing open makes the step done, the last step its plan.
CREATE OR REPLACE FUNCTION stockpile.record_rotation_document(
    p_person_id bigint, p_plan_id bigint, p_step_no integer, p_document_id bigint, p_fresh_document_id bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_step_id bigint := lock_rotation_step(p_person_id, p_plan_id, p_step_no);
    v_step record;
    v_quantity bigint;
    v_fresh bigint;
BEGIN
    SELECT * INTO v_step FROM rotation_step_detail WHERE rotation_step_id = v_step_id;
    v_quantity := rotation_document_quantity(v_step_id, p_document_id, p_person_id, false);
    v_fresh := rotation_document_quantity(v_step_id, p_fresh_document_id, p_person_id, true);
    IF v_quantity IS NULL OR (v_step.way = 'swap') <> (p_fresh_document_id IS NOT NULL)
        OR (p_fresh_document_id IS NOT NULL AND v_fresh IS NULL) THEN
        PERFORM refuse('SP536', 'the document does not carry this step out', jsonb_build_object('number', v_step.number,
            'documents', (SELECT jsonb_agg(number ORDER BY document_id) FROM document
                WHERE document_id IN (p_document_id, p_fresh_document_id))));
    END IF;
    -- A sample is drawn for all of it.
    IF v_step.way = 'extension_test' THEN
        v_quantity := greatest(v_quantity, v_step.open_quantity);
    END IF;
    IF v_quantity > v_step.open_quantity THEN
        PERFORM refuse('SP669', 'more than the step takes', jsonb_build_object('number', v_step.number, 'asked', v_quantity,
            'available', v_step.open_quantity));
    END IF;
    INSERT INTO rotation_document (document_id, rotation_step_id, quantity, replaces_document_id, person_id)
    VALUES (p_document_id, v_step_id, v_quantity, NULL, p_person_id);
    IF v_fresh IS NOT NULL THEN
        INSERT INTO rotation_document (document_id, rotation_step_id, quantity, replaces_document_id, person_id)
        VALUES (p_fresh_document_id, v_step_id, v_fresh, p_document_id, p_person_id);
    END IF;
    IF v_quantity = v_step.open_quantity THEN
        UPDATE rotation_step SET state = 'done' WHERE rotation_step_id = v_step_id;
        PERFORM add_rotation_event(p_plan_id, p_step_no, 'done', p_person_id,
            (SELECT number FROM document WHERE document_id = p_document_id));
        PERFORM close_tasks('rotation_step', v_step_id, NULL, p_person_id, 'done', NULL);
    END IF;
    PERFORM settle_rotation_plan(p_plan_id, p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_rotation_document(bigint, bigint, integer, bigint, bigint) TO stockpile_application;
