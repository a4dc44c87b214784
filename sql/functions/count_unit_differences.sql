-- Which units each counter of a line found beside those that lay there when it was counted, and which of these were not found. Only
-- newest entries that name their units; units that have moved since are where their first move took them from.
CREATE OR REPLACE FUNCTION stockpile.count_unit_differences(p_count_id bigint)
RETURNS TABLE (line_no integer, counter_no integer, found text[], missing text[])
LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    WITH named AS (
        SELECT entry.line_no, entry.counter_no, entry.counted_at, array_agg(named.serial_number) AS numbers
        FROM count_serial AS named JOIN count_entry AS entry USING (count_id, line_no, entry_no)
        WHERE named.count_id = p_count_id AND NOT EXISTS (
            SELECT FROM count_entry AS later
            WHERE later.count_id = p_count_id AND later.line_no = entry.line_no AND later.counter_no = entry.counter_no
              AND later.entry_no > entry.entry_no)
        GROUP BY entry.line_no, entry.counter_no, entry.counted_at
    ), heap AS (
        -- Most counts name no units at all, and list no accounts for it.
        SELECT account.line_no, account.account_id
        FROM list_count_accounts(CASE WHEN EXISTS (SELECT FROM named) THEN p_count_id END) AS account
        WHERE account.line_no IN (SELECT named.line_no FROM named)
    ), unit AS (
        SELECT heap.line_no, serial.serial_id, serial.serial_number FROM heap JOIN serial USING (account_id)
        UNION
        SELECT heap.line_no, serial.serial_id, serial.serial_number
        FROM heap
        JOIN stock_movement AS movement ON movement.from_account_id = heap.account_id
            AND movement.occurred_at > (SELECT min(named.counted_at) FROM named WHERE named.line_no = heap.line_no)
        JOIN movement_serial USING (movement_id)
        JOIN serial USING (serial_id)
    ), lay AS (
        SELECT named.line_no, named.counter_no, array_agg(unit.serial_number) AS numbers
        FROM named
        JOIN unit USING (line_no)
        LEFT JOIN LATERAL (
            SELECT movement.from_account_id
            FROM movement_serial JOIN stock_movement AS movement USING (movement_id)
            WHERE movement_serial.serial_id = unit.serial_id AND movement.occurred_at > named.counted_at
            ORDER BY movement.occurred_at, movement.movement_id LIMIT 1) AS moved ON true
        WHERE moved.from_account_id IS NULL
           OR moved.from_account_id IN (SELECT heap.account_id FROM heap WHERE heap.line_no = named.line_no)
        GROUP BY named.line_no, named.counter_no
    )
    SELECT named.line_no, named.counter_no,
        ARRAY(
            SELECT odd.number FROM (SELECT unnest(named.numbers) AS number EXCEPT SELECT unnest(lay.numbers)) AS odd
            ORDER BY odd.number COLLATE "C"),
        ARRAY(
            SELECT odd.number FROM (SELECT unnest(lay.numbers) AS number EXCEPT SELECT unnest(named.numbers)) AS odd
            ORDER BY odd.number COLLATE "C")
    FROM named LEFT JOIN lay USING (line_no, counter_no)
$$;
