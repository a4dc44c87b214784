-- A line for goods found on the shelf that are not on the sheet; the line that is there already when they are. Answers its number.
CREATE OR REPLACE FUNCTION stockpile.add_count_line(
    p_count_id bigint, p_person_id bigint, p_lot_id bigint, p_bin_id bigint, p_owner_id bigint, p_condition text)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_count stock_count;
    v_line_no integer;
BEGIN
    PERFORM require_permission(p_person_id, 'enter_count');
    v_count := lock_count(p_count_id, '{planned,counting,recounting}');
    SELECT line_no INTO v_line_no FROM count_line WHERE count_id = p_count_id AND lot_id = p_lot_id AND owner_id = p_owner_id
        AND condition = p_condition AND bin_id IS NOT DISTINCT FROM p_bin_id;
    IF FOUND THEN
        RETURN v_line_no;
    END IF;
    -- What the third person finds was counted by nobody else: it belongs into another count.
    v_count := lock_count(p_count_id, '{planned,counting}');
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.count', v_count.place_id));
    INSERT INTO count_line (count_id, line_no, item_id, lot_id, bin_id, owner_id, condition, added_by)
    SELECT p_count_id, (SELECT max(line_no) + 1 FROM count_line WHERE count_id = p_count_id), item_id, p_lot_id, p_bin_id, p_owner_id,
        p_condition, p_person_id
    FROM lot WHERE lot_id = p_lot_id
    RETURNING line_no INTO STRICT v_line_no;
    PERFORM refuse_overlapping_count(p_count_id);
    RETURN v_line_no;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_count_line(bigint, bigint, bigint, bigint, bigint, text) TO stockpile_application;
