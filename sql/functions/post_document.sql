-- The sole writer of documents, movements and balances.
-- Same key, same answer; permission, period and what the purpose owes checked; missing lots and accounts made; all accounts locked in
-- ascending order; the purpose decides which lots may be taken; the number is taken last.
CREATE OR REPLACE FUNCTION stockpile.post_document(p_document jsonb) RETURNS jsonb
-- Every statement in here finds few rows by a key: planning it anew each time would take longer than running it.
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    -- Whether the transaction has written and locked no row yet, so that nobody can be waiting for one.
    v_holds_nothing boolean := pg_current_xact_id_if_assigned() IS NULL;
    -- Taken before the document's identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_document document;
    v_purpose document_purpose;
    v_lines posting_line[];
    v_found record;
    v_zone text;
BEGIN
    v_document := jsonb_populate_record(NULL::document, p_document - '{lines,attachments,reverses_document_id}'::text[]);
    v_document.document_id := nextval('stockpile.document_document_id_seq');

    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (p_document ->> 'key', p_document ->> 'request_hash', 'post_' || v_document.kind, v_document.person_id,
            v_document.document_id)
    ON CONFLICT (request_key) DO NOTHING;
    IF NOT FOUND THEN
        RETURN answer_again(p_document ->> 'key', p_document ->> 'request_hash');
    END IF;

    -- Closing a month takes this lock exclusively, so nothing slips in behind it. Mostly there is nobody to wait for, and asking without
    -- waiting needs no statement of its own.
    IF NOT pg_try_advisory_xact_lock_shared(hashtext('stockpile.period')) THEN
        PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.period'));
    END IF;
    -- The purpose, and with it whether all is as usual: now, by a person who may, in a month that is not closed. Only what is not needs
    -- the judgement of the one place that knows the rules.
    SELECT rule AS purpose, zone.name AS zone,
        v_document.occurred_at IS NULL
            AND EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                WHERE person_id = v_document.person_id AND permission = rule.permission)
            AND NOT EXISTS (SELECT FROM period
                WHERE state = 'closed' AND period >= to_char(clock_timestamp() AT TIME ZONE zone.name, 'YYYY-MM')) AS is_usual
    INTO v_found
    FROM document_purpose AS rule, (SELECT coalesce((SELECT time_zone FROM district), 'UTC') AS name) AS zone
    WHERE rule.kind = v_document.kind AND rule.purpose = v_document.purpose;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', format('there is no purpose %s of a %s', v_document.purpose, v_document.kind));
    END IF;
    v_purpose := v_found.purpose;
    v_zone := v_found.zone;
    IF NOT v_found.is_usual THEN
        PERFORM guard_posting(v_document, v_purpose.permission);
    END IF;
    v_lines := complete_posting_lines(p_document -> 'lines', v_purpose, v_document.place_id);
    IF v_document.checker_id IS NOT NULL OR p_document ?| '{checker,attached,about_period}'::text[] THEN
        v_document := complete_document(v_document, p_document);
    END IF;
    -- Where many want the same goods they queue for them here, before anybody locks a row of theirs: whoever waits for a row instead looks
    -- everything up once more when it comes free, while all others wait for that. The rows are locked all the same, and only they decide.
    IF v_holds_nothing AND cardinality(v_lines) = 1
        AND NOT pg_try_advisory_xact_lock(hashint8(v_lines[1].lot_id), hashint8(v_lines[1].from_place_id)) THEN
        PERFORM pg_advisory_xact_lock(hashint8(v_lines[1].lot_id), hashint8(v_lines[1].from_place_id));
    END IF;
    IF v_purpose.guards <> '{}' THEN
        PERFORM guard_purpose(v_document, v_purpose, v_lines, p_document ->> 'key');
    END IF;
    IF v_purpose.makes_lots THEN
        v_lines := insert_lots(v_lines, v_document);
    ELSIF v_purpose.makes_child_lots THEN
        v_lines := insert_child_lots(v_lines, v_document);
    END IF;
    -- A line that leaves its quantity open takes what is there under the lock: that goes with the sets.
    IF cardinality(v_lines) = 1 AND v_lines[1].quantity IS NOT NULL AND v_lines[1].to_lot_id IS NULL THEN
        RETURN post_line(v_lines[1], v_document, v_purpose, v_zone);
    END IF;
    -- Where no time is given it may turn out to be tomorrow by the time the accounts are locked.
    SELECT * INTO v_found FROM find_accounts(v_lines, v_purpose,
        coalesce((v_document.occurred_at AT TIME ZONE v_zone)::date, (clock_timestamp() AT TIME ZONE v_zone)::date + 1));
    IF v_purpose.purpose = 'hold' THEN
        v_found.movements := fill_open_quantities(v_found.movements);
    END IF;

    -- Taken under the locks: of two documents on one account the later one also has the later time.
    v_document.recorded_at := clock_timestamp();
    v_document.occurred_at := coalesce(v_document.occurred_at, v_document.recorded_at);
    -- A recall locks the accounts as well: one that was issued while we waited for them is seen now. Few lots are recalled.
    IF v_found.is_out_of_the_ordinary OR EXISTS (
        SELECT FROM lot WHERE recalled_on IS NOT NULL AND lot_id IN (SELECT lot_id FROM unnest(v_found.movements))) THEN
        PERFORM check_lots_for_purpose(v_lines, v_purpose, v_document.occurred_at);
    END IF;
    PERFORM append_movements(v_found.movements, v_document);
    IF v_found.has_units THEN
        PERFORM move_serials(v_document.document_id, v_lines);
    END IF;
    RETURN write_document(v_document, v_purpose.number_code, v_zone);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.post_document(jsonb) TO stockpile_application;
