-- The lines of a document that a reversal is about: those asked for, or all that are not taken back yet. Refuses lines the document does
-- not have (SP601) and what is taken back already (SP502), all of them at once.
CREATE OR REPLACE FUNCTION stockpile.lines_to_reverse(p_document stockpile.document, p_asked jsonb) RETURNS integer[]
LANGUAGE plpgsql AS $$
DECLARE
    v_asked integer[] := ARRAY(SELECT DISTINCT value::integer FROM jsonb_array_elements_text(p_asked) AS value ORDER BY 1);
    v_all integer[] := ARRAY(SELECT DISTINCT line_no FROM stock_movement WHERE document_id = p_document.document_id ORDER BY 1);
    v_unknown integer[];
    v_lines integer[];
    v_reversed jsonb;
BEGIN
    v_unknown := ARRAY(SELECT line_no FROM unnest(v_asked) AS line_no WHERE line_no <> ALL (v_all));
    IF cardinality(v_unknown) > 0 THEN
        PERFORM refuse('SP601', 'the document has no such lines', jsonb_build_object('number', p_document.number,
            'line_nos', to_jsonb(v_unknown), 'lines_total', cardinality(v_all)));
    END IF;
    SELECT jsonb_agg(jsonb_build_object('line_no', reversed.line_no, 'reversal', reversal.number) ORDER BY reversed.line_no)
    INTO v_reversed
    FROM reversed_line AS reversed JOIN document AS reversal ON reversal.document_id = reversed.reversal_document_id
    WHERE reversed.document_id = p_document.document_id AND (p_asked IS NULL OR reversed.line_no = ANY (v_asked));
    v_lines := ARRAY(
        SELECT line_no FROM unnest(CASE WHEN p_asked IS NULL THEN v_all ELSE v_asked END) AS line_no
        WHERE NOT EXISTS (SELECT FROM reversed_line AS reversed
                          WHERE reversed.document_id = p_document.document_id AND reversed.line_no = line_no.line_no));
    -- Asked for by name, a line that is gone is a mistake; asked for whole, the rest is meant.
    IF v_reversed IS NOT NULL AND (p_asked IS NOT NULL OR cardinality(v_lines) = 0) THEN
        PERFORM refuse('SP502', 'reversed already', jsonb_build_object('number', p_document.number,
            'reversal', v_reversed -> 0 ->> 'reversal', 'reversed_lines', v_reversed));
    END IF;
    RETURN v_lines;
END
$$;
