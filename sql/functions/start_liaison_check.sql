-- Begins a roll-call of all who are liaison officers today; SP504 when nobody is, SP665 when it would be over before it began. It is a
-- task of whoever began it until all have answered. Answers its number.
CREATE OR REPLACE FUNCTION stockpile.start_liaison_check(p_person_id bigint, p_due_at timestamptz, p_remarks text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_check liaison_check;
BEGIN
    PERFORM require_permission(p_person_id, 'check_liaisons');
    IF p_due_at <= clock_timestamp() THEN
        PERFORM refuse('SP665', 'the roll-call would be over before it began', jsonb_build_object('respond_due_at', p_due_at));
    END IF;
    INSERT INTO liaison_check (number, remarks, due_at, started_by) VALUES (next_district_number('DM'), p_remarks, p_due_at, p_person_id)
    RETURNING * INTO v_check;
    INSERT INTO liaison_check_member (liaison_check_id, liaison_id)
    SELECT v_check.liaison_check_id, liaison_id FROM liaison_current
    WHERE (v_check.started_at AT TIME ZONE district_zone())::date BETWEEN valid_from AND coalesce(valid_to, 'infinity');
    IF NOT FOUND THEN
        PERFORM refuse('SP504', 'there is no liaison officer to call', jsonb_build_object('operation', 'liaison_check'));
    END IF;
    PERFORM open_task('liaison_check', v_check.liaison_check_id, v_check.number, NULL, p_person_id, p_due_at, p_person_id);
    RETURN v_check.number;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.start_liaison_check(bigint, timestamptz, text) TO stockpile_application;
