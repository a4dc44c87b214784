-- Stock of some items as it will stand over a span of days if nobody does anything, added up as far as it stands alike: until when it may
-- be used, by when it has to be cared for again, and from when it is free because an order lapses or a loan is due back. Days before the
-- span are its eve and days after it never come: only so can much stock be added up. Goods have to last for p_days_min to p_days_max days
-- from a day of the span on. Care, by lot, place and unit, is what was found defective or falls due before the last day: whoever asks
-- has looked it up, because people are told of it as well.
CREATE OR REPLACE FUNCTION stockpile.supply_of(
    p_items bigint[], p_first date, p_last date, p_days_min integer, p_days_max integer, p_today date, p_by_lot boolean,
    p_care_lots bigint[], p_care_places bigint[], p_care_serials bigint[], p_care_defective boolean[], p_care_due date[]
) RETURNS TABLE (
    item_id bigint, place_id bigint, lot text, reserve_category text, place_kind text, is_in_transit boolean, is_lent boolean,
    condition text, availability text, usable_until date, is_defective boolean, care_due_on date, free_on date,
    is_recalled boolean, quantity bigint
) LANGUAGE sql STABLE AS $$
    WITH uncared AS MATERIALIZED (
        SELECT lot_id, place_id, serial_id, bool_or(is_defective) AS is_defective, min(due_on) AS due_on
        FROM unnest(p_care_lots, p_care_places, p_care_serials, p_care_defective, p_care_due)
            AS care (lot_id, place_id, serial_id, is_defective, due_on)
        GROUP BY lot_id, place_id, serial_id),
    named AS MATERIALIZED (
        SELECT serial.account_id, uncared.is_defective, uncared.due_on,
            row_number() OVER (PARTITION BY serial.account_id ORDER BY uncared.is_defective DESC, uncared.due_on) AS place_no
        FROM uncared JOIN stockpile.serial USING (serial_id)),
    lapsing AS MATERIALIZED (SELECT * FROM stockpile.reservation_due),
    held AS MATERIALIZED (
        SELECT account.account_id, account.item_id, account.lot_id, account.place_id, account.kind, account.condition,
            account.availability, account.quantity - coalesce(reserved.quantity, 0) AS quantity, NULL::date AS free_on
        FROM stockpile.stock_account AS account
        LEFT JOIN (SELECT account_id, sum(quantity)::bigint AS quantity FROM lapsing GROUP BY account_id) AS reserved USING (account_id)
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
    -- Read by item: one by one, many thousand lots take longer than all the rest.
    dated AS MATERIALIZED (
        SELECT lot_id, lot_number, reserve_category, least(expires_on, stop_issue_on - 1) AS until, recalled_on IS NOT NULL AS is_recalled
        FROM stockpile.lot WHERE lot.item_id = ANY(p_items)),
    part AS (
        SELECT held.item_id, held.lot_id, held.place_id, held.kind, held.condition, held.availability, held.free_on,
            named.is_defective, named.due_on, 1::bigint AS quantity
        FROM named JOIN held ON held.account_id = named.account_id AND held.kind = 'stock' AND named.place_no <= held.quantity
        UNION ALL
        SELECT held.item_id, held.lot_id, held.place_id, held.kind, held.condition, held.availability, held.free_on,
            coalesce(uncared.is_defective, false), uncared.due_on,
            held.quantity - least(coalesce(units.quantity, 0), held.quantity)
        FROM held
        LEFT JOIN (SELECT account_id, count(*) AS quantity FROM named GROUP BY account_id) AS units
            ON units.account_id = held.account_id AND held.kind = 'stock'
        LEFT JOIN uncared
            ON uncared.lot_id = held.lot_id AND uncared.place_id = held.place_id AND uncared.serial_id IS NULL AND held.kind = 'stock')
    -- Added up by as few columns as tell it apart, and put in order when little is left.
    SELECT heap.item_id, heap.place_id, heap.lot, heap.reserve_category, place.kind, heap.kind = 'carrier', heap.kind = 'borrower',
        heap.condition, heap.availability, heap.usable_until, heap.is_defective, heap.care_due_on, heap.free_on, heap.is_recalled,
        heap.quantity
    FROM (
        SELECT part.item_id, part.place_id, CASE WHEN p_by_lot THEN dated.lot_number END AS lot, dated.reserve_category, part.kind,
            part.condition, part.availability,
            CASE WHEN dated.until < p_last + p_days_max THEN greatest(dated.until, p_first - 1 + p_days_min) END AS usable_until,
            part.is_defective,
            CASE WHEN part.due_on < p_last AND NOT part.is_defective THEN greatest(part.due_on, p_first - 1) END AS care_due_on,
            CASE WHEN part.free_on <= p_last THEN greatest(part.free_on, p_first) END AS free_on, dated.is_recalled,
            sum(part.quantity)::bigint AS quantity
        FROM part JOIN dated USING (lot_id)
        WHERE part.quantity > 0
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) AS heap
    JOIN stockpile.place ON place.place_id = heap.place_id
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
$$;
GRANT EXECUTE ON FUNCTION stockpile.supply_of(
    bigint[], date, date, integer, integer, date, boolean, bigint[], bigint[], bigint[], boolean[], date[]
) TO stockpile_application;
