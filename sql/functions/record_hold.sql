-- Says why goods are on hold that a posting of this person held, who sees to it and until when: one fact for each lot at each place, and
-- a task for the owner where a day was named, which is not past (SP521).
CREATE OR REPLACE FUNCTION stockpile.record_hold(
    p_person_id bigint, p_document_id bigint, p_owner_id bigint, p_until_on date, p_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
BEGIN
    PERFORM require_permission(p_person_id, 'hold_lot');
    IF NOT EXISTS (SELECT FROM document WHERE document_id = p_document_id AND kind = 'hold' AND person_id = p_person_id) THEN
        PERFORM refuse('SP601', 'there is no such hold of this person', jsonb_build_object('field', 'document', 'code', p_document_id));
    END IF;
    IF p_until_on < v_today THEN
        PERFORM refuse('SP521', 'a hold does not end before it begins', jsonb_build_object('until_on', p_until_on, 'today', v_today),
            'name today or a later day');
    END IF;
    INSERT INTO lot_hold (document_id, lot_id, place_id, reason, owner_id, until_on, person_id)
    SELECT DISTINCT document_id, lot_id, to_place_id, p_reason, p_owner_id, p_until_on, p_person_id
    FROM stock_movement WHERE document_id = p_document_id;
    -- An older hold of the same goods has the task already: it gets the new owner and day.
    PERFORM open_task('hold_due', held.lot_id, lot.lot_number, held.place_id, held.owner_id,
        (held.until_on + 1)::timestamp AT TIME ZONE district_zone(), p_person_id,
        jsonb_build_object('lot', lot.lot_number, 'item', item.code, 'until_on', held.until_on, 'reason', held.reason))
    FROM lot_hold AS held JOIN lot USING (lot_id) JOIN item USING (item_id)
    WHERE held.document_id = p_document_id AND held.until_on IS NOT NULL;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_hold(bigint, bigint, bigint, date, text) TO stockpile_application;
