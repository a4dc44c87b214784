-- Makes a person one of the counters of these lines, unless it is one already.
CREATE OR REPLACE FUNCTION stockpile.claim_count_lines(p_count stockpile.stock_count, p_person_id bigint, p_line_nos integer[])
RETURNS void LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_is_recount boolean := p_count.state = 'recounting';
    v_wrong integer[];
BEGIN
    IF v_is_recount THEN
        v_wrong := ARRAY(SELECT unnest(p_line_nos) EXCEPT SELECT line_no FROM count_recount WHERE count_id = p_count.count_id);
        IF cardinality(v_wrong) > 0 THEN
            PERFORM refuse('SP515', 'these lines are not counted again', jsonb_build_object('number', p_count.number,
                'lines', list_count_lines(p_count.count_id, v_wrong)), 'count the lines of the new sheet only');
        END IF;
        v_wrong := ARRAY(SELECT line_no FROM count_counter WHERE count_id = p_count.count_id AND line_no = ANY (p_line_nos)
                         AND person_id = p_person_id AND counter_no < 3);
        IF cardinality(v_wrong) > 0 THEN
            PERFORM refuse('SP402', 'whoever counted a line does not count it again', jsonb_build_object('number', p_count.number,
                'lines', list_count_lines(p_count.count_id, v_wrong)), 'let another person count these lines');
        END IF;
    END IF;
    v_wrong := ARRAY(
        SELECT line_no FROM count_counter WHERE count_id = p_count.count_id AND line_no = ANY (p_line_nos)
          AND (counter_no = 3) = v_is_recount
        GROUP BY line_no HAVING count(*) = CASE WHEN v_is_recount THEN 1 ELSE 2 END AND NOT bool_or(person_id = p_person_id));
    IF cardinality(v_wrong) > 0 THEN
        PERFORM refuse('SP510', 'others have counted these lines already', jsonb_build_object('number', p_count.number,
            'lines', list_count_lines(p_count.count_id, v_wrong)), 'count other lines, or wait whether these are counted again');
    END IF;
    INSERT INTO count_counter (count_id, line_no, counter_no, person_id)
    SELECT p_count.count_id, wanted.line_no, CASE WHEN v_is_recount THEN 3 ELSE 1 + (SELECT count(*) FROM count_counter AS other
            WHERE other.count_id = p_count.count_id AND other.line_no = wanted.line_no) END, p_person_id
    FROM unnest(p_line_nos) AS wanted (line_no)
    WHERE NOT EXISTS (SELECT FROM count_counter AS mine WHERE mine.count_id = p_count.count_id AND mine.line_no = wanted.line_no
                      AND mine.person_id = p_person_id);
END
$$;
