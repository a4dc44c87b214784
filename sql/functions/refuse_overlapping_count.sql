-- No heap is in two open counts: both would post the same difference, each unaware of the other. Until the transaction ends nobody else
-- adds lines at this place.
CREATE OR REPLACE FUNCTION stockpile.refuse_overlapping_count(p_count_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_detail jsonb;
BEGIN
    SELECT jsonb_build_object('number', min(other.number), 'lines', count(*), 'item', min(item.code), 'lot', min(lot.lot_number))
    INTO v_detail
    FROM stock_count AS mine
    JOIN count_line AS line ON line.count_id = mine.count_id
    JOIN stock_count AS other ON other.place_id = mine.place_id AND other.count_id <> mine.count_id
        AND other.state NOT IN ('posted', 'cancelled')
    JOIN count_line AS theirs ON theirs.count_id = other.count_id AND theirs.lot_id = line.lot_id AND theirs.owner_id = line.owner_id
        AND theirs.condition = line.condition AND theirs.bin_id IS NOT DISTINCT FROM line.bin_id
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id
    WHERE mine.count_id = p_count_id
    HAVING count(*) > 0;
    IF v_detail IS NOT NULL THEN
        PERFORM refuse('SP512', 'these goods are in another open count', v_detail, 'post or cancel the other count first');
    END IF;
END
$$;
