-- Demands that goods last so many days where they go, instead of what was demanded before; NULL days end the demand.
CREATE OR REPLACE FUNCTION stockpile.demand_life_left(
    p_person_id bigint, p_item_id bigint, p_place_kind text, p_purpose text, p_days integer, p_source text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'keep_lot_dates');
    IF p_purpose IS NOT NULL AND NOT EXISTS (SELECT FROM document_purpose WHERE purpose = p_purpose AND is_for_use) THEN
        PERFORM refuse('SP601', 'goods are not used under this purpose', jsonb_build_object('code', p_purpose));
    END IF;
    -- Demands are few and seldom changed: one at a time.
    LOCK TABLE life_left_demand IN SHARE ROW EXCLUSIVE MODE;
    UPDATE life_left_demand SET ended_by = p_person_id, ended_at = clock_timestamp()
    WHERE ended_at IS NULL AND item_id IS NOT DISTINCT FROM p_item_id AND place_kind IS NOT DISTINCT FROM p_place_kind
      AND purpose IS NOT DISTINCT FROM p_purpose;
    IF p_days IS NOT NULL THEN
        INSERT INTO life_left_demand (item_id, place_kind, purpose, days, source, person_id)
        VALUES (p_item_id, p_place_kind, p_purpose, p_days, p_source, p_person_id);
    ELSIF NOT FOUND THEN
        PERFORM refuse('SP504', 'nothing of the kind is demanded', jsonb_build_object('operation', 'demand_life_left'));
    END IF;
    UPDATE item SET life_left_days_max = demanded.days
    FROM (SELECT each.item_id, coalesce(max(demand.days), 0) AS days
        FROM item AS each
        LEFT JOIN life_left_demand AS demand ON demand.ended_at IS NULL AND (demand.item_id IS NULL OR demand.item_id = each.item_id)
        GROUP BY each.item_id) AS demanded
    WHERE demanded.item_id = item.item_id AND item.life_left_days_max <> demanded.days;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.demand_life_left(bigint, bigint, text, text, integer, text) TO stockpile_application;
