-- Writes versions of standards with their lines, in the order given: as drafts of a person, or without one as adopted before.
-- For the functions that know which it is.
CREATE OR REPLACE FUNCTION stockpile.write_standards(p_content jsonb, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    INSERT INTO standard (code, version, name, name_en, response_level, effective_from, source, redundancy_percent, drafted_by, drafted_at)
    SELECT code, version, name, name_en, level, effective_from, source, redundancy_percent, p_person_id,
        CASE WHEN p_person_id IS NOT NULL THEN clock_timestamp() END
    FROM jsonb_to_recordset(p_content -> 'standards') AS draft (code text, version integer, name text, name_en text, level text,
        effective_from date, source text, redundancy_percent integer, position integer)
    ORDER BY position;
    INSERT INTO standard_line (standard_id, hazard, reserve_category, item_id, driver, coefficient, coefficient_max, days, within_hours,
        source, scope)
    SELECT standard.standard_id, line.hazard, line.category, item.item_id, line.driver, line.coefficient, line.coefficient_max, line.days,
        line.within_hours, line.source, coalesce(line.scope, 'district')
    FROM jsonb_to_recordset(p_content -> 'lines') AS line (line_no integer, standard text, version integer, hazard text, category text,
        item text, driver text, coefficient numeric, coefficient_max numeric, days integer, within_hours integer, source text,
        scope text)
    JOIN standard ON standard.code = line.standard AND standard.version = line.version
    JOIN item ON item.code = line.item
    ORDER BY line.line_no;
END
$$;
