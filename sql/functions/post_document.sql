-- The sole writer of documents, movements and balances.
-- Same key, same answer; permission, period and what the purpose owes checked; missing lots and accounts made; all accounts locked in
-- ascending order; the purpose decides which lots may be taken; the number is taken last. Most documents are plain, and have a way of
-- their own that leaves to the others whatever is not as usual.
CREATE OR REPLACE FUNCTION stockpile.post_document(p_document jsonb) RETURNS jsonb
-- Every statement in here finds few rows by a key: planning it anew each time would take longer than running it.
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    -- Whether the transaction has written and locked no row yet, so that nobody can be waiting for one.
    v_holds_nothing boolean := pg_current_xact_id_if_assigned() IS NULL;
    -- Taken before the document's identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_document document;
    v_document_id bigint;
    v_purpose document_purpose;
    v_lines posting_line[];
    v_found record;
    v_zone text;
    v_answer jsonb;
BEGIN
    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (p_document ->> 'key', p_document ->> 'request_hash', 'post_' || (p_document ->> 'kind'),
            (p_document ->> 'person_id')::bigint, nextval('stockpile.document_document_id_seq'))
    ON CONFLICT (request_key) DO NOTHING
    RETURNING document_id INTO v_document_id;
    IF NOT FOUND THEN
        RETURN answer_again(p_document ->> 'key', p_document ->> 'request_hash');
    END IF;

    -- Closing a month takes this lock exclusively, so nothing slips in behind it. Mostly there is nobody to wait for, and asking without
    -- waiting needs no statement of its own.
    IF NOT pg_try_advisory_xact_lock_shared(hashtext('stockpile.period')) THEN
        PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.period'));
    END IF;
    -- The purpose, and with it whether all is as usual: now, by a person who may, in a month that is not closed. Only what is not needs
    -- the judgement of the one place that knows the rules. A document of one line is plain when its purpose is and it says
    -- nothing but what post_plain_line writes down: any other field, even one that nobody knows, is for the long way.
    SELECT rule AS purpose, zone.name AS zone,
        p_document ->> 'occurred_at' IS NULL
            AND EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                WHERE person_id = (p_document ->> 'person_id')::bigint AND permission = rule.permission)
            AND NOT EXISTS (SELECT FROM period
                WHERE state = 'closed' AND period >= to_char(clock_timestamp() AT TIME ZONE zone.name, 'YYYY-MM')) AS is_usual,
        jsonb_array_length(p_document -> 'lines') = 1 AS has_one_line,
        rule.is_plain AND rule.guards = '{}'
            AND jsonb_strip_nulls(p_document - '{key,request_hash,kind,purpose,place_id,person_id,reference,remarks,reason,occasion,lines}'
                ::text[]) = '{}'
            AND jsonb_strip_nulls((p_document #> '{lines,0}') - '{line_no,lot_id,quantity,from_owner_id,to_owner_id,to_place_id}'::text[])
                <@ jsonb_build_object('from_place_id', p_document -> 'place_id', 'from_condition', 'good', 'from_availability', 'free')
            AS is_plain,
        (p_document #>> '{lines,0,lot_id}')::bigint AS lot_id, (p_document #>> '{lines,0,quantity}')::bigint AS quantity,
        (p_document #>> '{lines,0,from_owner_id}')::bigint AS owner_id, (p_document ->> 'place_id')::bigint AS place_id,
        (p_document #>> '{lines,0,from_place_id}')::bigint AS from_place_id, (p_document #>> '{lines,0,to_place_id}')::bigint AS to_place_id
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
    IF v_holds_nothing AND v_found.has_one_line AND NOT pg_try_advisory_xact_lock(
        hashint8(v_found.lot_id), hashint8(coalesce(v_found.from_place_id, v_found.place_id))) THEN
        PERFORM pg_advisory_xact_lock(hashint8(v_found.lot_id), hashint8(coalesce(v_found.from_place_id, v_found.place_id)));
    END IF;
    IF v_found.is_usual AND v_found.has_one_line AND v_found.is_plain THEN
        v_answer := post_plain_line(p_document, v_document_id, v_found.purpose, v_found.zone, v_found.lot_id, v_found.quantity,
            v_found.owner_id, v_found.place_id, v_found.to_place_id);
        IF v_answer IS NOT NULL THEN
            RETURN v_answer;
        END IF;
    END IF;

    v_document := jsonb_populate_record(NULL::document, p_document - '{lines,attachments,reverses_document_id}'::text[]);
    v_document.document_id := v_document_id;
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
GRANT EXECUTE ON FUNCTION stockpile.post_document(jsonb) TO stockpile_application;
