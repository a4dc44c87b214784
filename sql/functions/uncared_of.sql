-- How much of each account of an item has a defect that the last care found, or else is overdue for care: all of a heap, or of numbered
-- units so many. Nothing for what is as it should be.
CREATE OR REPLACE FUNCTION stockpile.uncared_of(p_item_id bigint, p_place_ids bigint[], p_day date)
RETURNS TABLE (account_id bigint, defective bigint, overdue bigint)
-- Whoever picks asks this each time: planning it anew would take longer than the picking, and most items owe no care at all.
LANGUAGE plpgsql STABLE ROWS 10 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM stockpile.care_rule AS rule WHERE rule.item_id = p_item_id AND rule.ended_at IS NULL) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT account.account_id,
        CASE WHEN item.is_serialised THEN count(*) FILTER (WHERE late.is_defective)
             WHEN bool_or(late.is_defective) THEN min(account.quantity) ELSE 0 END,
        CASE WHEN item.is_serialised THEN count(*) FILTER (WHERE NOT late.is_defective)
             WHEN bool_or(late.is_defective) THEN 0 ELSE min(account.quantity) END
    FROM (SELECT care.lot_id, care.place_id, care.serial_id, bool_or(care.last_result = 'defect') IS TRUE AS is_defective
          FROM stockpile.care_schedule AS care
          WHERE care.item_id = p_item_id AND care.place_id = ANY (p_place_ids) AND (care.last_result = 'defect' OR care.due_on < p_day)
          GROUP BY care.lot_id, care.place_id, care.serial_id) AS late
    JOIN stockpile.stock_account AS account ON account.lot_id = late.lot_id AND account.place_id = late.place_id
        AND account.kind = 'stock' AND account.holds AND account.condition = 'good'
    JOIN stockpile.item ON item.item_id = account.item_id
    LEFT JOIN stockpile.serial ON serial.serial_id = late.serial_id
    WHERE late.serial_id IS NULL OR serial.account_id = account.account_id
    GROUP BY account.account_id, item.is_serialised;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.uncared_of(bigint, bigint[], date) TO stockpile_application;
