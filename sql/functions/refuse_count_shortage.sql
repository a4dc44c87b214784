-- SP101 with the numbers of every line whose loss is more than lies there by now.
CREATE OR REPLACE FUNCTION stockpile.refuse_count_shortage(p_count stockpile.stock_count) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_lines jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('count_line', short.line_no, 'item', item.code, 'item_name', item.name,
        'item_name_en', item.name_en, 'base_unit', item.base_unit, 'lot', lot.lot_number,
        'place', (SELECT code FROM place WHERE place_id = p_count.place_id), 'asked', short.loss, 'available', short.there)
        ORDER BY short.line_no)
    INTO v_lines
    FROM (
        SELECT finding.line_no, -finding.difference AS loss, coalesce(sum(account.quantity), 0)::bigint AS there
        FROM count_finding AS finding LEFT JOIN list_count_accounts(p_count.count_id) AS account USING (line_no)
        WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no AND finding.difference < 0
        GROUP BY finding.line_no, finding.difference
        HAVING coalesce(sum(account.quantity), 0) < -finding.difference
    ) AS short
    JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = short.line_no
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id;
    IF v_lines IS NOT NULL THEN
        PERFORM refuse('SP101', 'more is missing than lies there by now',
            (v_lines -> 0) || jsonb_build_object('number', p_count.number, 'lines', v_lines), 'cancel this count and count again');
    END IF;
END
$$;
