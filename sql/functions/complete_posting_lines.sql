-- The lines of a request, each completed; bins and serial numbers, where lines name any, are looked up for all lines at once.
CREATE OR REPLACE FUNCTION stockpile.complete_posting_lines(p_lines jsonb, p_purpose stockpile.document_purpose, p_place_id bigint)
RETURNS stockpile.posting_line[] LANGUAGE plpgsql AS $$
DECLARE
    v_count integer := coalesce(jsonb_array_length(p_lines), 0);
    v_lines posting_line[];
    v_has_bins boolean;
    v_has_serials boolean;
BEGIN
    IF v_count NOT BETWEEN 1 AND 10000 THEN
        PERFORM refuse('SP606', 'a document has 1 to 10,000 lines', jsonb_build_object('lines', v_count));
    ELSIF v_count = 1 THEN
        v_lines := ARRAY[complete_posting_line(jsonb_populate_record(NULL::posting_line, p_lines -> 0), p_purpose, p_place_id)];
        v_has_bins := v_lines[1].from_bin_id IS NOT NULL OR v_lines[1].to_bin_id IS NOT NULL;
        v_has_serials := v_lines[1].serials IS NOT NULL;
    ELSE
        SELECT array_agg(complete_posting_line(line, p_purpose, p_place_id) ORDER BY line.line_no),
            bool_or(line.from_bin_id IS NOT NULL OR line.to_bin_id IS NOT NULL), bool_or(line.serials IS NOT NULL)
        INTO v_lines, v_has_bins, v_has_serials
        FROM jsonb_populate_recordset(NULL::posting_line, p_lines) AS line;
    END IF;
    IF v_has_bins OR p_purpose.purpose = 'rebinning' THEN
        PERFORM guard_bins(v_lines, p_purpose);
    END IF;
    IF v_has_serials THEN
        PERFORM guard_serials(v_lines);
    END IF;
    RETURN v_lines;
END
$$;
