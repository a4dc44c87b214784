-- The newest count of every counter of every line against the books at the moment it was taken, as known now:
-- the balance now less what moved since. Between free, reserved and held nothing moves on the shelf, so a line adds up all three.
CREATE OR REPLACE FUNCTION stockpile.find_count_differences(p_count_id bigint)
RETURNS TABLE (line_no integer, counter_no integer, quantity bigint, counted_at timestamptz, book_quantity bigint, value_fen bigint)
LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    WITH latest AS (
        SELECT DISTINCT ON (entry.line_no, entry.counter_no) entry.line_no, entry.counter_no, entry.quantity, entry.counted_at
        FROM count_entry AS entry WHERE entry.count_id = p_count_id
        ORDER BY entry.line_no, entry.counter_no, entry.entry_no DESC
    )
    SELECT latest.line_no, latest.counter_no, latest.quantity, latest.counted_at, heap.book_quantity::bigint,
        (CASE WHEN heap.quantity > 0 THEN div(heap.value_fen * (latest.quantity - heap.book_quantity), heap.quantity)
              ELSE lot.unit_cost_fen * (latest.quantity - heap.book_quantity) END)::bigint
    FROM latest
    JOIN stock_count ON stock_count.count_id = p_count_id
    -- OFFSET 0 keeps every look-up by key: tables that a count has filled a moment ago look small to the planner.
    CROSS JOIN LATERAL (SELECT * FROM count_line AS line
        WHERE line.count_id = p_count_id AND line.line_no = latest.line_no OFFSET 0) AS line
    CROSS JOIN LATERAL (SELECT lot.unit_cost_fen FROM lot WHERE lot.lot_id = line.lot_id OFFSET 0) AS lot
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(account.quantity), 0) AS quantity, coalesce(sum(account.value_fen), 0) AS value_fen,
            coalesce(sum(account.quantity - came.quantity + went.quantity), 0) AS book_quantity
        FROM stock_account AS account
        CROSS JOIN LATERAL (SELECT coalesce(sum(movement.quantity), 0) AS quantity FROM stock_movement AS movement
            WHERE movement.to_account_id = account.account_id AND movement.occurred_at > latest.counted_at) AS came
        CROSS JOIN LATERAL (SELECT coalesce(sum(movement.quantity), 0) AS quantity FROM stock_movement AS movement
            WHERE movement.from_account_id = account.account_id AND movement.occurred_at > latest.counted_at) AS went
        WHERE account.lot_id = line.lot_id AND account.place_id = stock_count.place_id AND account.kind = 'stock'
          AND account.condition = line.condition AND account.owner_id = line.owner_id AND account.bin_id IS NOT DISTINCT FROM line.bin_id
    ) AS heap
$$;
