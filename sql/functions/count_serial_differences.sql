-- Which units the deciding count of each line found beside those that lie there by the books, and which of these it did not find, as of
-- now. Only lines of which it named its units.
CREATE OR REPLACE FUNCTION stockpile.count_serial_differences(p_count_id bigint, p_review_no integer)
RETURNS TABLE (line_no integer, found text[], missing text[]) LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    WITH named AS (
        SELECT finding.line_no, array_agg(serial.serial_number) AS numbers
        FROM count_finding AS finding
        CROSS JOIN LATERAL (SELECT max(entry.entry_no) AS entry_no FROM count_entry AS entry
            WHERE entry.count_id = p_count_id AND entry.line_no = finding.line_no AND entry.counter_no = finding.counter_no) AS latest
        JOIN count_serial AS serial ON serial.count_id = p_count_id AND serial.line_no = finding.line_no
            AND serial.entry_no = latest.entry_no
        WHERE finding.count_id = p_count_id AND finding.review_no = p_review_no AND finding.difference <> 0
        GROUP BY finding.line_no
    ), lying AS (
        SELECT account.line_no, array_agg(serial.serial_number) AS numbers
        FROM named JOIN list_count_accounts(p_count_id) AS account USING (line_no) JOIN serial ON serial.account_id = account.account_id
        GROUP BY account.line_no
    )
    SELECT named.line_no,
        ARRAY(SELECT unnest(named.numbers) EXCEPT SELECT unnest(lying.numbers) ORDER BY 1),
        ARRAY(SELECT unnest(lying.numbers) EXCEPT SELECT unnest(named.numbers) ORDER BY 1)
    FROM named LEFT JOIN lying USING (line_no)
$$;
