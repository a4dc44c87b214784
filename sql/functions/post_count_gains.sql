-- What was found comes into stock, at what the same goods stand on the books for, else at the lot's cost. It is free, unless all that
-- lies there is on hold. Units that the count named are those very units. A document for each 5,000 lines.
CREATE OR REPLACE FUNCTION stockpile.post_count_gains(p_count stockpile.stock_count, p_key text, p_request_hash text) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_part record;
BEGIN
    FOR v_part IN
        WITH found AS (
            SELECT finding.line_no, coalesce(cardinality(units.found), finding.difference) AS difference, units.found AS serials,
                account.availability, account.quantity, account.value_fen,
                row_number() OVER (PARTITION BY finding.line_no ORDER BY coalesce(account.quantity, 0) = 0,
                    array_position('{free,held,reserved}', account.availability)) AS choice
            FROM count_finding AS finding
            LEFT JOIN count_serial_differences(p_count.count_id, p_count.review_no) AS units
                ON units.line_no = finding.line_no AND units.is_postable
            LEFT JOIN list_count_accounts(p_count.count_id) AS account ON account.line_no = finding.line_no
            WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no
              AND coalesce(cardinality(units.found), finding.difference) > 0
        ), numbered AS (
            SELECT found.*, row_number() OVER (ORDER BY found.line_no) AS position FROM found WHERE found.choice = 1
        )
        SELECT (numbered.position - 1) / 5000 AS part, jsonb_agg(jsonb_build_object('line_no', numbered.position, 'lot_id', line.lot_id,
            'quantity', numbered.difference, 'serials', numbered.serials, 'to_place_id', p_count.place_id,
            'to_bin_id', line.bin_id, 'from_owner_id', line.owner_id,
            'to_owner_id', line.owner_id, 'from_condition', line.condition, 'to_condition', line.condition,
            'to_availability', CASE WHEN numbered.availability = 'held' AND numbered.quantity > 0 THEN 'held' ELSE 'free' END,
            'value_fen', CASE WHEN numbered.quantity > 0 THEN div(numbered.value_fen::numeric * numbered.difference, numbered.quantity)
                ELSE lot.unit_cost_fen * numbered.difference END)) AS lines
        FROM numbered JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = numbered.line_no
        JOIN lot ON lot.lot_id = line.lot_id
        GROUP BY 1 ORDER BY 1
    LOOP
        PERFORM post_count_document(p_count, jsonb_build_object('kind', 'adjustment', 'purpose', 'count_gain', 'lines', v_part.lines),
            p_key || '#gain-' || v_part.part, p_request_hash);
    END LOOP;
END
$$;
