-- Lines as a refusal names them, a hundred at most: where, which item, which lot.
CREATE OR REPLACE FUNCTION stockpile.list_count_lines(p_count_id bigint, p_line_nos integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    SELECT jsonb_agg(jsonb_build_object('line_no', named.line_no, 'item', named.code, 'lot', named.lot_number) ORDER BY named.line_no)
    FROM (SELECT line.line_no, item.code, lot.lot_number
          FROM count_line AS line JOIN lot USING (lot_id) JOIN item ON item.item_id = lot.item_id
          WHERE line.count_id = p_count_id AND line.line_no = ANY (p_line_nos) ORDER BY line.line_no LIMIT 100) AS named
$$;
