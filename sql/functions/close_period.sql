-- One person begins to close a month, another confirms; then nothing more may occur in it or before it, and the balance of every
-- inside account at its end is kept, and with it the head of the seal that covers the month.
CREATE OR REPLACE FUNCTION stockpile.close_period(p_period text, p_person_id bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_state text;
    v_closed text;
BEGIN
    PERFORM require_permission(p_person_id, 'close_period');
    -- Waits until every posting under way has ended; those that come later see the month closed.
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.period'));
    IF p_period >= to_char(clock_timestamp() AT TIME ZONE district_zone(), 'YYYY-MM') THEN
        PERFORM refuse('SP303', 'the period has not ended yet', jsonb_build_object('period', p_period));
    END IF;
    SELECT max(period) INTO v_closed FROM period WHERE state = 'closed';
    IF v_closed >= p_period THEN
        PERFORM refuse('SP301', format('everything up to the period %s is closed', v_closed), jsonb_build_object('period', v_closed));
    END IF;
    SELECT state INTO v_state FROM period WHERE period = p_period;
    IF v_state IS NULL THEN
        INSERT INTO period (period, closing_by) VALUES (p_period, p_person_id);
        RETURN 'closing';
    END IF;
    UPDATE period SET state = 'closed', closed_by = p_person_id, closed_at = clock_timestamp() WHERE period = p_period;
    PERFORM insert_period_balances(p_period);
    -- Everything of the month is committed, or it would still hold the lock. Sealed in the same transaction, no month is closed
    -- without the head that goes on its sheet.
    LOOP
        EXIT WHEN seal_documents(p_person_id, 100000) < 100000;
    END LOOP;
    INSERT INTO period_seal (period, block_no, block_sha256)
    SELECT p_period, block_no, block_sha256 FROM ledger_block ORDER BY block_no DESC LIMIT 1;
    RETURN 'closed';
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.close_period(text, bigint) TO stockpile_application;
