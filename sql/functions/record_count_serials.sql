-- Names the units of what somebody counted of a line, before or after the review: what the count finds beside the books is then those very
-- units. As many different ones as were counted (SP626), of an item that has numbers (SP627), by whoever counted it (SP671), once for each
-- entry (SP692).
CREATE OR REPLACE FUNCTION stockpile.record_count_serials(p_count_id bigint, p_person_id bigint, p_line_no integer, p_serials text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_count stock_count;
    v_entry count_entry;
    v_item item;
BEGIN
    PERFORM require_permission(p_person_id, 'enter_count');
    v_count := lock_count(p_count_id, '{planned,counting,counted,recounting,under_review,approved}');
    SELECT item.* INTO v_item FROM count_line AS line JOIN item USING (item_id)
    WHERE line.count_id = p_count_id AND line.line_no = p_line_no;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'the count has no such line', jsonb_build_object('subject', 'line_no', 'code', p_line_no));
    END IF;
    IF NOT v_item.is_serialised THEN
        PERFORM refuse('SP627', 'the item is not kept by serial number', jsonb_build_object('lines',
            jsonb_build_array(jsonb_build_object('line_no', p_line_no, 'item', v_item.code))), 'leave the numbers out');
    END IF;
    SELECT entry.* INTO v_entry FROM count_entry AS entry
    JOIN count_counter AS counter USING (count_id, line_no, counter_no)
    WHERE entry.count_id = p_count_id AND entry.line_no = p_line_no AND counter.person_id = p_person_id
    ORDER BY entry.entry_no DESC LIMIT 1;
    IF NOT FOUND THEN
        PERFORM refuse('SP671', 'only who counted a line names its units', jsonb_build_object('number', v_count.number,
            'line_no', p_line_no), 'let those who counted it name them');
    END IF;
    IF (SELECT count(DISTINCT serial) FROM unnest(p_serials) AS serial) <> v_entry.quantity
        OR cardinality(p_serials) <> v_entry.quantity THEN
        PERFORM refuse('SP626', 'a serialised item owes as many serial numbers as units', jsonb_build_object('lines',
            jsonb_build_array(jsonb_build_object('code', 'SP626', 'line_no', p_line_no, 'item', v_item.code, 'asked', v_entry.quantity,
                'found', (SELECT count(DISTINCT serial) FROM unnest(p_serials) AS serial)))));
    END IF;
    IF EXISTS (SELECT FROM count_serial WHERE count_id = p_count_id AND line_no = p_line_no AND entry_no = v_entry.entry_no) THEN
        PERFORM refuse('SP692', 'the units of this entry are named already', jsonb_build_object('number', v_count.number,
            'line_no', p_line_no), 'count the line again to correct them');
    END IF;
    INSERT INTO count_serial (count_id, line_no, entry_no, serial_number)
    SELECT p_count_id, p_line_no, v_entry.entry_no, serial FROM unnest(p_serials) AS serial;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_count_serials(bigint, bigint, integer, text[]) TO stockpile_application;
