-- Asks the one place that knows which lots a document may take about every document with a line out of the ordinary.
CREATE OR REPLACE FUNCTION stockpile.check_loading_lots() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_document record;
    v_detail text;
    v_code text;
BEGIN
    FOR v_document IN
        -- By the last that an account gives first, since mostly there is nothing to ask.
        WITH suspect AS MATERIALIZED (
            SELECT loading.lot_id, loading.place_id, loading.owner_id, loading.side_no, loading.condition, side.availability,
                least(lot.expires_on - item.life_left_days_max, lot.stop_issue_on - 1) AS usual_until,
                loading.condition <> 'good' OR lot.recalled_on IS NOT NULL AS is_unusual
            FROM loading_account AS loading
            JOIN loading_side AS side USING (side_no)
            JOIN loading_document AS latest ON latest.document_id = loading.last_issued_id
            JOIN lot USING (lot_id)
            JOIN item ON item.item_id = lot.item_id
            WHERE side.kind = 'stock' AND (lot.expires_on - item.life_left_days_max < latest.occurred_on
                OR lot.stop_issue_on <= latest.occurred_on OR loading.condition <> 'good' OR lot.recalled_on IS NOT NULL)
        )
        SELECT document.document_no, rule, coalesce(document.occurred_at, clock_timestamp()) AS occurred_at,
            array_agg(jsonb_populate_record(NULL::posting_line,
                to_jsonb(line) || jsonb_build_object('from_availability', suspect.availability))) AS lines
        FROM suspect
        JOIN loading_line AS line ON line.lot_id = suspect.lot_id AND line.from_place_id = suspect.place_id
            AND line.from_side_no = suspect.side_no AND line.from_condition = suspect.condition AND line.owner_id = suspect.owner_id
        JOIN loading_document AS document USING (document_id)
        JOIN document_purpose AS rule ON rule.kind = document.kind AND rule.purpose = document.purpose
        WHERE suspect.is_unusual OR suspect.usual_until < document.occurred_on
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
