-- Posts what most documents are: one line that says which lot, how much and whose, by a plain purpose, of goods that are free, good and in
-- no bin. Answers NULL where anything is not as usual: that is for those who know the rules, and nothing is written, but the accounts
-- are locked that post_line locks next.
-- Comes to the same as complete_posting_line, post_line and write_document, by statements instead of steps: the server gets every step of
-- a procedure ready anew in every transaction, which takes longer than most of these steps. A test posts the same lines both ways.
CREATE OR REPLACE FUNCTION stockpile.post_plain_line(
    p_document jsonb, p_document_id bigint, p_purpose stockpile.document_purpose, p_zone text,
    p_lot_id bigint, p_quantity bigint, p_owner_id bigint, p_place_id bigint, p_to_place_id bigint)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    -- Goods that do not go to another place leave us where they lie, whatever the line says.
    v_to_place_id bigint := CASE WHEN p_purpose.changes_place THEN coalesce(p_to_place_id, p_place_id) ELSE p_place_id END;
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
    v_is_usual boolean;
    v_answer jsonb;
BEGIN
    -- Both accounts locked in ascending order, as everyone does, and only then the time taken.
    SELECT max(account_id) FILTER (WHERE is_source), max(quantity) FILTER (WHERE is_source), max(value_fen) FILTER (WHERE is_source),
        max(last_occurred_at) FILTER (WHERE is_source), max(account_id) FILTER (WHERE NOT is_source), array_agg(account_id),
        clock_timestamp()
    INTO v_from_id, v_held_quantity, v_held_value_fen, v_last_occurred_at, v_to_id, v_known_ids, v_now
    FROM (SELECT account_id, quantity, value_fen, last_occurred_at, kind = 'stock' AND place_id = p_place_id AS is_source
        FROM stock_account
        WHERE lot_id = p_lot_id AND owner_id = p_owner_id AND condition = 'good' AND bin_id IS NULL
            AND (place_id = p_place_id AND kind = 'stock' AND availability = 'free'
                OR place_id = v_to_place_id AND kind = p_purpose.to_kind AND availability = p_purpose.to_availability)
        ORDER BY account_id FOR NO KEY UPDATE) AS known;
    -- The lot is read under the locks, since a recall takes them as well.
    SELECT lot.item_id, div(v_held_value_fen::numeric * p_quantity, nullif(v_held_quantity, 0)),
        extract(year FROM v_now AT TIME ZONE p_zone),
        p_quantity BETWEEN 1 AND v_held_quantity AND coalesce(v_last_occurred_at <= v_now, true)
            AND p_purpose.changes_place = (v_to_place_id <> p_place_id)
            AND lot.recalled_on IS NULL AND NOT item.is_serialised AND (v_now AT TIME ZONE p_zone)::date
                <= coalesce(least(lot.expires_on - item.life_left_days_max, lot.stop_issue_on - 1), 'infinity')
    INTO v_item_id, v_value_fen, v_year, v_is_usual
    FROM lot JOIN item USING (item_id)
    WHERE lot.lot_id = p_lot_id;
    IF v_is_usual IS NOT TRUE THEN
        RETURN NULL;
    END IF;

    IF v_to_id IS NULL THEN
        v_to_id := insert_account(ROW(NULL, p_purpose.to_kind, v_item_id, p_lot_id, v_to_place_id, NULL, p_owner_id, 'good',
            p_purpose.to_availability, p_quantity, v_value_fen, v_now, NULL, NULL)::stock_account);
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
    VALUES (p_document_id, (p_document #>> '{lines,0,line_no}')::integer, v_item_id, p_lot_id, v_from_id, v_to_id, p_place_id,
        v_to_place_id, p_quantity, v_value_fen, v_now, v_now);
    WITH counter AS (
        INSERT INTO document_counter AS counter (place_id, number_code, year, last_number)
        VALUES (p_place_id, p_purpose.number_code, v_year, 1)
        ON CONFLICT (place_id, number_code, year) DO UPDATE SET last_number = counter.last_number + 1
        RETURNING counter.last_number
    )
    INSERT INTO document (document_id, number, kind, purpose, place_id, occurred_at, recorded_at, person_id, reference, remarks, reason,
        occasion)
    SELECT p_document_id, document_number(place.code, p_purpose.number_code, v_year, counter.last_number), p_purpose.kind,
        p_purpose.purpose, p_place_id, v_now, v_now, (p_document ->> 'person_id')::bigint, p_document ->> 'reference',
        p_document ->> 'remarks', p_document ->> 'reason', p_document ->> 'occasion'
    FROM counter, place WHERE place.place_id = p_place_id
    RETURNING jsonb_build_object('document_id', document_id, 'number', number, 'occurred_at', occurred_at, 'recorded_at', recorded_at,
        'replayed', false) INTO v_answer;
    RETURN v_answer;
END
$$;
