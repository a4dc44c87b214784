-- What was agreed stays as it was signed: an agreement only moves on or ends earlier, and its lines change only while it is a draft.
CREATE OR REPLACE FUNCTION stockpile.refuse_change_of_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_steps text[] := '{state,approved_by,approved_at,last_day}';
    v_may boolean := false;
BEGIN
    IF tg_op = 'UPDATE' AND tg_table_name = 'agreement' THEN
        v_may := (to_jsonb(new) - v_steps) = (to_jsonb(old) - v_steps)
            AND (old.approved_by IS NULL OR (new.approved_by, new.approved_at) = (old.approved_by, old.approved_at))
            AND (old.last_day IS NULL OR new.last_day <= old.last_day)
            AND (new.state = old.state OR EXISTS (SELECT FROM stockpile.state_transition AS step
                WHERE step.subject = 'agreement' AND step.from_state = old.state AND step.to_state = new.state));
    ELSIF tg_op IN ('UPDATE', 'DELETE') AND tg_table_name <> 'agreement' THEN
        v_may := EXISTS (SELECT FROM stockpile.agreement WHERE agreement_id = old.agreement_id AND state = 'draft');
    END IF;
    IF NOT v_may THEN
        PERFORM stockpile.refuse('SP505', format('%s of %s: what was agreed stays', tg_op, tg_table_name),
            jsonb_build_object('table', tg_table_name), 'make an agreement that replaces it');
    END IF;
    RETURN CASE WHEN tg_op = 'DELETE' THEN old ELSE new END;
END
$$;
CREATE OR REPLACE TRIGGER agreement_stays_as_signed BEFORE UPDATE OR DELETE ON stockpile.agreement
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE OR REPLACE TRIGGER agreement_stock_stays_as_signed BEFORE UPDATE OR DELETE ON stockpile.agreement_stock
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE OR REPLACE TRIGGER agreement_response_stays_as_signed BEFORE UPDATE OR DELETE ON stockpile.agreement_response
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE OR REPLACE TRIGGER agreement_capacity_stays_as_signed BEFORE UPDATE OR DELETE ON stockpile.agreement_capacity
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE OR REPLACE TRIGGER agreement_floor_stays_as_signed BEFORE UPDATE OR DELETE ON stockpile.agreement_floor
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
