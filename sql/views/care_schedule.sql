-- What care is due when, of which goods where: after the last time it was done, or else after the lot came into stock, but no sooner than
-- the rule begins after manufacture. Care goes along with goods: what was done elsewhere counts when it was done before they came here,
-- and for a unit with a serial number in any case.
CREATE OR REPLACE VIEW stockpile.care_schedule AS
SELECT rule.care_rule_id, rule.code AS rule, rule.item_id, item.code AS item, rule.duty, rule.every_days, rule.instruction, rule.source,
    heap.lot_id, heap.place_id, heap.serial_id, heap.quantity, last.done_on AS last_done_on, last.result AS last_result,
    last.remarks AS last_remarks,
    coalesce(last.done_on + rule.every_days, greatest(
        (arrival.occurred_at AT TIME ZONE (SELECT stockpile.district_zone()))::date + rule.every_days,
        lot.manufactured_on + rule.first_days)) AS due_on
FROM stockpile.care_rule AS rule
JOIN stockpile.item USING (item_id)
CROSS JOIN LATERAL stockpile.care_heap(rule.item_id) AS heap
JOIN stockpile.lot ON lot.lot_id = heap.lot_id
LEFT JOIN LATERAL (
    SELECT record.done_on, record.result, record.remarks
    FROM stockpile.care_record AS record
    WHERE record.lot_id = heap.lot_id AND record.care_rule_id = rule.care_rule_id
      AND record.serial_id IS NOT DISTINCT FROM heap.serial_id
      AND (record.place_id = heap.place_id OR record.serial_id IS NOT NULL OR record.done_on
          <= (stockpile.care_arrival(heap.lot_id, heap.place_id) AT TIME ZONE stockpile.district_zone())::date)
    ORDER BY record.done_on DESC, record.care_record_id DESC LIMIT 1) AS last ON true
-- Looked up only where it is needed: what care_arrival answers, without a call for each row.
LEFT JOIN LATERAL (
    SELECT min(first.occurred_at) AS occurred_at
    FROM stockpile.stock_account AS account
    CROSS JOIN LATERAL (SELECT movement.occurred_at FROM stockpile.stock_movement AS movement
        WHERE movement.to_account_id = account.account_id ORDER BY movement.occurred_at LIMIT 1) AS first
    WHERE account.lot_id = heap.lot_id AND account.kind = 'stock' AND last.done_on IS NULL) AS arrival ON true
WHERE rule.ended_at IS NULL;
