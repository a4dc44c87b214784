-- Moves the units of serialised items along with the movements of a document that are written already, in the order they were written.
-- A line's own numbers decide; a line without takes what lies in its account: first what the same order had set aside, then the lowest
-- numbers. A reversal takes the units of the document it takes back, which have to lie where that document put them.
-- Called once for each document, with its accounts locked, before its number is taken: nobody else moves these units meanwhile.
-- What is wrong with any line is told at once: SP120 not there, SP121 in stock already, SP122 moved later, SP626 too few or too many.
CREATE OR REPLACE FUNCTION stockpile.move_serials(
    p_document_id bigint, p_lines stockpile.posting_line[], p_reverses_document_id bigint DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_movement stock_movement;
    v_named text[];
    v_refused jsonb := '[]';
    v_picked bigint[];
    v_wrong jsonb;
BEGIN
    PERFORM enter_serials(p_document_id, p_lines);
    FOR v_movement IN
        SELECT movement.* FROM stock_movement AS movement JOIN item USING (item_id)
        WHERE movement.document_id = p_document_id AND item.is_serialised ORDER BY movement.movement_id
    LOOP
        v_named := (SELECT serials FROM unnest(p_lines) WHERE line_no = v_movement.line_no AND cardinality(serials) > 0);
        IF v_named IS NOT NULL THEN
            SELECT picked, wrong INTO v_picked, v_wrong FROM find_named_serials(v_movement, v_named);
        ELSE
            v_picked := pick_serials(v_movement, p_reverses_document_id);
            v_wrong := CASE WHEN p_reverses_document_id IS NOT NULL
                THEN find_moved_on_serials(v_movement, p_reverses_document_id) ELSE '[]' END;
        END IF;
        IF cardinality(v_picked) + jsonb_array_length(v_wrong) <> v_movement.quantity THEN
            v_wrong := v_wrong || jsonb_build_object('code', 'SP626', 'line_no', v_movement.line_no, 'asked', v_movement.quantity,
                'found', cardinality(v_picked), 'item', (SELECT code FROM item WHERE item_id = v_movement.item_id));
        END IF;
        v_refused := v_refused || v_wrong;
        INSERT INTO movement_serial (movement_id, serial_id) SELECT v_movement.movement_id, unnest(v_picked);
        UPDATE serial SET account_id = v_movement.to_account_id WHERE serial_id = ANY (v_picked);
    END LOOP;
    IF jsonb_array_length(v_refused) > 0 THEN
        PERFORM refuse_serials(v_refused);
    END IF;
END
$$;
