-- Takes up the units that lines bring in from outside for the first time, and holds those that come back, so that of two receipts of the
-- same unit the second one waits and is then told. In the order of the numbers: everyone who enters units waits in the same order.
CREATE OR REPLACE FUNCTION stockpile.enter_serials(p_document_id bigint, p_lines stockpile.posting_line[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO serial (item_id, serial_number, account_id)
    SELECT DISTINCT ON (movement.item_id, number) movement.item_id, number, movement.from_account_id
    FROM unnest(p_lines) AS line
    JOIN stock_movement AS movement ON movement.document_id = p_document_id AND movement.line_no = line.line_no
    JOIN stock_account AS source ON source.account_id = movement.from_account_id AND NOT source.is_stock
    CROSS JOIN unnest(line.serials) AS number
    ORDER BY movement.item_id, number, movement.line_no
    ON CONFLICT (item_id, serial_number) DO NOTHING;
    PERFORM FROM serial
    WHERE (item_id, serial_number) IN (
        SELECT movement.item_id, number FROM unnest(p_lines) AS line
        JOIN stock_movement AS movement ON movement.document_id = p_document_id AND movement.line_no = line.line_no
        CROSS JOIN unnest(line.serials) AS number)
    ORDER BY serial_id FOR NO KEY UPDATE;
END
$$;
