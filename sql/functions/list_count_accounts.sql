-- The stock accounts that a count's lines stand for: one heap on the shelf is up to three of them, free, reserved and held.
CREATE OR REPLACE FUNCTION stockpile.list_count_accounts(p_count_id bigint)
RETURNS TABLE (line_no integer, account_id bigint, availability text, quantity bigint, value_fen bigint)
LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    SELECT line.line_no, account.account_id, account.availability, account.quantity, account.value_fen
    FROM stock_count
    JOIN count_line AS line USING (count_id)
    -- OFFSET 0 keeps the look-up by key, whatever the planner thinks of a place's size.
    CROSS JOIN LATERAL (
        SELECT * FROM stock_account WHERE stock_account.lot_id = line.lot_id AND stock_account.place_id = stock_count.place_id
          AND stock_account.kind = 'stock' AND stock_account.condition = line.condition AND stock_account.owner_id = line.owner_id
          AND stock_account.bin_id IS NOT DISTINCT FROM line.bin_id OFFSET 0) AS account
    WHERE stock_count.count_id = p_count_id
$$;
