-- Posts what most documents are: so much of one lot from where it lies, now, by a plain purpose, of goods that are free and good, in a bin
-- or in none. Same key, same answer, whichever function posts. Whatever is not as usual goes the way of every other document: the rules
-- stand there, and nothing is judged here.
-- Comes to the same as post_document, by values and in few statements: what takes the time is what the server gets ready for each of them
-- in every transaction, and reading JSON. A test posts the same lines both ways.
CREATE OR REPLACE FUNCTION stockpile.post_plain_line(
    p_key text, p_request_hash text, p_kind text, p_purpose text, p_place_id bigint, p_person_id bigint, p_reference text,
    p_remarks text, p_reason text, p_occasion text, p_lot_id bigint, p_quantity bigint, p_owner_id bigint, p_from_bin_id bigint,
    p_to_place_id bigint)
RETURNS stockpile.posted_document
-- Every statement in here finds few rows by a key: planning it anew each time would take longer than running it.
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    -- Whether the transaction has written and locked no row yet, so that nobody can be waiting for one.
    v_holds_nothing boolean := pg_current_xact_id_if_assigned() IS NULL;
    -- Taken before the document's identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_document_id bigint;
    v_number_code text;
    v_to_kind text;
    v_to_availability text;
    v_to_place_id bigint;
    v_is_elsewhere boolean;
    v_zone text;
    v_is_usual boolean;
    v_now timestamptz;
    v_from_id bigint;
    v_to_id bigint;
    v_held_quantity bigint;
    v_held_value_fen bigint;
    v_last_occurred_at timestamptz;
    v_known_ids bigint[];
    v_item_id bigint;
    v_value_fen bigint;
    v_year integer;
    v_posted posted_document;
BEGIN
    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (p_key, p_request_hash, 'post_' || p_kind, p_person_id, nextval('stockpile.document_document_id_seq'))
    ON CONFLICT (request_key) DO NOTHING
    RETURNING document_id INTO v_document_id;
    IF NOT FOUND THEN
        RETURN jsonb_populate_record(NULL::posted_document, answer_again(p_key, p_request_hash));
    END IF;

    -- As post_claimed_document: the month, then purpose and permission, and only then the queue for the goods.
    IF NOT pg_try_advisory_xact_lock_shared(hashtext('stockpile.period')) THEN
        PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.period'));
    END IF;
    -- Goods that do not go to another place leave us where they lie, whatever is said.
    SELECT rule.number_code, rule.to_kind, rule.to_availability,
        CASE WHEN rule.changes_place THEN coalesce(p_to_place_id, p_place_id) ELSE p_place_id END, rule.changes_place, zone.name,
        EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                WHERE person_id = p_person_id AND permission = rule.permission)
            AND NOT EXISTS (SELECT FROM period
                WHERE state = 'closed' AND period >= to_char(clock_timestamp() AT TIME ZONE zone.name, 'YYYY-MM'))
    INTO v_number_code, v_to_kind, v_to_availability, v_to_place_id, v_is_elsewhere, v_zone, v_is_usual
    FROM document_purpose AS rule, (SELECT coalesce((SELECT time_zone FROM district), 'UTC') AS name) AS zone
    WHERE rule.kind = p_kind AND rule.purpose = p_purpose AND rule.is_plain AND rule.guards = '{}';
    IF v_is_usual THEN
        IF v_holds_nothing AND NOT pg_try_advisory_xact_lock(hashint8(p_lot_id), hashint8(p_place_id)) THEN
            PERFORM pg_advisory_xact_lock(hashint8(p_lot_id), hashint8(p_place_id));
        END IF;
        -- Both accounts locked in ascending order, as everyone does, and only then the time taken.
        SELECT max(account_id) FILTER (WHERE is_source), max(quantity) FILTER (WHERE is_source),
            max(value_fen) FILTER (WHERE is_source), max(last_occurred_at) FILTER (WHERE is_source),
            max(account_id) FILTER (WHERE NOT is_source), array_agg(account_id), clock_timestamp()
        INTO v_from_id, v_held_quantity, v_held_value_fen, v_last_occurred_at, v_to_id, v_known_ids, v_now
        FROM (SELECT account_id, quantity, value_fen, last_occurred_at, kind = 'stock' AND place_id = p_place_id AS is_source
            FROM stock_account
            WHERE lot_id = p_lot_id AND owner_id = p_owner_id AND condition = 'good'
                AND (place_id = p_place_id AND kind = 'stock' AND availability = 'free' AND bin_id IS NOT DISTINCT FROM p_from_bin_id
                    OR place_id = v_to_place_id AND kind = v_to_kind AND availability = v_to_availability AND bin_id IS NULL)
            ORDER BY account_id FOR NO KEY UPDATE) AS known;
        -- The lot is read under the locks, since a recall takes them as well.
        SELECT lot.item_id, div(v_held_value_fen::numeric * p_quantity, nullif(v_held_quantity, 0)),
            extract(year FROM v_now AT TIME ZONE v_zone),
            p_quantity BETWEEN 1 AND v_held_quantity AND coalesce(v_last_occurred_at <= v_now, true)
                AND v_is_elsewhere = (v_to_place_id <> p_place_id)
                AND lot.recalled_on IS NULL AND NOT item.is_serialised AND (v_now AT TIME ZONE v_zone)::date
                    <= coalesce(least(lot.expires_on - item.life_left_days_max, lot.stop_issue_on - 1), 'infinity')
        INTO v_item_id, v_value_fen, v_year, v_is_usual
        FROM lot JOIN item USING (item_id)
        WHERE lot.lot_id = p_lot_id;
    END IF;
    IF v_is_usual IS NOT TRUE THEN
        RETURN jsonb_populate_record(NULL::posted_document, post_claimed_document(
            jsonb_build_object('key', p_key, 'request_hash', p_request_hash, 'kind', p_kind, 'purpose', p_purpose,
                'place_id', p_place_id, 'person_id', p_person_id, 'reference', p_reference, 'remarks', p_remarks,
                'reason', p_reason, 'occasion', p_occasion, 'lines', jsonb_build_array(jsonb_build_object(
                    'line_no', 1, 'quantity', p_quantity, 'lot_id', p_lot_id, 'from_owner_id', p_owner_id,
                    'to_owner_id', p_owner_id, 'from_bin_id', p_from_bin_id, 'to_place_id', p_to_place_id))),
            v_document_id, v_holds_nothing));
    END IF;

    IF v_to_id IS NULL THEN
        INSERT INTO stock_account AS known (kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen,
            last_occurred_at, is_stock, holds)
        VALUES (v_to_kind, v_item_id, p_lot_id, v_to_place_id, p_owner_id, 'good', v_to_availability, p_quantity, v_value_fen, v_now,
            is_inside(v_to_kind), is_inside(v_to_kind))
        -- Somebody else made it a moment ago.
        ON CONFLICT ON CONSTRAINT stock_account_is_one DO UPDATE SET
            quantity = known.quantity + excluded.quantity, value_fen = known.value_fen + excluded.value_fen,
            last_occurred_at = greatest(known.last_occurred_at, excluded.last_occurred_at),
            holds = known.is_stock AND known.quantity + excluded.quantity > 0
        RETURNING account_id INTO v_to_id;
    END IF;
    WITH balance AS (
        UPDATE stock_account SET
            quantity = quantity + CASE WHEN account_id = v_to_id THEN p_quantity ELSE -p_quantity END,
            value_fen = value_fen + CASE WHEN account_id = v_to_id THEN v_value_fen ELSE -v_value_fen END,
            holds = is_stock AND quantity + CASE WHEN account_id = v_to_id THEN p_quantity ELSE -p_quantity END > 0,
            last_occurred_at = greatest(last_occurred_at, v_now)
        WHERE account_id = ANY (v_known_ids)
    )
    INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id,
                                quantity, value_fen, occurred_at, recorded_at)
    VALUES (v_document_id, 1, v_item_id, p_lot_id, v_from_id, v_to_id, p_place_id, v_to_place_id, p_quantity, v_value_fen, v_now, v_now);
    LOOP
        WITH counter AS (
            UPDATE document_counter SET last_number = last_number + 1
            WHERE place_id = p_place_id AND number_code = v_number_code AND year = v_year
            RETURNING number_prefix, last_number
        )
        INSERT INTO document (document_id, number, kind, purpose, place_id, occurred_at, recorded_at, person_id, reference, remarks,
            reason, occasion)
        SELECT v_document_id, document_number(counter.number_prefix, counter.last_number), p_kind, p_purpose, p_place_id, v_now, v_now,
            p_person_id, p_reference, p_remarks, p_reason, p_occasion
        FROM counter
        RETURNING document_id, number, occurred_at, recorded_at, false INTO v_posted;
        EXIT WHEN FOUND;
        PERFORM open_document_counter(p_place_id, v_number_code, v_year);
    END LOOP;
    RETURN v_posted;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.post_plain_line(
    text, text, text, text, bigint, bigint, text, text, text, text, bigint, bigint, bigint, bigint, bigint) TO stockpile_application;
