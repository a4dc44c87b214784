-- The lots that quantities of other lots go into when their reserve category or funding source changes: same item, origin, dates and
-- cost, linked to the lot they come from, which stays what it was received as. SP614 when nothing changes, SP608 for a number in use.
CREATE OR REPLACE FUNCTION stockpile.insert_child_lots(p_lines stockpile.posting_line[], p_document stockpile.document)
RETURNS stockpile.posting_line[] LANGUAGE plpgsql AS $$
DECLARE
    v_parent lot;
    v_child lot;
    i integer;
BEGIN
    FOR i IN 1 .. cardinality(p_lines) LOOP
        -- Quantities of one lot from several balances go into one lot.
        IF i > 1 AND (p_lines[i].lot_id, p_lines[i].reserve_category, p_lines[i].funding_source, p_lines[i].lot_number)
            IS NOT DISTINCT FROM (v_parent.lot_id, p_lines[i - 1].reserve_category, p_lines[i - 1].funding_source,
                p_lines[i - 1].lot_number) THEN
            p_lines[i].to_lot_id := v_child.lot_id;
            CONTINUE;
        END IF;
        SELECT * INTO v_parent FROM lot WHERE lot_id = p_lines[i].lot_id;
        IF NOT FOUND THEN
            PERFORM refuse('SP601', 'a line names a lot that does not exist', jsonb_build_object('lines', cardinality(p_lines)));
        END IF;
        v_child := v_parent;
        v_child.lot_id := nextval('stockpile.lot_lot_id_seq');
        v_child.parent_lot_id := v_parent.lot_id;
        v_child.reserve_category := coalesce(p_lines[i].reserve_category, v_parent.reserve_category);
        v_child.funding_source := coalesce(p_lines[i].funding_source, v_parent.funding_source);
        v_child.lot_number := coalesce(p_lines[i].lot_number, v_parent.lot_number || '-' || v_child.lot_id % 100000000);
        IF (v_child.reserve_category, v_child.funding_source) = (v_parent.reserve_category, v_parent.funding_source) THEN
            PERFORM refuse('SP614', 'the goods are so already',
                jsonb_build_object('line_no', p_lines[i].line_no, 'purpose', p_document.purpose));
        END IF;
        INSERT INTO lot SELECT v_child.* ON CONFLICT (item_id, lot_number) DO NOTHING;
        IF NOT FOUND THEN
            PERFORM refuse('SP608', format('lot %s of this item exists already', v_child.lot_number),
                jsonb_build_object('line_no', p_lines[i].line_no, 'lot_number', v_child.lot_number), 'give the child lot another number');
        END IF;
        INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, stop_issue_on, reason, source, shelf_life_rule_id, person_id)
        SELECT v_child.lot_id, v_parent.expires_on, v_parent.warn_on, v_parent.rotate_by_on, v_parent.stop_issue_on, 'reclassification',
            newest.source, newest.shelf_life_rule_id, p_document.person_id
        FROM (SELECT max(lot_date_id) AS lot_date_id FROM lot_date WHERE lot_id = v_parent.lot_id) AS said
        LEFT JOIN lot_date AS newest USING (lot_date_id);
        p_lines[i].to_lot_id := v_child.lot_id;
    END LOOP;
    RETURN p_lines;
END
$$;
