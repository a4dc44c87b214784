-- Posts what a count found: gains into stock, then losses out of it, from the adjustment account and back. Gains first: whether a unit
-- that was found stands in the place of another is told by the other, as long as it lies there. The differences are those that
-- were reviewed and approved; when the books at the moments of counting have changed since (SP511), they are reviewed again first.
CREATE OR REPLACE FUNCTION stockpile.post_count(p_count_id bigint, p_person_id bigint, p_key text, p_request_hash text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_count stock_count;
    v_changed integer[];
    v_lot_ids bigint[] := ARRAY(SELECT DISTINCT lot_id FROM count_line WHERE count_id = p_count_id);
BEGIN
    v_count := lock_count_for_step(p_count_id, 'posted', p_person_id);
    PERFORM refuse_counter(p_count_id, p_person_id);
    -- The orders that may have to give something back, then both sides of everything at once and in ascending order, as all who post do.
    PERFORM lock_reserving_orders(ARRAY(
        SELECT account_id FROM stock_account WHERE place_id = v_count.place_id AND kind = 'stock' AND lot_id = ANY (v_lot_ids)));
    PERFORM lock_accounts(ARRAY(
        SELECT account_id FROM stock_account WHERE place_id = v_count.place_id AND kind IN ('stock', 'adjustment')
          AND lot_id = ANY (v_lot_ids)));
    v_changed := ARRAY(
        SELECT line_no FROM find_count_differences(p_count_id) AS now
        JOIN count_finding AS finding USING (line_no, counter_no)
        WHERE finding.count_id = p_count_id AND finding.review_no = v_count.review_no AND finding.book_quantity <> now.book_quantity);
    IF cardinality(v_changed) > 0 THEN
        PERFORM refuse('SP511', 'the books at the moment of counting have changed since the review', jsonb_build_object(
            'number', v_count.number, 'lines', list_count_lines(p_count_id, v_changed)), 'review and approve the count again');
    END IF;
    PERFORM refuse_count_shortage(v_count);
    PERFORM refuse_count_units(v_count);
    PERFORM set_count_state(p_count_id, 'posted', p_person_id, NULL);
    v_count.posted_by := p_person_id;
    PERFORM release_for_count(v_count, p_key, p_request_hash);
    PERFORM post_count_gains(v_count, p_key, p_request_hash);
    PERFORM post_count_losses(v_count, p_key, p_request_hash);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.post_count(bigint, bigint, text, text) TO stockpile_application;
