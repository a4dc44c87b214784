-- A plan of rotation with how far it has come.
CREATE OR REPLACE VIEW stockpile.rotation_summary AS
SELECT plan.*, whole.*,
    plan.value_at_risk_fen - whole.steps_value_at_risk_fen AS no_way_value_fen,
    -- Of all that was planned: what was dropped is not done.
    CASE WHEN whole.steps_value_at_risk_fen > 0
        THEN div(whole.value_done_fen * 100, whole.steps_value_at_risk_fen)::bigint END AS done_percent
FROM stockpile.rotation_plan AS plan
CROSS JOIN LATERAL (
    SELECT count(*) AS steps_total, count(*) FILTER (WHERE step.state = 'done') AS steps_done,
        count(*) FILTER (WHERE step.state = 'dropped') AS steps_dropped,
        count(*) FILTER (WHERE step.state = 'planned' AND plan.state <> 'draft'
            AND step.planned_on < (clock_timestamp() AT TIME ZONE stockpile.district_zone())::date) AS steps_overdue,
        sum(step.value_at_risk_fen)::bigint AS steps_value_at_risk_fen, sum(step.saved_fen)::bigint AS saved_fen,
        sum(step.cost_fen)::bigint AS cost_fen, sum(step.saved_so_far_fen)::bigint AS saved_so_far_fen,
        sum(step.value_done_fen) AS value_done_fen
    FROM stockpile.rotation_step_detail AS step
    WHERE step.rotation_plan_id = plan.rotation_plan_id) AS whole;
