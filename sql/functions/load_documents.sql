-- Takes the keys and identifiers of the staged documents that are new, and finds what is wrong with their heads.
CREATE OR REPLACE FUNCTION stockpile.load_documents(p_transaction xid8) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_zone text := district_zone();
    v_closed text;
    v_count bigint;
BEGIN
    IF p_transaction <> pg_current_xact_id() THEN
        RAISE EXCEPTION 'identifiers are taken in another transaction than the one announced';
    END IF;
    -- As whoever posts: closing a month takes the same lock exclusively, so nothing slips in behind it.
    PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.period'));
    SELECT max(period) INTO v_closed FROM period WHERE state = 'closed';
    INSERT INTO load_problem (document_no, code, detail)
    SELECT staged.document_no, wrong.code, jsonb_build_object('kind', staged.kind, 'purpose', staged.purpose, 'period', v_closed,
        'key', staged.request_key, 'login', staged.checker, 'owed', owed.missing,
        'permission', CASE wrong.field WHEN 'checker' THEN 'check_document' ELSE rule.permission END,
        'person', CASE wrong.field WHEN 'checker' THEN staged.checker
            ELSE (SELECT login FROM person WHERE person.person_id = staged.person_id) END)
    FROM staged_document AS staged
    LEFT JOIN request USING (request_key)
    LEFT JOIN document_purpose AS rule ON rule.kind = staged.kind AND rule.purpose = staged.purpose
    LEFT JOIN person AS checker ON checker.login = staged.checker
    -- As require_owed: a paper's number is evidence; a load brings no files.
    CROSS JOIN LATERAL (SELECT string_agg(due.owed, ' ' ORDER BY due.place) AS missing
        FROM unnest(rule.owes) WITH ORDINALITY AS due (owed, place)
        WHERE CASE due.owed WHEN 'reason' THEN staged.reason WHEN 'checker' THEN staged.checker
            ELSE staged.reference END IS NULL) AS owed
    CROSS JOIN LATERAL (SELECT CASE
        WHEN request.request_hash <> staged.request_hash THEN 'SP202'
        WHEN request.request_hash IS NOT NULL THEN NULL
        WHEN rule.kind IS NULL OR NOT is_loadable(rule) THEN 'SP631'
        WHEN staged.occurred_at > v_now THEN 'SP302'
        WHEN to_char(coalesce(staged.occurred_at, v_now) AT TIME ZONE v_zone, 'YYYY-MM') <= v_closed THEN 'SP301'
        WHEN NOT EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
            WHERE person_role.person_id = staged.person_id AND role_permission.permission = rule.permission) THEN 'SP401'
        WHEN owed.missing IS NOT NULL THEN 'SP613'
        END AS code) AS head
    CROSS JOIN LATERAL (SELECT CASE
        WHEN staged.checker IS NULL OR request.request_hash IS NOT NULL THEN NULL
        WHEN checker.person_id IS NULL THEN 'SP403'
        WHEN checker.person_id = staged.person_id THEN 'SP402'
        WHEN NOT EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
            WHERE person_role.person_id = checker.person_id AND role_permission.permission = 'check_document') THEN 'SP401'
        END AS code) AS checking
    CROSS JOIN LATERAL (VALUES ('document', head.code), ('checker', checking.code)) AS wrong (field, code)
    WHERE wrong.code IS NOT NULL;

    INSERT INTO loading_side
    SELECT row_number() OVER (), side.* FROM (
        SELECT from_kind, from_availability FROM document_purpose UNION SELECT to_kind, to_availability FROM document_purpose) AS side;
    INSERT INTO loading_document
    SELECT document_no, nextval('stockpile.document_document_id_seq'), request_key, request_hash, person_id, place_id, occurred_at,
        occurred_on, reference, remarks, kind, purpose, number_code, from_kind, to_kind, makes_lots, changes_place, reason, occasion,
        (SELECT person.person_id FROM person WHERE person.login = new.checker), from_side_no, to_side_no
    FROM (
        SELECT staged.*, (coalesce(staged.occurred_at, v_now) AT TIME ZONE v_zone)::date AS occurred_on, rule.number_code,
            rule.from_kind, rule.to_kind, rule.makes_lots, rule.changes_place, source.side_no AS from_side_no,
            target.side_no AS to_side_no
        FROM staged_document AS staged
        JOIN document_purpose AS rule ON rule.kind = staged.kind AND rule.purpose = staged.purpose
        JOIN loading_side AS source ON source.kind = rule.from_kind AND source.availability = rule.from_availability
        JOIN loading_side AS target ON target.kind = rule.to_kind AND target.availability = rule.to_availability
        WHERE NOT EXISTS (SELECT FROM request WHERE request.request_key = staged.request_key)
        -- In the order of time, those of now last.
        ORDER BY staged.occurred_at NULLS LAST, staged.document_no
    ) AS new;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM sample_tables('loading_side', 'loading_document');
    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    SELECT request_key, request_hash, 'post_' || kind, person_id, document_id FROM loading_document ORDER BY document_id
    ON CONFLICT (request_key) DO NOTHING;
    IF NOT FOUND AND v_count > 0 OR v_count <> (SELECT count(*) FROM loading_document JOIN request USING (request_key, document_id)) THEN
        RAISE EXCEPTION 'a key was used by somebody else meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
END
$$;
