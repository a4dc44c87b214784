-- The sole writer of documents, movements and balances.
-- Same key, same answer; permission and period checked; missing lots and accounts made; all accounts locked in ascending order;
-- the purpose decides which lots may be taken; the number is taken last.
CREATE OR REPLACE FUNCTION stockpile.post_document(p_document jsonb) RETURNS jsonb
-- Every statement in here finds few rows by a key: planning it anew each time would take longer than running it.
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_document document;
    v_purpose document_purpose;
    v_lines posting_line[];
    v_movements stock_movement[];
    v_movement stock_movement;
    v_key text := p_document ->> 'key';
BEGIN
    v_document := jsonb_populate_record(NULL::document, p_document - 'lines');
    v_document.document_id := nextval('stockpile.document_document_id_seq');

    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (v_key, p_document ->> 'request_hash', 'post_' || v_document.kind, v_document.person_id, v_document.document_id)
    ON CONFLICT (request_key) DO NOTHING;
    IF NOT FOUND THEN
        RETURN answer_again(v_key, p_document ->> 'request_hash');
    END IF;

    SELECT * INTO v_purpose FROM document_purpose WHERE kind = v_document.kind AND purpose = v_document.purpose;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', format('there is no purpose %s of a %s', v_document.purpose, v_document.kind));
    END IF;
    PERFORM require_permission(v_document.person_id, v_purpose.permission);
    IF v_purpose.permission = 'post_count' THEN
        PERFORM guard_adjustment(v_key);
    END IF;
    IF v_document.occurred_at > clock_timestamp() THEN
        PERFORM refuse('SP302', 'goods cannot have moved in the future',
            jsonb_build_object('occurred_at', v_document.occurred_at), 'leave the time out, or give one that has passed');
    END IF;
    PERFORM guard_period(coalesce(v_document.occurred_at, clock_timestamp()));

    v_lines := complete_posting_lines(p_document -> 'lines', v_purpose, v_document.place_id);
    IF v_purpose.makes_lots THEN
        v_lines := insert_lots(v_lines, v_document);
    END IF;
    v_movements := find_accounts(v_lines, v_purpose);
    PERFORM lock_accounts(ARRAY(SELECT unnest(ARRAY[from_account_id, to_account_id]) FROM unnest(v_movements)));

    -- Taken under the locks: of two documents on one account the later one also has the later time.
    v_document.recorded_at := clock_timestamp();
    v_document.occurred_at := coalesce(v_document.occurred_at, v_document.recorded_at);
    PERFORM check_lots_for_purpose(v_lines, v_purpose, (v_document.occurred_at AT TIME ZONE district_zone())::date);

    FOREACH v_movement IN ARRAY v_movements LOOP
        IF v_movement.quantity IS NULL THEN
            SELECT quantity INTO v_movement.quantity FROM stock_account WHERE account_id = v_movement.from_account_id;
            CONTINUE WHEN v_movement.quantity = 0;
        END IF;
        v_movement.document_id := v_document.document_id;
        v_movement.occurred_at := v_document.occurred_at;
        v_movement.recorded_at := v_document.recorded_at;
        PERFORM append_movement(v_movement);
    END LOOP;
    RETURN write_document(v_document, v_purpose.number_code);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.post_document(jsonb) TO stockpile_application;
