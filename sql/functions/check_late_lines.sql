-- Late lines: an account that had later movements already must have sufficed at every moment since (SP106).
CREATE OR REPLACE FUNCTION stockpile.check_late_lines() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO load_problem (document_no, line_no, code, detail)
    SELECT late.document_no, late.line_no, 'SP106', jsonb_build_object('asked', late.quantity,
        'available', greatest(0, late.quantity + lowest.balance))
    FROM (
        SELECT DISTINCT ON (loading.account_id) loading.account_id, document.document_no, line.line_no, line.quantity, document.occurred_at
        FROM loading_account AS loading
        JOIN loading_side AS side USING (side_no)
        JOIN loading_line AS line ON line.lot_id = loading.lot_id AND line.from_place_id = loading.place_id
            AND line.from_side_no = loading.side_no AND line.from_condition = loading.condition AND line.owner_id = loading.owner_id
        JOIN loading_document AS document ON document.document_id = line.document_id
        WHERE loading.is_known AND side.kind = 'stock' AND loading.last_occurred_at > document.occurred_at
        ORDER BY loading.account_id, document.occurred_at, line.document_id, line.line_no
    ) AS late
    JOIN stock_account AS account USING (account_id)
    CROSS JOIN LATERAL (SELECT least_balance_since(account.account_id, account.quantity, late.occurred_at) AS balance) AS lowest
    WHERE lowest.balance < 0;
END
$$;
