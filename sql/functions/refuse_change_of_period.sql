-- A month goes from closing to closed and no further, whatever role somebody holds.
CREATE OR REPLACE FUNCTION stockpile.refuse_change_of_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op = 'UPDATE' AND old.state = 'closing' AND new.state = 'closed'
        AND (new.period, new.closing_by, new.closing_at) IS NOT DISTINCT FROM (old.period, old.closing_by, old.closing_at) THEN
        RETURN new;
    END IF;
    PERFORM stockpile.refuse('SP505', format('%s of period %s: a closed month stays closed', tg_op, old.period),
        jsonb_build_object('table', tg_table_name), 'post in an open period and name the closed one it is about');
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER period_is_history BEFORE UPDATE OR DELETE ON stockpile.period
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_period();
