-- One task for each duty at each place, due when the first of its goods is; closed where nothing of the item is left. For the owner's
-- functions: they check who may. NULL: every rule, every place. Answers how many are open afterwards.
CREATE OR REPLACE FUNCTION stockpile.open_care_task(p_person_id bigint, p_care_rule_id bigint, p_place_id bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_zone text := district_zone();
    v_open bigint;
BEGIN
    PERFORM close_tasks('care_due', task.subject_id, task.place_id, p_person_id,
        CASE WHEN due.due_on IS NULL THEN 'dropped' ELSE 'done' END)
    FROM task
    LEFT JOIN (SELECT care_rule_id, place_id, min(due_on) AS due_on FROM care_schedule
               WHERE p_care_rule_id IS NULL OR care_rule_id = p_care_rule_id GROUP BY care_rule_id, place_id) AS due
        ON due.care_rule_id = task.subject_id AND due.place_id = task.place_id
    WHERE task.kind = 'care_due' AND task.outcome IS NULL
      AND (p_care_rule_id IS NULL OR task.subject_id = p_care_rule_id) AND (p_place_id IS NULL OR task.place_id = p_place_id)
      AND task.due_at IS DISTINCT FROM (due.due_on + 1)::timestamp AT TIME ZONE v_zone;
    SELECT count(open_task('care_due', due.care_rule_id, due.rule, due.place_id, NULL,
        (due.due_on + 1)::timestamp AT TIME ZONE v_zone, p_person_id,
        jsonb_build_object('rule', due.rule, 'item', due.item, 'duty', due.duty, 'due_on', due.due_on))) INTO v_open
    FROM (SELECT care_rule_id, rule, item, duty, place_id, min(due_on) AS due_on FROM care_schedule
          WHERE (p_care_rule_id IS NULL OR care_rule_id = p_care_rule_id) AND (p_place_id IS NULL OR place_id = p_place_id)
          GROUP BY care_rule_id, rule, item, duty, place_id) AS due;
    RETURN v_open;
END
$$;
