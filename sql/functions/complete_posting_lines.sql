-- Fills in what a line leaves open: places, condition, availability and owner of both sides.
CREATE OR REPLACE FUNCTION stockpile.complete_posting_lines(p_lines jsonb, p_purpose stockpile.document_purpose, p_place_id bigint)
RETURNS stockpile.posting_line[] LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_lines posting_line[] := ARRAY(SELECT line FROM jsonb_populate_recordset(NULL::posting_line, p_lines) AS line ORDER BY line.line_no);
    v_line posting_line;
    i integer;
BEGIN
    IF cardinality(v_lines) NOT BETWEEN 1 AND 10000 THEN
        PERFORM refuse('SP606', 'a document has 1 to 10,000 lines', jsonb_build_object('lines', cardinality(v_lines)));
    END IF;
    FOR i IN 1 .. cardinality(v_lines) LOOP
        v_line := v_lines[i];
        v_line.from_place_id := coalesce(v_line.from_place_id, p_place_id);
        v_line.to_place_id := coalesce(v_line.to_place_id, v_line.from_place_id);
        -- Outside accounts stand at the place the goods came from or went to; the carrier's at the destination.
        IF p_purpose.from_kind = 'carrier' THEN
            v_line.from_place_id := v_line.to_place_id;
        ELSIF p_purpose.from_kind <> 'stock' THEN
            v_line.from_place_id := v_line.to_place_id;
            v_line.from_bin_id := NULL;
        END IF;
        IF p_purpose.to_kind NOT IN ('stock', 'carrier') THEN
            v_line.to_place_id := v_line.from_place_id;
            v_line.to_bin_id := NULL;
        END IF;
        v_line.from_condition := coalesce(v_line.from_condition, 'good');
        v_line.to_condition := coalesce(v_line.to_condition, v_line.from_condition);
        v_line.to_owner_id := coalesce(v_line.to_owner_id, v_line.from_owner_id);
        v_line.from_owner_id := coalesce(v_line.from_owner_id, v_line.to_owner_id);
        v_line.from_availability := coalesce(v_line.from_availability, p_purpose.from_availability);
        -- A count's gain goes where the goods of its kind lie and is worth what they are; all else is told by the purpose.
        IF p_purpose.kind <> 'adjustment' OR p_purpose.to_kind <> 'stock' THEN
            v_line.to_availability := p_purpose.to_availability;
            v_line.value_fen := NULL;
        END IF;
        -- A hold and its release may leave the quantity open: all that is there when the account is locked.
        IF coalesce(v_line.quantity, CASE WHEN p_purpose.purpose = 'hold' THEN 1 ELSE 0 END) <= 0 THEN
            PERFORM refuse('SP606', 'a quantity is at least 1', jsonb_build_object('line_no', v_line.line_no));
        END IF;
        IF p_purpose.changes_place AND v_line.from_place_id = v_line.to_place_id THEN
            PERFORM refuse('SP603', 'goods cannot be moved from a place to itself', jsonb_build_object('line_no', v_line.line_no));
        END IF;
        v_lines[i] := v_line;
    END LOOP;
    RETURN v_lines;
END
$$;
