-- Posts a document whose key has been taken and whose identifier is known: what post_document and post_plain_line have in common.
-- Permission, period and what the purpose owes checked; missing lots and accounts made; all accounts locked in ascending order; the
-- purpose decides which lots may be taken; the number is taken last. Who asks says whether the transaction has locked no row of the
-- ledger yet, so that nobody can be waiting for one.
CREATE OR REPLACE FUNCTION stockpile.post_claimed_document(p_document jsonb, p_document_id bigint, p_holds_nothing boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    v_document document;
    v_purpose document_purpose;
    v_lines posting_line[];
    v_found record;
    v_zone text;
BEGIN
    -- Closing a month takes this lock exclusively, so nothing slips in behind it. Mostly there is nobody to wait for, and asking without
    -- waiting needs no statement of its own.
    IF NOT pg_try_advisory_xact_lock_shared(hashtext('stockpile.period')) THEN
        PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.period'));
    END IF;
    -- The purpose, and with it whether all is as usual: now, by a person who may, in a month that is not closed. Only what is not needs
    -- the judgement of the one place that knows the rules.
    SELECT rule AS purpose, zone.name AS zone,
        p_document ->> 'occurred_at' IS NULL
            AND EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                WHERE person_id = (p_document ->> 'person_id')::bigint AND permission = rule.permission)
            AND NOT EXISTS (SELECT FROM period
                WHERE state = 'closed' AND period >= to_char(clock_timestamp() AT TIME ZONE zone.name, 'YYYY-MM')) AS is_usual,
        jsonb_array_length(p_document -> 'lines') = 1 AS has_one_line,
        (p_document #>> '{lines,0,lot_id}')::bigint AS lot_id,
        coalesce(p_document #>> '{lines,0,from_place_id}', p_document ->> 'place_id')::bigint AS place_id
    INTO v_found
    FROM document_purpose AS rule, (SELECT coalesce((SELECT time_zone FROM district), 'UTC') AS name) AS zone
    WHERE rule.kind = p_document ->> 'kind' AND rule.purpose = p_document ->> 'purpose';
    IF NOT FOUND THEN
        PERFORM refuse('SP601', format('there is no purpose %s of a %s', p_document ->> 'purpose', p_document ->> 'kind'));
    END IF;
    IF NOT v_found.is_usual THEN
        PERFORM guard_posting(jsonb_populate_record(NULL::document, p_document - '{lines,attachments}'::text[]),
            (v_found.purpose).permission);
    END IF;
    -- Where many want the same goods they queue for them here, before anybody locks a row of theirs: whoever waits for a row instead looks
    -- everything up once more when it comes free, while all others wait for that. The rows are locked all the same, and only they decide.
    IF p_holds_nothing AND v_found.has_one_line
        AND NOT pg_try_advisory_xact_lock(hashint8(v_found.lot_id), hashint8(v_found.place_id)) THEN
        PERFORM pg_advisory_xact_lock(hashint8(v_found.lot_id), hashint8(v_found.place_id));
    END IF;

    v_document := jsonb_populate_record(NULL::document, p_document - '{lines,attachments,reverses_document_id}'::text[]);
    v_document.document_id := p_document_id;
    v_purpose := v_found.purpose;
    v_zone := v_found.zone;
    v_lines := complete_posting_lines(p_document -> 'lines', v_purpose, v_document.place_id);
    IF v_document.checker_id IS NOT NULL OR p_document ?| '{checker,attached,about_period}'::text[] THEN
        v_document := complete_document(v_document, p_document);
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
