-- Whom a roll-call calls at an organisation; the only one there need not be named. SP601 for nobody, SP646 for more than one.
CREATE OR REPLACE FUNCTION stockpile.find_liaison_called(p_check_id bigint, p_answer jsonb) RETURNS stockpile.liaison
LANGUAGE plpgsql AS $$
DECLARE
    v_found liaison[];
BEGIN
    SELECT array_agg(liaison ORDER BY liaison.liaison_id) INTO v_found
    FROM liaison_check_member JOIN liaison USING (liaison_id)
    WHERE liaison_check_id = p_check_id AND liaison.organisation = p_answer ->> 'organisation'
      AND liaison.organisation_kind = coalesce(p_answer ->> 'organisation_kind', liaison.organisation_kind)
      AND liaison.name = coalesce(p_answer ->> 'name', liaison.name);
    IF v_found IS NULL THEN
        PERFORM refuse('SP601', 'the roll-call does not call this person', jsonb_build_object('subject', 'liaison', 'code',
            concat_ws(' ', p_answer ->> 'organisation', p_answer ->> 'name')));
    ELSIF cardinality(v_found) > 1 THEN
        PERFORM refuse('SP646', 'the roll-call calls several there', jsonb_build_object('organisation', p_answer ->> 'organisation',
            'lines', (SELECT jsonb_agg(jsonb_build_object('organisation_kind', one.organisation_kind, 'name', one.name))
                      FROM unnest(v_found) AS one)));
    END IF;
    RETURN v_found[1];
END
$$;
