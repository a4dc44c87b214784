-- Posts a document of one line: the same rules as for many, in as few statements as can be, since most documents are of this kind.
CREATE OR REPLACE FUNCTION stockpile.post_line(
    p_line stockpile.posting_line, p_document stockpile.document, p_purpose stockpile.document_purpose, p_zone text)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    v_from stock_account;
    v_to_id bigint;
    v_known_ids bigint[];
    v_account record;
    v_lot lot;
    v_is_serialised boolean;
    v_beyond_doubt_until date;
    v_occurred_on date;
    v_value_fen bigint;
    v_least bigint;
BEGIN
    -- Both accounts locked in ascending order: everyone who posts waits in the same order, so nobody deadlocks.
    FOR v_account IN
        SELECT known.account_id, known.quantity, known.value_fen, known.last_occurred_at,
            known.place_id = p_line.from_place_id AND known.kind = p_purpose.from_kind
                AND known.availability = p_line.from_availability AND known.condition = p_line.from_condition
                AND known.owner_id = p_line.from_owner_id AND known.bin_id IS NOT DISTINCT FROM p_line.from_bin_id AS is_source
        FROM stock_account AS known
        WHERE known.lot_id = p_line.lot_id
          AND ((known.place_id = p_line.from_place_id AND known.kind = p_purpose.from_kind
                AND known.availability = p_line.from_availability AND known.condition = p_line.from_condition
                AND known.owner_id = p_line.from_owner_id AND known.bin_id IS NOT DISTINCT FROM p_line.from_bin_id)
            OR (known.place_id = p_line.to_place_id AND known.kind = p_purpose.to_kind
                AND known.availability = p_line.to_availability AND known.condition = p_line.to_condition
                AND known.owner_id = p_line.to_owner_id AND known.bin_id IS NOT DISTINCT FROM p_line.to_bin_id))
        ORDER BY known.account_id FOR NO KEY UPDATE
    LOOP
        IF v_account.is_source THEN
            v_from.account_id := v_account.account_id;
            v_from.quantity := v_account.quantity;
            v_from.value_fen := v_account.value_fen;
            v_from.last_occurred_at := v_account.last_occurred_at;
        ELSE
            v_to_id := v_account.account_id;
        END IF;
    END LOOP;
    -- The lot is read under the locks, since a recall takes them as well: one that was issued while we waited for them is seen. So is the
    -- time taken: of two documents on one account the later one also has the later time.
    SELECT lot.item_id, lot.unit_cost_fen, lot.recalled_on, item.is_serialised,
        -- The last day on which the lot is beyond doubt, whatever asks for it.
        least(lot.expires_on - item.life_left_days_max, lot.stop_issue_on - 1), clock_timestamp()
    INTO v_lot.item_id, v_lot.unit_cost_fen, v_lot.recalled_on, v_is_serialised, v_beyond_doubt_until, p_document.recorded_at
    FROM lot JOIN item USING (item_id)
    WHERE lot.lot_id = p_line.lot_id;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'a line names a lot that does not exist', jsonb_build_object('lines', 1, 'found', 0));
    END IF;

    p_document.occurred_at := coalesce(p_document.occurred_at, p_document.recorded_at);
    v_known_ids := ARRAY[v_from.account_id, v_to_id];
    -- Only what is out of the ordinary needs the judgement of the one place that knows the rules.
    v_occurred_on := (p_document.occurred_at AT TIME ZONE p_zone)::date;
    IF v_beyond_doubt_until < v_occurred_on OR v_lot.recalled_on IS NOT NULL OR p_line.from_condition <> 'good'
        OR p_line.from_availability <> p_purpose.from_availability THEN
        PERFORM check_lots_for_purpose(ARRAY[p_line], p_purpose, p_document.occurred_at);
    END IF;
    IF p_purpose.is_from_inside THEN
        v_least := coalesce(v_from.quantity, 0);
        -- A late entry: the balance must have sufficed at every moment since.
        IF v_from.last_occurred_at > p_document.occurred_at THEN
            v_least := least(v_least, least_balance_since(v_from.account_id, v_from.quantity, p_document.occurred_at));
        END IF;
        IF v_least < p_line.quantity THEN
            v_from := ROW(v_from.account_id, p_purpose.from_kind, v_lot.item_id, p_line.lot_id, p_line.from_place_id,
                p_line.from_bin_id, p_line.from_owner_id, p_line.from_condition, p_line.from_availability,
                coalesce(v_from.quantity, 0), 0, NULL, true, false);
            PERFORM refuse_shortage(v_from, p_line.line_no, p_line.quantity, v_least, v_from.quantity >= p_line.quantity);
        END IF;
        -- The last unit takes the rest of the value.
        v_value_fen := CASE WHEN p_line.quantity = v_from.quantity THEN v_from.value_fen
            ELSE div(v_from.value_fen::numeric * p_line.quantity, v_from.quantity)::bigint END;
    ELSE
        v_value_fen := coalesce(p_line.value_fen, p_line.quantity * v_lot.unit_cost_fen);
    END IF;
    -- Accounts that were not there when we looked get their first quantity at once; whoever makes them at the same time waits for us,
    -- or we for them. We hold all we need by then, so nobody waits for each other.
    IF v_from.account_id IS NULL THEN
        v_from.account_id := insert_account(ROW(NULL, p_purpose.from_kind, v_lot.item_id, p_line.lot_id, p_line.from_place_id,
            p_line.from_bin_id, p_line.from_owner_id, p_line.from_condition, p_line.from_availability, -p_line.quantity, -v_value_fen,
            p_document.occurred_at, NULL, NULL)::stock_account);
    END IF;
    IF v_to_id IS NULL THEN
        v_to_id := insert_account(ROW(NULL, p_purpose.to_kind, v_lot.item_id, p_line.lot_id, p_line.to_place_id,
            p_line.to_bin_id, p_line.to_owner_id, p_line.to_condition, p_line.to_availability, p_line.quantity, v_value_fen,
            p_document.occurred_at, NULL, NULL)::stock_account);
    END IF;
    WITH balance AS (
        UPDATE stock_account SET
            quantity = quantity + CASE WHEN account_id = v_to_id THEN p_line.quantity ELSE -p_line.quantity END,
            value_fen = value_fen + CASE WHEN account_id = v_to_id THEN v_value_fen ELSE -v_value_fen END,
            holds = is_stock AND quantity + CASE WHEN account_id = v_to_id THEN p_line.quantity ELSE -p_line.quantity END > 0,
            last_occurred_at = greatest(last_occurred_at, p_document.occurred_at)
        WHERE account_id = ANY (v_known_ids)
    )
    INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id,
                                quantity, value_fen, order_line_id, occurred_at, recorded_at)
    VALUES (p_document.document_id, p_line.line_no, v_lot.item_id, p_line.lot_id, v_from.account_id, v_to_id, p_line.from_place_id,
            p_line.to_place_id, p_line.quantity, v_value_fen, p_line.order_line_id, p_document.occurred_at, p_document.recorded_at);
    IF v_is_serialised THEN
        PERFORM move_serials(p_document.document_id, ARRAY[p_line]);
    END IF;
    RETURN write_document(p_document, p_purpose.number_code, p_zone);
END
$$;
