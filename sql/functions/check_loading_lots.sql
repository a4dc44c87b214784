-- Asks the one place that knows which lots a document may take about every document with a line out of the ordinary.
CREATE OR REPLACE FUNCTION stockpile.check_loading_lots() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_document record;
    v_detail text;
    v_code text;
BEGIN
    FOR v_document IN
        -- Of few columns first, since mostly there is nothing to ask.
        WITH suspect AS MATERIALIZED (
            SELECT line.document_id, line.line_no
            FROM loading_document AS document
            JOIN loading_line AS line USING (document_id)
            LEFT JOIN lot ON lot.lot_id = line.lot_id
            LEFT JOIN item ON item.item_id = lot.item_id
            WHERE document.from_kind = 'stock' AND (line.expires_on - coalesce(item.life_left_days_max, 0) < document.occurred_on
                OR lot.stop_issue_on <= document.occurred_on OR line.from_condition <> 'good' OR lot.recalled_on IS NOT NULL)
        )
        SELECT document.document_no, rule, coalesce(document.occurred_at, clock_timestamp()) AS occurred_at,
            array_agg(jsonb_populate_record(NULL::posting_line, to_jsonb(line))) AS lines
        FROM suspect
        JOIN loading_line AS line USING (document_id, line_no)
        JOIN loading_document AS document USING (document_id)
        JOIN document_purpose AS rule ON rule.kind = document.kind AND rule.purpose = document.purpose
        GROUP BY document.document_no, rule, document.occurred_at
    LOOP
        BEGIN
            PERFORM check_lots_for_purpose(v_document.lines, v_document.rule, v_document.occurred_at);
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_code = RETURNED_SQLSTATE, v_detail = PG_EXCEPTION_DETAIL;
            IF v_code !~ '^SP' THEN
                RAISE;
            END IF;
            INSERT INTO load_problem (document_no, line_no, code, detail)
            SELECT v_document.document_no, (line ->> 'line_no')::integer, line ->> 'code', line
            FROM jsonb_array_elements(v_detail::jsonb -> 'lines') AS line;
        END;
    END LOOP;
END
$$;
