-- Keeps the share under agreement as it stands, once a month; answers how many rows were kept, none when the month has its own.
CREATE OR REPLACE FUNCTION stockpile.record_agreement_share(p_person_id bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_count bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'record_share');
    -- Two at once would each keep a part.
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.agreement_share'));
    IF EXISTS (SELECT FROM agreement_share WHERE month = to_char(v_today, 'YYYY-MM')) THEN RETURN 0; END IF;
    INSERT INTO agreement_share (month, subject, code, taken_on, physical, entrusted, agreement, physical_value_fen,
        entrusted_value_fen, agreement_value_fen, agreement_unvalued, person_id)
    SELECT to_char(v_today, 'YYYY-MM'), subject, share.code, v_today, share.physical, share.entrusted, share.agreement,
        share.physical_value_fen, share.entrusted_value_fen, share.agreement_value_fen, share.agreement_unvalued, p_person_id
    FROM unnest(ARRAY['item', 'category', 'value']) AS subject CROSS JOIN LATERAL find_agreement_share(subject) AS share;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_agreement_share(bigint) TO stockpile_application;
