-- What is missing leaves stock: free goods first, then held ones, reserved ones last; where the count named its units, those it did not
-- find, also where others were found in their place, unless one has moved on or an order has it. A document for each 5,000 lines.
CREATE OR REPLACE FUNCTION stockpile.post_count_losses(p_count stockpile.stock_count, p_key text, p_request_hash text) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_part record;
BEGIN
    FOR v_part IN
        WITH unit AS (
            SELECT units.line_no, account.availability, serial.serial_number
            FROM count_serial_differences(p_count.count_id, p_count.review_no) AS units
            JOIN list_count_accounts(p_count.count_id) AS account ON account.line_no = units.line_no
            JOIN serial ON serial.account_id = account.account_id AND serial.serial_number = ANY (units.missing)
            WHERE units.is_postable
        ), known AS (
            SELECT line_no, availability, array_agg(serial_number) AS serials FROM unit GROUP BY line_no, availability
        ), taken AS (
            SELECT line_no, availability, cardinality(serials)::bigint AS quantity, serials FROM known
            UNION ALL
            SELECT finding.line_no, account.availability,
                least(account.quantity, -finding.difference - coalesce(sum(account.quantity) OVER (
                    PARTITION BY finding.line_no ORDER BY array_position('{free,held,reserved}', account.availability)
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS quantity, NULL
            FROM count_finding AS finding JOIN list_count_accounts(p_count.count_id) AS account USING (line_no)
            WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no AND finding.difference < 0
              AND NOT EXISTS (SELECT FROM known WHERE known.line_no = finding.line_no)
        ), numbered AS (
            SELECT taken.*, row_number() OVER (ORDER BY line_no, availability) AS position FROM taken WHERE taken.quantity > 0
        )
        SELECT (numbered.position - 1) / 5000 AS part, jsonb_agg(jsonb_build_object('line_no', numbered.position, 'lot_id', line.lot_id,
            'quantity', numbered.quantity, 'serials', numbered.serials, 'from_place_id', p_count.place_id, 'from_bin_id', line.bin_id,
            'from_owner_id', line.owner_id, 'to_owner_id', line.owner_id, 'from_condition', line.condition,
            'from_availability', numbered.availability)) AS lines
        FROM numbered JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = numbered.line_no
        GROUP BY 1 ORDER BY 1
    LOOP
        PERFORM post_count_document(p_count, jsonb_build_object('kind', 'adjustment', 'purpose', 'count_loss', 'lines', v_part.lines),
            p_key || '#loss-' || v_part.part, p_request_hash);
    END LOOP;
END
$$;
