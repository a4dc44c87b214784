-- Opens, for each company that keeps stock for us today, the task of declaring it this month, unless it did or an older one is open.
-- Due at the end of the month. Answers how many were opened.
CREATE OR REPLACE FUNCTION stockpile.open_declarations_due(p_person_id bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_month date := date_trunc('month', v_today);
    v_count bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'remind_declarations');
    SELECT count(open_task('declaration_due', company_id, code, NULL, NULL,
        (v_month + interval '1 month')::timestamp AT TIME ZONE district_zone(), p_person_id,
        jsonb_build_object('month', to_char(v_month, 'YYYY-MM'), 'company', code))) INTO v_count
    FROM company
    WHERE EXISTS (SELECT FROM agreement_stock JOIN agreement USING (agreement_id) JOIN agreement_term AS term USING (agreement_id)
                  WHERE agreement.company_id = company.company_id AND NOT is_suspended AND v_today BETWEEN binds_from AND binds_to)
      AND NOT EXISTS (SELECT FROM proof_of_stock JOIN agreement USING (agreement_id)
                      WHERE agreement.company_id = company.company_id AND kind = 'declaration' AND proved_on >= v_month)
      AND NOT EXISTS (SELECT FROM task WHERE kind = 'declaration_due' AND subject_id = company.company_id AND outcome IS NULL);
    RETURN v_count;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.open_declarations_due(bigint) TO stockpile_application;
