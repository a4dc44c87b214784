-- Takes a further lot of the recalled item into a recall: the same goods under another number, such as a delivery or a return. From now on
-- it and all lots made from it are recalled as the first one is. A lot is recalled once (SP522); of another item it is no such lot (SP601).
CREATE OR REPLACE FUNCTION stockpile.add_recall_lot(p_person_id bigint, p_number text, p_lot_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_recall recall := lock_recall(p_number, p_person_id);
    v_lots bigint[];
    v_known text;
BEGIN
    PERFORM FROM lot WHERE lot_id = p_lot_id AND item_id = (SELECT item_id FROM lot WHERE lot_id = v_recall.lot_id) FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such lot of the recalled item', jsonb_build_object('subject', 'lot',
            'code', (SELECT lot_number FROM lot WHERE lot_id = p_lot_id)));
    END IF;
    v_lots := lock_recalled_family(p_lot_id);
    SELECT recall.number INTO v_known FROM recall_lot JOIN recall USING (recall_id) WHERE recall_lot.lot_id = p_lot_id;
    IF FOUND THEN
        PERFORM refuse('SP522', 'the lot is recalled already', jsonb_build_object('number', v_known,
            'lot', (SELECT lot_number FROM lot WHERE lot_id = p_lot_id)));
    END IF;
    PERFORM recall_family(v_recall, p_lot_id, v_lots, clock_timestamp(), p_person_id);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_recall_lot(bigint, text, bigint) TO stockpile_application;
