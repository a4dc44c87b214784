-- Orders, write-offs, counts, recalls and plans only move on: no step back, no other content, no removal, whatever role somebody holds.
CREATE OR REPLACE FUNCTION stockpile.refuse_change_of_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- What a step writes: the state, and who took it when.
    v_steps text[] := '{state,review_no,reviewed_by,reviewed_at,approved_by,approved_at,posted_by,posted_at,rejected_by,rejected_at,'
        'cancelled_by,cancelled_at,completed_by,completed_at,approval_remarks}';
BEGIN
    IF tg_op = 'UPDATE' AND (to_jsonb(new) - v_steps) = (to_jsonb(old) - v_steps)
        AND EXISTS (SELECT FROM stockpile.state_transition AS step
                    WHERE step.subject = tg_table_name AND step.from_state = old.state AND step.to_state = new.state) THEN
        RETURN new;
    END IF;
    PERFORM stockpile.refuse('SP505', format('%s of %s %s: it only moves on, step by step', tg_op, tg_table_name, old.number),
        jsonb_build_object('table', tg_table_name));
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER allocation_order_only_moves_on BEFORE UPDATE OR DELETE ON stockpile.allocation_order
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE OR REPLACE TRIGGER rotation_plan_only_moves_on BEFORE UPDATE OR DELETE ON stockpile.rotation_plan
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE OR REPLACE TRIGGER rotation_step_only_moves_on BEFORE UPDATE OR DELETE ON stockpile.rotation_step
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE OR REPLACE TRIGGER write_off_only_moves_on BEFORE UPDATE OR DELETE ON stockpile.write_off
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE OR REPLACE TRIGGER stock_count_only_moves_on BEFORE UPDATE OR DELETE ON stockpile.stock_count
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE OR REPLACE TRIGGER recall_only_moves_on BEFORE UPDATE OR DELETE ON stockpile.recall
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE OR REPLACE TRIGGER gap_plan_only_moves_on BEFORE UPDATE OR DELETE ON stockpile.gap_plan
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
