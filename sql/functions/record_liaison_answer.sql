-- Writes down that a liaison officer, or the deputy (SP644 when there is none), answered a roll-call, and when: not before it began
-- (SP645), not in the future (SP302). Whoever answered has answered (SP642). When all have, the task ends.
CREATE OR REPLACE FUNCTION stockpile.record_liaison_answer(p_answer jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_person_id bigint := (p_answer ->> 'person_id')::bigint;
    v_at timestamptz := coalesce((p_answer ->> 'answered_at')::timestamptz, clock_timestamp());
    v_check liaison_check;
    v_liaison liaison;
BEGIN
    PERFORM require_permission(v_person_id, 'check_liaisons');
    SELECT * INTO v_check FROM liaison_check WHERE number = p_answer ->> 'number';
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such roll-call',
            jsonb_build_object('subject', 'liaison_check', 'code', p_answer ->> 'number'));
    END IF;
    -- Answers of one roll-call take turns, so that the last one ends the task.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.liaison_check', v_check.liaison_check_id));
    v_liaison := find_liaison_called(v_check.liaison_check_id, p_answer);
    IF p_answer ->> 'answered_by' = 'deputy' AND v_liaison.deputy IS NULL THEN
        PERFORM refuse('SP644', 'this liaison officer has no deputy', jsonb_build_object('organisation', v_liaison.organisation,
            'name', v_liaison.name));
    END IF;
    IF v_at > clock_timestamp() THEN
        PERFORM refuse('SP302', 'nobody has answered in the future', jsonb_build_object('occurred_at', v_at));
    END IF;
    IF v_at < v_check.started_at THEN
        PERFORM refuse('SP645', 'nobody answers before the roll-call began', jsonb_build_object('number', v_check.number,
            'started_at', v_check.started_at));
    END IF;
    INSERT INTO liaison_check_answer (liaison_check_id, liaison_id, answered_by, answered_at, remarks, person_id)
    VALUES (v_check.liaison_check_id, v_liaison.liaison_id, p_answer ->> 'answered_by', v_at, p_answer ->> 'remarks', v_person_id)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP642', 'this person has answered already', jsonb_build_object('number', v_check.number, 'name', v_liaison.name));
    END IF;
    IF NOT EXISTS (SELECT FROM liaison_check_member AS member WHERE member.liaison_check_id = v_check.liaison_check_id
                   AND NOT EXISTS (SELECT FROM liaison_check_answer AS answer
                       WHERE (answer.liaison_check_id, answer.liaison_id) = (member.liaison_check_id, member.liaison_id))) THEN
        PERFORM close_tasks('liaison_check', v_check.liaison_check_id, NULL, v_person_id, 'done');
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_liaison_answer(jsonb) TO stockpile_application;
