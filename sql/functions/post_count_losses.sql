-- What is missing leaves stock: free goods first, then held ones, reserved ones last. A document for each 5,000 lines.
CREATE OR REPLACE FUNCTION stockpile.post_count_losses(p_count stockpile.stock_count, p_key text, p_request_hash text) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_part record;
BEGIN
    FOR v_part IN
        WITH taken AS (
            SELECT finding.line_no, account.availability,
                least(account.quantity, -finding.difference - coalesce(sum(account.quantity) OVER (
                    PARTITION BY finding.line_no ORDER BY array_position('{free,held,reserved}', account.availability)
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS quantity
            FROM count_finding AS finding JOIN list_count_accounts(p_count.count_id) AS account USING (line_no)
            WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no AND finding.difference < 0
        ), numbered AS (
            SELECT taken.*, row_number() OVER (ORDER BY line_no, availability) AS position FROM taken WHERE taken.quantity > 0
        )
        SELECT (numbered.position - 1) / 5000 AS part, jsonb_agg(jsonb_build_object('line_no', numbered.position, 'lot_id', line.lot_id,
            'quantity', numbered.quantity, 'from_place_id', p_count.place_id, 'from_bin_id', line.bin_id, 'from_owner_id', line.owner_id,
            'to_owner_id', line.owner_id, 'from_condition', line.condition, 'from_availability', numbered.availability)) AS lines
        FROM numbered JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = numbered.line_no
        GROUP BY 1 ORDER BY 1
    LOOP
        PERFORM post_count_document(p_count, jsonb_build_object('kind', 'adjustment', 'purpose', 'count_loss', 'lines', v_part.lines),
            p_key || '#loss-' || v_part.part, p_request_hash);
    END LOOP;
END
$$;
