-- Stock of some items as it will stand over a span of days if nobody does anything, added up as far as it stands alike: until when it may
-- be used, by when it has to be cared for again, and from when it is free because an order lapses or a loan is due back. Days before the
-- span are its eve and days after it never come: only so can much stock be added up. Goods have to last for p_days_min to p_days_max days
-- from a day of the span on.
CREATE OR REPLACE FUNCTION stockpile.supply_of(
    p_items bigint[], p_first date, p_last date, p_days_min integer, p_days_max integer, p_today date, p_by_lot boolean
) RETURNS TABLE (
    item_id bigint, place_id bigint, lot text, reserve_category text, place_kind text, is_in_transit boolean, is_lent boolean,
    condition text, availability text, usable_until date, is_defective boolean, care_due_on date, free_on date,
    is_recalled boolean, quantity bigint
) LANGUAGE sql STABLE AS $$
    WITH uncared AS MATERIALIZED (
        SELECT lot_id, place_id, serial_id, bool_or(last_result = 'defect') IS TRUE AS is_defective, min(due_on) AS due_on
        FROM stockpile.care_schedule
        WHERE item_id = ANY(p_items) AND (last_result = 'defect' OR due_on < p_last)
        GROUP BY lot_id, place_id, serial_id),
    lapsing AS MATERIALIZED (SELECT * FROM stockpile.reservation_due),
    held AS (
        SELECT account.account_id, account.item_id, account.lot_id, account.place_id, account.kind, account.condition,
            account.availability, (account.quantity - coalesce(reserved.quantity, 0))::bigint AS quantity, NULL::date AS free_on
        FROM stockpile.stock_account AS account
        LEFT JOIN (SELECT account_id, sum(quantity) AS quantity FROM lapsing GROUP BY account_id) AS reserved USING (account_id)
        WHERE account.holds AND account.kind <> 'borrower' AND account.item_id = ANY(p_items)
        UNION ALL
        SELECT account_id, account.item_id, account.lot_id, account.place_id, account.kind, account.condition, account.availability,
            lapsing.quantity, greatest(lapsing.due_on, p_today) + 1
        FROM lapsing JOIN stockpile.stock_account AS account USING (account_id)
        WHERE account.item_id = ANY(p_items)
        UNION ALL
        -- Whoever is late with a loan is not counted on.
        SELECT loan.account_id, loan.item_id, loan.lot_id, loan.place_id, 'borrower', loan.condition, 'free', loan.quantity,
            CASE WHEN loan.due_on >= p_today THEN loan.due_on + 1 END
        FROM stockpile.loan_detail AS loan
        WHERE loan.item_id = ANY(p_items) AND loan.quantity > 0),
    heap AS MATERIALIZED (SELECT row_number() OVER () AS heap_no, held.* FROM held WHERE held.quantity > 0),
    unit AS (
        SELECT heap.heap_no, unit.is_defective, unit.due_on, count(*) AS quantity
        FROM heap
        JOIN (SELECT serial.account_id, uncared.is_defective, uncared.due_on,
                row_number() OVER (PARTITION BY serial.account_id ORDER BY uncared.is_defective DESC, uncared.due_on) AS place_no
            FROM uncared JOIN stockpile.serial USING (serial_id)) AS unit
            ON unit.account_id = heap.account_id AND heap.kind = 'stock' AND unit.place_no <= heap.quantity
        GROUP BY heap.heap_no, unit.is_defective, unit.due_on),
    part AS (
        SELECT heap_no, is_defective, due_on, quantity FROM unit
        UNION ALL
        SELECT heap.heap_no, coalesce(lot.is_defective, false), lot.due_on, heap.quantity - coalesce(named.quantity, 0)
        FROM heap
        LEFT JOIN (SELECT heap_no, sum(quantity) AS quantity FROM unit GROUP BY heap_no) AS named USING (heap_no)
        LEFT JOIN uncared AS lot
            ON lot.lot_id = heap.lot_id AND lot.place_id = heap.place_id AND lot.serial_id IS NULL AND heap.kind = 'stock')
    SELECT heap.item_id, heap.place_id, CASE WHEN p_by_lot THEN lot.lot_number END, lot.reserve_category, place.kind,
        heap.kind = 'carrier', heap.kind = 'borrower', heap.condition, heap.availability,
        CASE WHEN dated.until < p_last + p_days_max THEN greatest(dated.until, p_first - 1 + p_days_min) END,
        part.is_defective, CASE WHEN part.due_on < p_last AND NOT part.is_defective THEN greatest(part.due_on, p_first - 1) END,
        CASE WHEN heap.free_on <= p_last THEN greatest(heap.free_on, p_first) END, lot.recalled_on IS NOT NULL, sum(part.quantity)::bigint
    FROM part
    JOIN heap USING (heap_no)
    JOIN stockpile.lot ON lot.lot_id = heap.lot_id
    JOIN stockpile.place ON place.place_id = heap.place_id
    CROSS JOIN LATERAL (SELECT least(lot.expires_on, lot.stop_issue_on - 1) AS until) AS dated
    WHERE part.quantity > 0
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
$$;
GRANT EXECUTE ON FUNCTION stockpile.supply_of(bigint[], date, date, integer, integer, date, boolean) TO stockpile_application;
