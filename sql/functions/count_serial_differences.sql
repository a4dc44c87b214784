-- Which units the deciding count of each line found beside the books, and which it did not find, also where the numbers of both are the
-- same. They can be posted as they are unless a unit that is missing has moved on since, or an order has it.
CREATE OR REPLACE FUNCTION stockpile.count_serial_differences(p_count_id bigint, p_review_no integer)
RETURNS TABLE (line_no integer, found text[], missing text[], is_postable boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
    SELECT finding.line_no, units.found, units.missing,
        cardinality(units.found) - cardinality(units.missing) = finding.difference
        AND cardinality(units.missing) = (
            SELECT count(*) FROM list_count_accounts(p_count_id) AS account JOIN serial USING (account_id)
            WHERE account.line_no = finding.line_no AND account.availability <> 'reserved'
              AND serial.serial_number = ANY (units.missing))
    FROM count_unit_differences(p_count_id) AS units
    JOIN count_finding AS finding USING (line_no, counter_no)
    WHERE finding.count_id = p_count_id AND finding.review_no = p_review_no
      AND (cardinality(units.found) > 0 OR cardinality(units.missing) > 0)
$$;
GRANT EXECUTE ON FUNCTION stockpile.count_serial_differences(bigint, integer) TO stockpile_application;
