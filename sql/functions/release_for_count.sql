-- Where so much is missing that goods set aside for orders are gone, the orders give them back first, the newest order before older ones:
-- each order then shows what it lost, and can still be sent or recalled with the rest.
CREATE OR REPLACE FUNCTION stockpile.release_for_count(p_count stockpile.stock_count, p_key text, p_request_hash text) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_order record;
BEGIN
    FOR v_order IN
        WITH missing AS (
            SELECT finding.line_no, max(account.account_id) FILTER (WHERE account.availability = 'reserved') AS account_id,
                -finding.difference - coalesce(sum(account.quantity) FILTER (WHERE account.availability <> 'reserved'), 0) AS quantity
            FROM count_finding AS finding JOIN list_count_accounts(p_count.count_id) AS account USING (line_no)
            WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no AND finding.difference < 0
            GROUP BY finding.line_no, finding.difference
        ), kept AS (
            SELECT missing.line_no, missing.quantity AS missing, document.order_id, movement.order_line_id,
                sum(movement.quantity) AS quantity
            FROM missing
            CROSS JOIN LATERAL (
                SELECT document_id, order_line_id, quantity FROM stock_movement WHERE to_account_id = missing.account_id
                UNION ALL
                SELECT document_id, order_line_id, -quantity FROM stock_movement WHERE from_account_id = missing.account_id
                OFFSET 0) AS movement
            JOIN document USING (document_id)
            WHERE missing.quantity > 0 AND document.order_id IS NOT NULL
            GROUP BY missing.line_no, missing.quantity, document.order_id, movement.order_line_id
        ), taken AS (
            SELECT kept.line_no, kept.order_id, kept.order_line_id, least(kept.quantity, kept.missing - coalesce(sum(kept.quantity) OVER (
                PARTITION BY kept.line_no ORDER BY kept.order_id DESC, kept.order_line_id DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS quantity
            FROM kept WHERE kept.quantity > 0
        ), numbered AS (
            SELECT taken.*, row_number() OVER (PARTITION BY order_id ORDER BY line_no, order_line_id) AS position
            FROM taken WHERE quantity > 0
        )
        SELECT taken.order_id, allocation_order.number, jsonb_agg(jsonb_build_object('line_no', taken.position, 'lot_id', line.lot_id,
            'quantity', taken.quantity, 'from_bin_id', line.bin_id, 'to_bin_id', line.bin_id, 'from_owner_id', line.owner_id,
            'to_owner_id', line.owner_id, 'from_condition', line.condition, 'order_line_id', taken.order_line_id)
            ORDER BY taken.position) AS lines
        FROM numbered AS taken
        JOIN allocation_order USING (order_id)
        JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = taken.line_no
        GROUP BY taken.order_id, allocation_order.number
        ORDER BY taken.order_id
    LOOP
        -- Locked already, unless it set something aside while the count waited for others.
        PERFORM FROM allocation_order WHERE order_id = v_order.order_id FOR NO KEY UPDATE;
        PERFORM post_count_document(p_count, jsonb_build_object('kind', 'reservation_release', 'purpose', 'counted_short',
            'order_id', v_order.order_id, 'remarks', v_order.number, 'lines', v_order.lines),
            p_key || '#release-' || v_order.order_id, p_request_hash);
        UPDATE allocation_order SET state = 'partly_reserved' WHERE order_id = v_order.order_id AND state = 'issued';
        IF FOUND THEN
            INSERT INTO allocation_order_event (order_id, event_no, state, person_id, remarks)
            SELECT v_order.order_id, count(*) + 1, 'partly_reserved', p_count.posted_by, p_count.number
            FROM allocation_order_event WHERE order_id = v_order.order_id;
        END IF;
    END LOOP;
END
$$;
