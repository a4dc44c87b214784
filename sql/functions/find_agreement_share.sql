-- Physical, entrusted and agreement quantities side by side, today: by item, by category, or all of it by value. A line under agreement
-- is worth its fixed price, else what the item last cost us; one that is neither is counted as unvalued. An item that serves several
-- categories is promised to none of them alone: its agreement stock stands under the code of no category.
CREATE OR REPLACE FUNCTION stockpile.find_agreement_share(p_subject text) RETURNS TABLE (
    code text, physical bigint, entrusted bigint, agreement bigint, physical_value_fen bigint, entrusted_value_fen bigint,
    agreement_value_fen bigint, agreement_unvalued bigint)
LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    WITH part AS (
        SELECT account.item_id, lot.reserve_category AS category, place.kind = 'company_site' AS is_entrusted, false AS is_agreement,
            account.quantity, account.value_fen
        FROM stock_account AS account JOIN lot USING (lot_id) JOIN place ON place.place_id = account.place_id
        WHERE account.holds AND account.kind <> 'borrower'
        UNION ALL
        SELECT stock.item_id, (SELECT CASE WHEN count(*) = 1 THEN min(reserve_category) END FROM item_category
                WHERE item_category.item_id = stock.item_id), false, true, stock.quantity,
            stock.quantity * coalesce(stock.price_fen, (SELECT unit_cost_fen FROM lot WHERE lot.item_id = stock.item_id
                AND unit_cost_fen IS NOT NULL ORDER BY received_on DESC NULLS LAST, lot_id DESC LIMIT 1))
        FROM agreement_stock AS stock JOIN agreement_term AS term USING (agreement_id)
        WHERE NOT term.is_suspended
          AND (clock_timestamp() AT TIME ZONE district_zone())::date BETWEEN term.binds_from AND term.binds_to)
    SELECT CASE p_subject WHEN 'item' THEN item.code WHEN 'category' THEN coalesce(part.category, 'several') ELSE 'all' END,
        coalesce(sum(quantity) FILTER (WHERE NOT is_agreement AND NOT is_entrusted), 0)::bigint,
        coalesce(sum(quantity) FILTER (WHERE is_entrusted), 0)::bigint,
        coalesce(sum(quantity) FILTER (WHERE is_agreement), 0)::bigint,
        coalesce(sum(value_fen) FILTER (WHERE NOT is_agreement AND NOT is_entrusted), 0)::bigint,
        coalesce(sum(value_fen) FILTER (WHERE is_entrusted), 0)::bigint,
        coalesce(sum(value_fen) FILTER (WHERE is_agreement), 0)::bigint,
        coalesce(sum(quantity) FILTER (WHERE is_agreement AND value_fen IS NULL), 0)::bigint
    FROM part JOIN item USING (item_id) GROUP BY 1 ORDER BY 1
$$;
GRANT EXECUTE ON FUNCTION stockpile.find_agreement_share(text) TO stockpile_application;
