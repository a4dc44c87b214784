CREATE SCHEMA stockpile;
CREATE TYPE stockpile.ledger_difference AS (
	kind text,
	record text,
	"position" bigint,
	block_no bigint,
	account_id bigint,
	recorded bigint,
	recomputed bigint
);
CREATE TYPE stockpile.posted_document AS (
	document_id bigint,
	number text,
	occurred_at timestamp with time zone,
	recorded_at timestamp with time zone,
	replayed boolean
);
CREATE TYPE stockpile.posting_line AS (
	line_no integer,
	item_id bigint,
	lot_id bigint,
	quantity bigint,
	from_place_id bigint,
	from_bin_id bigint,
	from_owner_id bigint,
	from_condition text,
	from_availability text,
	to_place_id bigint,
	to_bin_id bigint,
	to_owner_id bigint,
	to_condition text,
	order_line_id bigint,
	lot_number text,
	reserve_category text,
	funding_source text,
	origin text,
	legacy_group text,
	manufactured_on date,
	received_on date,
	expires_on date,
	warn_on date,
	rotate_by_on date,
	unit_cost_fen bigint,
	to_availability text,
	value_fen bigint,
	to_lot_id bigint,
	serials text[]
);
CREATE TYPE stockpile.posting_shortage AS (
	line_no integer,
	asked bigint,
	at_least bigint,
	is_late boolean,
	account_id bigint
);
CREATE FUNCTION stockpile.add_bin(p_person_id bigint, p_place_id bigint, p_code text, p_name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'keep_bins');
    INSERT INTO bin (place_id, code, name) VALUES (p_place_id, p_code, p_name) ON CONFLICT (place_id, code) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP623', format('the place has a bin %s already', p_code), jsonb_build_object('bin', p_code,
            'place', (SELECT code FROM place WHERE place_id = p_place_id),
            'retired_on', (SELECT retired_on FROM bin WHERE place_id = p_place_id AND code = p_code)), 'choose another code');
    END IF;
END
$$;
CREATE FUNCTION stockpile.add_care_rule(p_person_id bigint, p_rule jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_rule care_rule := jsonb_populate_record(NULL::care_rule, p_rule);
BEGIN
    PERFORM require_permission(p_person_id, 'keep_rules');
    INSERT INTO care_rule (code, item_id, duty, every_days, first_days, instruction, source, added_by)
    VALUES (v_rule.code, v_rule.item_id, v_rule.duty, v_rule.every_days, v_rule.first_days, v_rule.instruction, v_rule.source, p_person_id)
    -- Of two at the same time the second waits here and is told.
    ON CONFLICT (code) DO NOTHING RETURNING care_rule_id INTO v_rule.care_rule_id;
    IF NOT FOUND THEN
        PERFORM refuse('SP690', 'there is this rule already', jsonb_build_object('rule', v_rule.code,
            'item', (SELECT code FROM item WHERE item_id = v_rule.item_id)), 'choose another code');
    END IF;
    PERFORM open_care_task(p_person_id, v_rule.care_rule_id, NULL);
END
$$;
CREATE FUNCTION stockpile.add_count_line(p_count_id bigint, p_person_id bigint, p_lot_id bigint, p_bin_id bigint, p_owner_id bigint, p_condition text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_count stock_count;
    v_line_no integer;
BEGIN
    PERFORM require_permission(p_person_id, 'enter_count');
    v_count := lock_count(p_count_id, '{planned,counting,recounting}');
    SELECT line_no INTO v_line_no FROM count_line WHERE count_id = p_count_id AND lot_id = p_lot_id AND owner_id = p_owner_id
        AND condition = p_condition AND bin_id IS NOT DISTINCT FROM p_bin_id;
    IF FOUND THEN
        RETURN v_line_no;
    END IF;
    -- What the third person finds was counted by nobody else: it belongs into another count.
    v_count := lock_count(p_count_id, '{planned,counting}');
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.count', v_count.place_id));
    INSERT INTO count_line (count_id, line_no, item_id, lot_id, bin_id, owner_id, condition, added_by)
    SELECT p_count_id, (SELECT max(line_no) + 1 FROM count_line WHERE count_id = p_count_id), item_id, p_lot_id, p_bin_id, p_owner_id,
        p_condition, p_person_id
    FROM lot WHERE lot_id = p_lot_id
    RETURNING line_no INTO STRICT v_line_no;
    PERFORM refuse_overlapping_count(p_count_id);
    RETURN v_line_no;
END
$$;
CREATE FUNCTION stockpile.add_item_substitutes(p_person_id bigint, p_rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_known jsonb;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_catalogue');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.item_serving'));
    SELECT jsonb_build_object('item', item.code, 'substitute', other.code) INTO v_known
    FROM jsonb_to_recordset(p_rows) AS added (item text, substitute text)
    JOIN item ON item.code = added.item
    JOIN item AS other ON other.code = added.substitute
    JOIN item_substitute AS known ON known.item_id = item.item_id AND known.substitute_item_id = other.item_id
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP539', 'the item has this substitute already', v_known);
    END IF;
    INSERT INTO item_substitute (item_id, substitute_item_id, units, condition, source)
    SELECT item.item_id, other.item_id, added.units, added.condition, added.source
    FROM jsonb_to_recordset(p_rows) AS added (item text, substitute text, units numeric, condition text, source text)
    JOIN item ON item.code = added.item
    JOIN item AS other ON other.code = added.substitute;
END
$$;
CREATE FUNCTION stockpile.add_kit_parts(p_person_id bigint, p_rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_known jsonb;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_catalogue');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.item_serving'));
    SELECT jsonb_build_object('kit', kit.code, 'part', part.code) INTO v_known
    FROM jsonb_to_recordset(p_rows) AS added (kit text, part text)
    JOIN item AS kit ON kit.code = added.kit
    JOIN item AS part ON part.code = added.part
    JOIN kit_part AS known ON known.kit_item_id = kit.item_id AND known.part_item_id = part.item_id
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP539', 'the kit has this part already', v_known);
    END IF;
    INSERT INTO kit_part (kit_item_id, part_item_id, quantity, source)
    SELECT kit.item_id, part.item_id, added.quantity, added.source
    FROM jsonb_to_recordset(p_rows) AS added (kit text, part text, quantity bigint, source text)
    JOIN item AS kit ON kit.code = added.kit
    JOIN item AS part ON part.code = added.part;
END
$$;
CREATE FUNCTION stockpile.add_mutual_aid(p_person_id bigint, p_aid jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_aid mutual_aid := jsonb_populate_record(NULL::mutual_aid, p_aid);
    v_neighbour neighbour;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_mutual_aid');
    IF p_aid ->> 'neighbour_name' IS NOT NULL THEN
        INSERT INTO neighbour (code, name, name_en, telephone, source)
        VALUES (p_aid ->> 'neighbour', p_aid ->> 'neighbour_name', coalesce(p_aid ->> 'neighbour_name_en', p_aid ->> 'neighbour_name'),
            p_aid ->> 'telephone', v_aid.source)
        ON CONFLICT (code) DO NOTHING;
    END IF;
    SELECT * INTO v_neighbour FROM neighbour WHERE code = p_aid ->> 'neighbour';
    IF v_neighbour.neighbour_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such neighbour', jsonb_build_object('field', 'neighbour', 'code', p_aid ->> 'neighbour'));
    END IF;
    IF p_aid ->> 'neighbour_name' <> v_neighbour.name OR p_aid ->> 'neighbour_name_en' <> v_neighbour.name_en THEN
        PERFORM refuse('SP695', 'the neighbour goes by another name',
            jsonb_build_object('neighbour', v_neighbour.code, 'name', v_neighbour.name, 'name_en', v_neighbour.name_en));
    END IF;
    INSERT INTO mutual_aid (number, neighbour_id, item_id, place_id, quantity, response_hours, confidence_percent, valid_from, valid_to,
        source, person_id)
    VALUES (next_district_number('KQ'), v_neighbour.neighbour_id, v_aid.item_id, v_aid.place_id, v_aid.quantity, v_aid.response_hours,
        v_aid.confidence_percent, v_aid.valid_from, v_aid.valid_to, v_aid.source, p_person_id)
    RETURNING * INTO v_aid;
    RETURN v_aid.number;
END
$$;
CREATE FUNCTION stockpile.add_recall_holders(p_recall_id bigint, p_named_lot_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_holder recall_holder;
BEGIN
    FOR v_holder IN
        WITH account AS MATERIALIZED (
            SELECT stock_account.*, recall_lot.named_lot_id FROM recall_lot JOIN stock_account USING (lot_id)
            WHERE recall_lot.recall_id = p_recall_id AND (p_named_lot_id IS NULL OR recall_lot.named_lot_id = p_named_lot_id)
        ), found AS (
            SELECT 1 AS position, account.kind, account.place_id, NULL::bigint AS document_id, NULL::bigint AS order_id,
                sum(account.quantity)::bigint AS quantity, account.named_lot_id
            FROM account WHERE p_named_lot_id IS NOT NULL AND account.kind = 'stock'
            GROUP BY account.kind, account.place_id, account.named_lot_id
            UNION ALL
            SELECT 2, 'carrier', side.place_id, NULL, side.order_id, sum(side.quantity)::bigint, side.named_lot_id
            FROM recall_carried AS side WHERE side.recall_id = p_recall_id AND side.named_lot_id = p_named_lot_id
            GROUP BY side.place_id, side.order_id, side.named_lot_id
            UNION ALL
            SELECT 3, 'borrower', loan.place_id, loan.document_id, NULL, sum(loan.quantity)::bigint, account.named_lot_id
            FROM account
            CROSS JOIN LATERAL (SELECT DISTINCT document_id FROM stock_movement WHERE to_account_id = account.account_id) AS lent
            JOIN loan_detail AS loan ON loan.document_id = lent.document_id AND loan.account_id = account.account_id
            WHERE account.kind = 'borrower' GROUP BY loan.place_id, loan.document_id, account.named_lot_id
            UNION ALL
            SELECT 4, 'consumption', given.place_id, given.document_id, NULL, sum(given.quantity)::bigint, given.named_lot_id
            FROM recall_given AS given
            WHERE given.recall_id = p_recall_id AND (p_named_lot_id IS NULL OR given.named_lot_id = p_named_lot_id)
            GROUP BY given.place_id, given.document_id, given.named_lot_id
        )
        INSERT INTO recall_holder (recall_id, holder_no, kind, place_id, document_id, order_id, quantity, named_lot_id)
        SELECT p_recall_id, (SELECT count(*) FROM recall_holder WHERE recall_id = p_recall_id)
                + row_number() OVER (ORDER BY found.position, found.place_id, found.document_id, found.order_id,
                    found.named_lot_id),
            found.kind, found.place_id, found.document_id, found.order_id, found.quantity, found.named_lot_id
        FROM found
        WHERE found.quantity > 0 AND NOT EXISTS (SELECT FROM recall_holder AS known WHERE known.recall_id = p_recall_id
            AND (known.named_lot_id, known.kind, known.place_id, known.document_id, known.order_id)
                IS NOT DISTINCT FROM (found.named_lot_id, found.kind, found.place_id, found.document_id, found.order_id))
        RETURNING *
    LOOP
        PERFORM open_task('recall_holder', v_holder.recall_holder_id,
            (SELECT recall.number || ' ' || lot.lot_number FROM recall JOIN lot ON lot.lot_id = v_holder.named_lot_id
             WHERE recall_id = p_recall_id),
            v_holder.place_id, NULL, task_due_at('recall_holder'), p_person_id,
            jsonb_build_object('holder_no', v_holder.holder_no, 'holder_kind', v_holder.kind, 'quantity', v_holder.quantity));
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.add_recall_lot(p_person_id bigint, p_number text, p_lot_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_recall recall := lock_recall(p_number, p_person_id);
    v_lots bigint[];
    v_known text;
BEGIN
    PERFORM FROM lot WHERE lot_id = p_lot_id AND item_id = (SELECT item_id FROM lot WHERE lot_id = v_recall.lot_id) FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such lot of the recalled item', jsonb_build_object('subject', 'lot',
            'code', (SELECT lot_number FROM lot WHERE lot_id = p_lot_id)));
    END IF;
    v_lots := lock_recalled_family(p_lot_id);
    SELECT recall.number INTO v_known FROM recall_lot JOIN recall USING (recall_id) WHERE recall_lot.lot_id = p_lot_id;
    IF FOUND THEN
        PERFORM refuse('SP522', 'the lot is recalled already', jsonb_build_object('number', v_known,
            'lot', (SELECT lot_number FROM lot WHERE lot_id = p_lot_id)));
    END IF;
    PERFORM recall_family(v_recall, p_lot_id, v_lots, clock_timestamp(), p_person_id);
END
$$;
CREATE FUNCTION stockpile.add_requisition_candidate(p_person_id bigint, p_candidate jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_candidate requisition_candidate := jsonb_populate_record(NULL::requisition_candidate, p_candidate);
BEGIN
    PERFORM require_permission(p_person_id, 'keep_requisition_list');
    v_candidate.number := next_district_number('ZY');
    INSERT INTO requisition_candidate (number, holder, item_id, classification_code, quantity, unit, place, contact, telephone, source,
        person_id)
    VALUES (v_candidate.number, v_candidate.holder, v_candidate.item_id, v_candidate.classification_code, v_candidate.quantity,
        v_candidate.unit, v_candidate.place, v_candidate.contact, v_candidate.telephone, v_candidate.source, p_person_id);
    RETURN v_candidate.number;
END
$$;
CREATE FUNCTION stockpile.add_rotation_event(p_plan_id bigint, p_step_no integer, p_state text, p_person_id bigint, p_remarks text) RETURNS void
    LANGUAGE sql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    INSERT INTO rotation_event (rotation_plan_id, event_no, step_no, state, person_id, remarks)
    SELECT p_plan_id, coalesce(max(event_no), 0) + 1, p_step_no, p_state, p_person_id, p_remarks
    FROM rotation_event WHERE rotation_plan_id = p_plan_id
$$;
CREATE FUNCTION stockpile.add_shelf_life_rule(p_person_id bigint, p_rule jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_rule shelf_life_rule := jsonb_populate_record(NULL::shelf_life_rule, p_rule);
BEGIN
    PERFORM require_permission(p_person_id, 'keep_rules');
    -- Rules are few and seldom added: of two at the same time the second is told of the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.shelf_life', v_rule.item_id));
    IF EXISTS (SELECT FROM shelf_life_rule AS known WHERE known.item_id = v_rule.item_id AND known.ended_at IS NULL
               AND (known.life_kind, known.counted_from, known.acquired_by, known.source)
                   IS NOT DISTINCT FROM (v_rule.life_kind, v_rule.counted_from, v_rule.acquired_by, v_rule.source)) THEN
        PERFORM refuse('SP690', 'there is this rule already', jsonb_build_object('rule', v_rule.source,
            'item', (SELECT code FROM item WHERE item_id = v_rule.item_id)), 'end that one first');
    END IF;
    INSERT INTO shelf_life_rule (item_id, life_kind, months, days, counted_from, acquired_by, warn_days, rotate_before_days,
        stop_issue_before_days, source, added_by)
    VALUES (v_rule.item_id, v_rule.life_kind, v_rule.months, v_rule.days, v_rule.counted_from, v_rule.acquired_by, v_rule.warn_days,
        v_rule.rotate_before_days, v_rule.stop_issue_before_days, v_rule.source, p_person_id)
    RETURNING shelf_life_rule_id INTO v_rule.shelf_life_rule_id;
    RETURN v_rule.shelf_life_rule_id;
END
$$;
CREATE FUNCTION stockpile.adopt_confidence_rule(p_person_id bigint, p_version integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_maker_id bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'adopt_confidence_rule');
    SELECT person_id INTO v_maker_id FROM confidence_rule WHERE version = p_version;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such version', jsonb_build_object('field', 'version', 'code', p_version));
    END IF;
    IF v_maker_id = p_person_id THEN
        PERFORM refuse('SP402', 'who makes does not check', jsonb_build_object('version', p_version));
    END IF;
    INSERT INTO confidence_adoption (version, maker_id, checker_id) VALUES (p_version, v_maker_id, p_person_id)
    ON CONFLICT (version) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP530', 'the version is adopted already', jsonb_build_object('version', p_version));
    END IF;
END
$$;
CREATE FUNCTION stockpile.adopt_standard(p_person_id bigint, p_code text, p_version integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_draft standard;
    v_other text;
BEGIN
    PERFORM require_permission(p_person_id, 'adopt_standard');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.standard'));
    SELECT * INTO v_draft FROM standard WHERE code = p_code AND version = p_version;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such version', jsonb_build_object('field', 'version', 'code', p_code || '/' || p_version));
    END IF;
    IF v_draft.drafted_by IS NULL OR v_draft.adopted_by IS NOT NULL THEN
        PERFORM refuse('SP532', 'the version is adopted already', jsonb_build_object('standard', p_code || '/' || p_version));
    END IF;
    IF v_draft.drafted_by = p_person_id THEN
        PERFORM refuse('SP402', 'who makes does not check', jsonb_build_object('standard', p_code || '/' || p_version));
    END IF;
    SELECT code || '/' || version INTO v_other
    FROM adopted_standard JOIN standard USING (standard_id, response_level, effective_from)
    WHERE response_level = v_draft.response_level AND effective_from = v_draft.effective_from;
    IF FOUND THEN
        PERFORM refuse('SP533', 'another version of the level holds from that day', jsonb_build_object('standard',
            p_code || '/' || p_version, 'other', v_other, 'level', v_draft.response_level, 'effective_from', v_draft.effective_from));
    END IF;
    SELECT code || '/' || version INTO v_other
    FROM adopted_standard JOIN standard USING (standard_id, response_level, effective_from)
    WHERE response_level = v_draft.response_level AND effective_from > v_draft.effective_from
      AND effective_from <= (clock_timestamp() AT TIME ZONE district_zone())::date
    ORDER BY effective_from DESC LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP537', 'a newer version of the level is in force', jsonb_build_object('standard', p_code || '/' || p_version,
            'other', v_other, 'level', v_draft.response_level, 'effective_from', v_draft.effective_from));
    END IF;
    UPDATE standard SET adopted_by = p_person_id, adopted_at = clock_timestamp() WHERE standard_id = v_draft.standard_id;
END
$$;
CREATE FUNCTION stockpile.advance_agreement(p_person_id bigint, p_agreement_id bigint, p_to text, p_remarks text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_agreement agreement;
    v_permission text;
BEGIN
    PERFORM require_permission(p_person_id, 'read');
    SELECT * INTO v_agreement FROM agreement WHERE agreement_id = p_agreement_id FOR UPDATE;
    SELECT permission INTO v_permission FROM state_transition
    WHERE subject = 'agreement' AND from_state = v_agreement.state AND to_state = p_to;
    IF v_permission IS NULL THEN
        PERFORM refuse('SP501', 'the agreement stands in another state',
            jsonb_build_object('number', v_agreement.number, 'state', v_agreement.state, 'to', p_to));
    END IF;
    PERFORM require_permission(p_person_id, v_permission);
    IF v_agreement.state = 'draft' AND p_to = 'in_force' THEN
        PERFORM put_agreement_in_force(v_agreement, p_person_id, v_today);
    ELSE
        UPDATE agreement SET state = p_to, last_day = CASE WHEN p_to = 'ended' AND v_agreement.state <> 'draft' THEN
            least(coalesce(last_day, valid_to), greatest(v_today, valid_from) - 1) ELSE last_day END
        WHERE agreement_id = p_agreement_id;
    END IF;
    PERFORM write_agreement_step(v_agreement, p_to, p_person_id, p_remarks);
END
$$;
CREATE FUNCTION stockpile.advance_call_off(p_person_id bigint, p_call_off_id bigint, p_to text, p_remarks text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_call_off call_off;
    v_permission text := CASE p_to WHEN 'settled' THEN 'settle_call_off' ELSE 'answer_call_off' END;
BEGIN
    PERFORM require_permission(p_person_id, v_permission);
    SELECT * INTO v_call_off FROM call_off WHERE call_off_id = p_call_off_id FOR UPDATE;
    IF p_to NOT IN ('confirmed', 'refused', 'settled') OR NOT EXISTS (SELECT FROM state_transition
            WHERE subject = 'call_off' AND from_state = v_call_off.state AND to_state = p_to AND permission = v_permission) THEN
        PERFORM refuse('SP501', 'the call-off stands in another state',
            jsonb_build_object('number', v_call_off.number, 'state', v_call_off.state, 'to', p_to));
    END IF;
    PERFORM step_call_off(v_call_off, p_to, p_person_id, p_remarks, CASE WHEN p_to = 'settled' THEN
        (SELECT amount_fen FROM call_off_detail WHERE call_off_id = p_call_off_id) END);
END
$$;
CREATE FUNCTION stockpile.advance_count(p_count_id bigint, p_to text, p_person_id bigint, p_remarks text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    -- Counting, reviewing and posting are more than a step: they have functions of their own.
    IF p_to NOT IN ('approved', 'cancelled') THEN
        PERFORM refuse('SP501', 'a count does not come to this state by a step alone', jsonb_build_object('state', p_to));
    END IF;
    PERFORM lock_count_for_step(p_count_id, p_to, p_person_id);
    IF p_to = 'approved' THEN
        PERFORM refuse_counter(p_count_id, p_person_id);
    END IF;
    PERFORM set_count_state(p_count_id, p_to, p_person_id, p_remarks);
END
$$;
CREATE FUNCTION stockpile.advance_gap_plan(p_person_id bigint, p_plan_id bigint, p_to text, p_remarks text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_plan gap_plan;
    v_permission text;
BEGIN
    SELECT * INTO v_plan FROM gap_plan WHERE gap_plan_id = p_plan_id FOR UPDATE;
    SELECT permission INTO v_permission FROM state_transition
    WHERE subject = 'gap_plan' AND from_state = v_plan.state AND to_state = p_to;
    IF v_permission IS NULL THEN
        PERFORM refuse('SP501', 'the plan stands in another state',
            jsonb_build_object('number', v_plan.number, 'state', v_plan.state, 'to', p_to));
    END IF;
    PERFORM require_permission(p_person_id, v_permission);
    IF p_to = 'approved' AND v_plan.made_by = p_person_id THEN
        PERFORM refuse('SP402', 'who makes a plan does not approve it', jsonb_build_object('number', v_plan.number));
    END IF;
    UPDATE gap_plan
    SET state = p_to,
        approved_by = CASE WHEN p_to = 'approved' THEN p_person_id ELSE approved_by END,
        approved_at = CASE WHEN p_to = 'approved' THEN clock_timestamp() ELSE approved_at END,
        approval_remarks = CASE WHEN p_to = 'approved' THEN p_remarks ELSE approval_remarks END,
        cancelled_by = CASE WHEN p_to = 'cancelled' THEN p_person_id END,
        cancelled_at = CASE WHEN p_to = 'cancelled' THEN clock_timestamp() END
    WHERE gap_plan_id = p_plan_id;
    IF p_to = 'approved' THEN
        PERFORM open_task(gap_task_kind(step.way), step.gap_plan_step_id, v_plan.number || '/' || step.step_no, step.to_place_id, NULL,
            (step.ready_on + 1)::timestamp AT TIME ZONE district_zone() - interval '1 second', p_person_id,
            jsonb_build_object('way', step.way, 'item', item.code, 'quantity', step.quantity, 'supplier', step.supplier))
        FROM gap_plan_step AS step JOIN item USING (item_id)
        WHERE step.gap_plan_id = p_plan_id ORDER BY step.step_no;
    ELSE
        PERFORM close_tasks(gap_task_kind(step.way), step.gap_plan_step_id, NULL, p_person_id, 'dropped')
        FROM gap_plan_step AS step WHERE step.gap_plan_id = p_plan_id;
    END IF;
END
$$;
CREATE FUNCTION stockpile.advance_order(p_order_id bigint, p_to text, p_person_id bigint, p_remarks text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_order allocation_order;
    v_permission text;
BEGIN
    SELECT * INTO v_order FROM allocation_order WHERE order_id = p_order_id FOR NO KEY UPDATE;
    SELECT permission INTO v_permission FROM state_transition
    WHERE subject = 'allocation_order' AND from_state = v_order.state AND to_state = p_to;
    IF NOT FOUND THEN
        PERFORM refuse('SP501', 'the order stands in another state',
            jsonb_build_object('number', v_order.number, 'state', v_order.state, 'to', p_to));
    END IF;
    PERFORM require_permission(p_person_id, v_permission);
    -- Fulfilled is what has nothing set aside and nothing on its way any more.
    IF p_to = 'fulfilled' AND EXISTS (
        SELECT FROM document JOIN stock_movement AS movement USING (document_id)
        JOIN stock_account AS account ON account.account_id IN (movement.from_account_id, movement.to_account_id)
        WHERE document.order_id = p_order_id AND (account.availability = 'reserved' OR account.kind = 'carrier')
        GROUP BY account.account_id
        HAVING sum(CASE WHEN account.account_id = movement.to_account_id THEN movement.quantity ELSE -movement.quantity END) > 0) THEN
        PERFORM refuse('SP501', 'goods of the order are still set aside or on their way',
            jsonb_build_object('number', v_order.number, 'state', v_order.state, 'to', p_to),
            'dispatch and receive them first, or say what became of them');
    END IF;
    UPDATE allocation_order SET state = p_to WHERE order_id = p_order_id;
    INSERT INTO allocation_order_event (order_id, event_no, state, person_id, remarks)
    SELECT p_order_id, count(*) + 1, p_to, p_person_id, p_remarks FROM allocation_order_event WHERE order_id = p_order_id;
END
$$;
CREATE FUNCTION stockpile.advance_write_off(p_write_off_id bigint, p_to text, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_write_off write_off;
    v_permission text;
BEGIN
    -- Who may not take this step at all is told so before the state is.
    SELECT min(permission) INTO v_permission FROM state_transition WHERE subject = 'write_off' AND to_state = p_to;
    PERFORM require_permission(p_person_id, v_permission);
    SELECT * INTO v_write_off FROM write_off WHERE write_off_id = p_write_off_id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM state_transition
                   WHERE subject = 'write_off' AND from_state = v_write_off.state AND to_state = p_to) THEN
        PERFORM refuse('SP501', 'the write-off stands in another state',
            jsonb_build_object('number', v_write_off.number, 'state', v_write_off.state, 'to', p_to));
    END IF;
    UPDATE write_off SET state = p_to,
        approved_by = CASE WHEN p_to = 'approved' THEN p_person_id ELSE approved_by END,
        approved_at = CASE WHEN p_to = 'approved' THEN clock_timestamp() ELSE approved_at END,
        posted_by = CASE WHEN p_to = 'posted' THEN p_person_id ELSE posted_by END,
        posted_at = CASE WHEN p_to = 'posted' THEN clock_timestamp() ELSE posted_at END,
        rejected_by = CASE WHEN p_to = 'rejected' THEN p_person_id ELSE rejected_by END,
        rejected_at = CASE WHEN p_to = 'rejected' THEN clock_timestamp() ELSE rejected_at END
    WHERE write_off_id = p_write_off_id;
END
$$;
CREATE FUNCTION stockpile.align_sequences() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_start bigint := (SELECT district_id FROM district);
    v_sequence record;
BEGIN
    FOR v_sequence IN SELECT sequencename FROM pg_sequences
        WHERE schemaname = 'stockpile' AND start_value <> v_start ORDER BY sequencename LOOP
        EXECUTE format('ALTER SEQUENCE stockpile.%I MINVALUE %s MAXVALUE %s START %s RESTART',
            v_sequence.sequencename, v_start, v_start + 99999999, v_start);
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.answer_again(p_key text, p_hash text) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_request request;
BEGIN
    SELECT * INTO STRICT v_request FROM request WHERE request_key = p_key;
    IF v_request.request_hash <> p_hash THEN
        PERFORM refuse('SP202', 'this key was used for another request',
            jsonb_build_object('key', p_key, 'operation', v_request.operation, 'recorded_at', v_request.recorded_at),
            'use a fresh key for a new request');
    END IF;
    RETURN (SELECT jsonb_build_object('document_id', document_id, 'number', number, 'occurred_at', occurred_at,
                                      'recorded_at', recorded_at, 'replayed', true)
            FROM document WHERE document_id = v_request.document_id);
END
$$;
CREATE TABLE stockpile.ledger_block (
    block_no bigint NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    documents_sha256 bytea NOT NULL,
    accounts_sha256 bytea NOT NULL,
    previous_sha256 bytea NOT NULL,
    block_sha256 bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_block_begins_at_one CHECK (((block_no > 0) AND (first_position > 0) AND ((block_no = 1) = (first_position = 1)))),
    CONSTRAINT ledger_block_has_whole_hashes CHECK (((length(documents_sha256) = 32) AND (length(accounts_sha256) = 32) AND (length(previous_sha256) = 32) AND (length(block_sha256) = 32))),
    CONSTRAINT ledger_block_holds_documents CHECK ((((last_position - first_position) >= 0) AND ((last_position - first_position) <= 999)))
);
CREATE FUNCTION stockpile.append_ledger_block(p_previous stockpile.ledger_block) RETURNS stockpile.ledger_block
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
DECLARE
    v_block ledger_block;
BEGIN
    v_block.block_no := coalesce(p_previous.block_no, 0) + 1;
    v_block.first_position := coalesce(p_previous.last_position, 0) + 1;
    SELECT max(position) INTO STRICT v_block.last_position FROM sealed_document
    WHERE position BETWEEN v_block.first_position AND v_block.first_position + 999;
    -- Accounts of earlier blocks are sealed already.
    INSERT INTO sealed_account (account_id, block_no, content_sha256)
    SELECT account_id, v_block.block_no, sha256(convert_to(content, 'UTF8'))
    FROM account_content
    WHERE account_id = ANY (ARRAY(
        SELECT DISTINCT account.account_id
        FROM sealed_document JOIN stock_movement AS movement USING (document_id)
        CROSS JOIN LATERAL (VALUES (movement.from_account_id), (movement.to_account_id)) AS account (account_id)
        WHERE sealed_document.position BETWEEN v_block.first_position AND v_block.last_position
          AND NOT EXISTS (SELECT FROM sealed_account AS known WHERE known.account_id = account.account_id)));
    v_block.documents_sha256 := hash_documents(v_block.first_position, v_block.last_position);
    v_block.accounts_sha256 := hash_accounts(v_block.block_no);
    v_block.previous_sha256 := coalesce(p_previous.block_sha256, decode(repeat('00', 32), 'hex'));
    v_block.sealed_at := clock_timestamp();
    v_block.block_sha256 := hash_block(v_block);
    INSERT INTO ledger_block SELECT v_block.*;
    RETURN v_block;
END
$$;
CREATE TABLE stockpile.document (
    document_id bigint NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    purpose text NOT NULL,
    place_id bigint NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    checker_id bigint,
    order_id bigint,
    write_off_id bigint,
    reverses_document_id bigint,
    about_period text,
    reference text,
    remarks text,
    reason text,
    occasion text,
    borrower text,
    due_on date,
    loan_document_id bigint,
    attachments text,
    CONSTRAINT document_did_not_occur_in_the_future CHECK ((occurred_at <= recorded_at)),
    CONSTRAINT document_maker_does_not_check CHECK ((checker_id <> person_id))
);
CREATE TABLE stockpile.stock_movement (
    movement_id bigint NOT NULL,
    document_id bigint NOT NULL,
    line_no integer NOT NULL,
    item_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    from_account_id bigint NOT NULL,
    to_account_id bigint NOT NULL,
    from_place_id bigint NOT NULL,
    to_place_id bigint NOT NULL,
    quantity bigint NOT NULL,
    value_fen bigint NOT NULL,
    order_line_id bigint,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT stock_movement_goes_elsewhere CHECK ((from_account_id <> to_account_id)),
    CONSTRAINT stock_movement_moves_something CHECK ((quantity > 0)),
    CONSTRAINT stock_movement_value_can_be_summed CHECK ((value_fen <= '100000000000000'::bigint))
);
CREATE FUNCTION stockpile.append_movements(p_movements stockpile.stock_movement[], p_document stockpile.document) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_movement stock_movement;
    v_written stock_movement[];
    v_short posting_shortage[];
BEGIN
    -- What one line brings another may take: then, and where values are given, each line sees what those before it did. Most documents
    -- need not look at accounts to tell that they do neither.
    IF cardinality(p_movements) > 1 AND EXISTS (
        SELECT FROM unnest(p_movements) AS line
        WHERE CASE WHEN line.value_fen IS NOT NULL OR line.from_account_id IN (SELECT to_account_id FROM unnest(p_movements))
            THEN (SELECT is_stock FROM stock_account WHERE account_id = line.from_account_id) END) THEN
        FOREACH v_movement IN ARRAY p_movements LOOP
            PERFORM append_movements(ARRAY[v_movement], p_document);
        END LOOP;
        RETURN;
    END IF;
    -- What goes where at what value; with it, in order, the lines for which there is too little.
    SELECT array_agg(ROW(NULL, p_document.document_id, line.line_no, line.item_id, line.lot_id, line.from_account_id,
            line.to_account_id, line.from_place_id, line.to_place_id, line.quantity,
            CASE WHEN NOT source.is_stock THEN line.value_fen
                 -- Given values: the last unit still takes the rest, and nothing takes more than there is.
                 WHEN line.value_fen IS NOT NULL AND line.quantity < source.quantity THEN least(line.value_fen, source.value_fen)
                 -- Differences of whole shares, so that all lines of an account together take what one line of the sum would.
                 WHEN source.quantity > 0 THEN (div(source.value_fen::numeric * line.taken, source.quantity)
                    - div(source.value_fen::numeric * (line.taken - line.quantity), source.quantity))::bigint
            END, line.order_line_id, p_document.occurred_at, p_document.recorded_at)::stock_movement ORDER BY line.line_no, line.position),
        array_agg(ROW(line.line_no, line.quantity, at_least.quantity - line.taken + line.quantity, line.taken <= source.quantity,
            line.from_account_id)::posting_shortage ORDER BY line.line_no, line.position)
            FILTER (WHERE source.is_stock AND line.taken > at_least.quantity)
    INTO v_written, v_short
    FROM (SELECT movement.*,
            sum(movement.quantity) OVER (PARTITION BY movement.from_account_id ORDER BY movement.line_no, position) AS taken
        FROM unnest(p_movements) WITH ORDINALITY AS movement (movement_id, document_id, line_no, item_id, lot_id, from_account_id,
            to_account_id, from_place_id, to_place_id, quantity, value_fen, order_line_id, occurred_at, recorded_at, position)
    ) AS line
    JOIN stock_account AS source ON source.account_id = line.from_account_id
    -- A late entry: the balance must have sufficed at every moment since.
    CROSS JOIN LATERAL (SELECT CASE WHEN source.is_stock AND source.last_occurred_at > p_document.occurred_at
        THEN least(source.quantity, least_balance_since(source.account_id, source.quantity, p_document.occurred_at))
        ELSE source.quantity END AS quantity) AS at_least;
    IF v_short IS NOT NULL THEN
        PERFORM refuse_shortage(account, v_short[1].line_no, v_short[1].asked, v_short[1].at_least, v_short[1].is_late)
        FROM stock_account AS account WHERE account.account_id = v_short[1].account_id;
    END IF;
    INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id,
        quantity, value_fen, order_line_id, occurred_at, recorded_at)
    SELECT document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id, quantity, value_fen,
        order_line_id, occurred_at, recorded_at
    FROM unnest(v_written);
    UPDATE stock_account AS account SET quantity = account.quantity + change.quantity,
        value_fen = account.value_fen + change.value_fen,
        holds = account.is_stock AND account.quantity + change.quantity > 0,
        last_occurred_at = greatest(account.last_occurred_at, p_document.occurred_at)
    FROM (
        SELECT account_id, sum(quantity)::bigint AS quantity, sum(value_fen)::bigint AS value_fen
        FROM (SELECT from_account_id AS account_id, -quantity AS quantity, -value_fen AS value_fen FROM unnest(v_written)
              UNION ALL SELECT to_account_id, quantity, value_fen FROM unnest(v_written)) AS side
        GROUP BY account_id
    ) AS change WHERE account.account_id = change.account_id;
END
$$;
CREATE FUNCTION stockpile.approve_lot_test(p_person_id bigint, p_lot_test_id bigint, p_relabel_days integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_test lot_test;
    v_lot lot;
    v_later integer;
    v_state text;
    v_lot_date_id bigint;
    -- Until the end of the last day.
    v_due_at timestamptz := ((clock_timestamp() AT TIME ZONE district_zone())::date + p_relabel_days + 1)::timestamp
        AT TIME ZONE district_zone();
BEGIN
    PERFORM require_permission(p_person_id, 'approve_lot_test');
    SELECT * INTO v_test FROM lot_test WHERE lot_test_id = p_lot_test_id;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such test', jsonb_build_object('field', 'report_number', 'code', p_lot_test_id));
    END IF;
    SELECT * INTO v_lot FROM lot WHERE lot_id = v_test.lot_id FOR NO KEY UPDATE;
    IF v_test.person_id = p_person_id THEN
        PERFORM refuse('SP402', 'who makes does not check', jsonb_build_object('report_number', v_test.report_number));
    END IF;
    v_state := CASE WHEN EXISTS (SELECT FROM lot_test_withdrawal WHERE lot_test_id = p_lot_test_id) THEN 'withdrawn'
        WHEN v_test.result = 'failed' THEN 'failed'
        WHEN EXISTS (SELECT FROM lot_test_approval WHERE lot_test_id = p_lot_test_id) THEN 'approved'
        WHEN EXISTS (SELECT FROM lot_test AS later WHERE later.lot_id = v_test.lot_id AND later.result = 'failed'
            AND (later.tested_on, later.lot_test_id) > (v_test.tested_on, v_test.lot_test_id)
            AND NOT EXISTS (SELECT FROM lot_test_withdrawal AS back WHERE back.lot_test_id = later.lot_test_id)) THEN 'failed_later' END;
    IF v_state IS NOT NULL THEN
        PERFORM refuse('SP636', 'this test waits for nobody''s approval', jsonb_build_object('lot', v_lot.lot_number,
            'report_number', v_test.report_number, 'state', v_state));
    END IF;
    IF (v_test.expires_on > v_lot.expires_on) IS NOT TRUE THEN
        PERFORM refuse('SP634', 'the lot would not last longer', jsonb_build_object('lot', v_lot.lot_number,
            'expires_on', v_lot.expires_on, 'tested_on', v_test.tested_on, 'new_expires_on', v_test.expires_on));
    END IF;
    v_later := v_test.expires_on - v_lot.expires_on;
    INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, stop_issue_on, reason, source, person_id)
    VALUES (v_lot.lot_id, v_test.expires_on, v_lot.warn_on + v_later, v_lot.rotate_by_on + v_later, v_lot.stop_issue_on + v_later,
        'extended_by_test', v_test.laboratory || ' ' || v_test.report_number, p_person_id)
    RETURNING lot_date_id INTO v_lot_date_id;
    INSERT INTO lot_test_approval (lot_test_id, maker_id, approver_id, lot_date_id)
    VALUES (p_lot_test_id, v_test.person_id, p_person_id, v_lot_date_id);
    PERFORM open_task('relabel', v_lot.lot_id, v_lot.lot_number, lying.place_id, NULL, v_due_at, p_person_id,
        jsonb_build_object('item', (SELECT code FROM item WHERE item_id = v_lot.item_id), 'expires_on', v_test.expires_on,
            'former_expires_on', v_lot.expires_on, 'report_number', v_test.report_number))
    FROM (SELECT DISTINCT place_id FROM stock_account WHERE lot_id = v_lot.lot_id AND holds AND kind <> 'borrower') AS lying;
END
$$;
CREATE FUNCTION stockpile.approve_rotation_plan(p_person_id bigint, p_plan_id bigint, p_remarks text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_plan rotation_plan;
    v_short jsonb;
BEGIN
    PERFORM require_permission(p_person_id, 'approve_rotation');
    -- Two plans about the same goods: the second one approved is told of the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.rotation', 0));
    v_plan := lock_rotation_plan(p_person_id, p_plan_id, 'approved');
    IF v_plan.made_by = p_person_id THEN
        PERFORM refuse('SP402', 'who makes a plan does not approve it', jsonb_build_object('number', v_plan.number));
    END IF;
    IF NOT EXISTS (SELECT FROM rotation_step WHERE rotation_plan_id = p_plan_id AND state = 'planned') THEN
        PERFORM refuse('SP666', 'every step of the plan was dropped', jsonb_build_object('number', v_plan.number));
    END IF;
    SELECT jsonb_agg(jsonb_build_object('step_no', own.step_no, 'item', item.code, 'item_name', item.name, 'item_name_en', item.name_en,
        'base_unit', item.base_unit, 'lot', lot.lot_number, 'place', place.code, 'asked', own.quantity, 'available', there.quantity,
        'planned_elsewhere', other.quantity, 'plans', other.numbers) ORDER BY own.step_no)
    INTO v_short
    FROM (SELECT account.lot_id, account.place_id, account.owner_id, sum(step.open_quantity)::bigint AS quantity,
            min(step.step_no) AS step_no
        FROM rotation_step_detail AS step JOIN stock_account AS account USING (account_id)
        WHERE step.rotation_plan_id = p_plan_id AND step.state = 'planned'
        GROUP BY account.lot_id, account.place_id, account.owner_id) AS own
    CROSS JOIN LATERAL (SELECT coalesce(sum(account.quantity), 0)::bigint AS quantity FROM stock_account AS account
        WHERE account.lot_id = own.lot_id AND account.place_id = own.place_id AND account.owner_id = own.owner_id
          AND account.kind = 'stock') AS there
    CROSS JOIN LATERAL (SELECT coalesce(sum(step.open_quantity), 0)::bigint AS quantity, array_agg(DISTINCT plan.number) AS numbers
        FROM stock_account AS account JOIN rotation_step_detail AS step USING (account_id)
        JOIN rotation_plan AS plan USING (rotation_plan_id)
        WHERE account.lot_id = own.lot_id AND account.place_id = own.place_id AND account.owner_id = own.owner_id
          AND plan.state IN ('approved', 'in_progress') AND step.state = 'planned') AS other
    JOIN lot ON lot.lot_id = own.lot_id
    JOIN item ON item.item_id = lot.item_id
    JOIN place ON place.place_id = own.place_id
    WHERE own.quantity + other.quantity > there.quantity;
    IF v_short IS NOT NULL THEN
        PERFORM refuse('SP670', 'the goods of the plan are gone, or planned elsewhere',
            jsonb_build_object('number', v_plan.number, 'steps', v_short), 'drop these steps, or make a plan anew');
    END IF;
    UPDATE rotation_plan SET state = 'approved', approved_by = p_person_id, approved_at = clock_timestamp()
    WHERE rotation_plan_id = p_plan_id;
    PERFORM add_rotation_event(p_plan_id, NULL, 'approved', p_person_id, p_remarks);
    PERFORM open_rotation_task(rotation_step_id, p_person_id) FROM rotation_step
    WHERE rotation_plan_id = p_plan_id AND state = 'planned' ORDER BY step_no;
END
$$;
CREATE FUNCTION stockpile.attach_file(p_number text, p_sha256 text, p_name text, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_document_id bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'attach_file');
    SELECT document_id INTO v_document_id FROM document WHERE number = p_number;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such document', jsonb_build_object('number', p_number));
    END IF;
    INSERT INTO document_attachment (document_id, sha256, name, is_of_posting, person_id)
    VALUES (v_document_id, decode(p_sha256, 'hex'), p_name, false, p_person_id)
    ON CONFLICT (document_id, sha256) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP518', 'the file is attached to this document already',
            jsonb_build_object('number', p_number, 'sha256', p_sha256));
    END IF;
END
$$;
CREATE FUNCTION stockpile.attach_to_agreement(p_person_id bigint, p_agreement_id bigint, p_sha256 text, p_name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'attach_file');
    INSERT INTO agreement_attachment (agreement_id, sha256, name, person_id)
    VALUES (p_agreement_id, decode(p_sha256, 'hex'), p_name, p_person_id)
    ON CONFLICT (agreement_id, sha256) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP518', 'the file is attached to this agreement already', jsonb_build_object('sha256', p_sha256,
            'number', (SELECT number FROM agreement WHERE agreement_id = p_agreement_id)));
    END IF;
END
$$;
CREATE FUNCTION stockpile.cancel_rotation_plan(p_person_id bigint, p_plan_id bigint, p_reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_step rotation_step;
BEGIN
    PERFORM lock_rotation_plan(p_person_id, p_plan_id, 'cancelled');
    UPDATE rotation_plan SET state = 'cancelled', cancelled_by = p_person_id, cancelled_at = clock_timestamp()
    WHERE rotation_plan_id = p_plan_id;
    PERFORM add_rotation_event(p_plan_id, NULL, 'cancelled', p_person_id, p_reason);
    FOR v_step IN SELECT * FROM rotation_step WHERE rotation_plan_id = p_plan_id AND state = 'planned' ORDER BY step_no LOOP
        UPDATE rotation_step SET state = 'dropped' WHERE rotation_step_id = v_step.rotation_step_id;
        PERFORM add_rotation_event(p_plan_id, v_step.step_no, 'dropped', p_person_id, p_reason);
        PERFORM close_tasks('rotation_step', v_step.rotation_step_id, NULL, p_person_id, 'dropped', p_reason);
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.care_arrival(p_lot_id bigint, p_place_id bigint) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
    SELECT min(first.occurred_at)
    FROM stockpile.stock_account AS account
    CROSS JOIN LATERAL (SELECT movement.occurred_at FROM stockpile.stock_movement AS movement
        WHERE movement.to_account_id = account.account_id ORDER BY movement.occurred_at LIMIT 1) AS first
    WHERE account.lot_id = p_lot_id AND account.kind = 'stock' AND (p_place_id IS NULL OR account.place_id = p_place_id)
$$;
CREATE FUNCTION stockpile.care_heap(p_item_id bigint) RETURNS TABLE(lot_id bigint, place_id bigint, serial_id bigint, quantity bigint)
    LANGUAGE sql STABLE
    AS $$
    SELECT account.lot_id, account.place_id, serial.serial_id,
        CASE WHEN serial.serial_id IS NULL THEN sum(account.quantity)::bigint ELSE 1 END
    FROM stockpile.stock_account AS account
    JOIN stockpile.item USING (item_id)
    LEFT JOIN stockpile.serial ON serial.account_id = account.account_id AND item.is_serialised
    WHERE account.item_id = p_item_id AND account.holds AND account.kind = 'stock' AND account.condition IN ('good', 'in_inspection')
    GROUP BY account.lot_id, account.place_id, serial.serial_id
$$;
CREATE FUNCTION stockpile.check_late_lines() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO load_problem (document_no, line_no, code, detail)
    SELECT late.document_no, late.line_no, 'SP106', jsonb_build_object('asked', late.quantity,
        'available', greatest(0, late.quantity + lowest.balance))
    FROM (
        SELECT DISTINCT ON (loading.account_id) loading.account_id, document.document_no, line.line_no, line.quantity, document.occurred_at
        FROM loading_account AS loading
        JOIN loading_side AS side USING (side_no)
        JOIN loading_line AS line ON line.lot_id = loading.lot_id AND line.from_place_id = loading.place_id
            AND line.from_side_no = loading.side_no AND line.from_condition = loading.condition AND line.owner_id = loading.owner_id
        JOIN loading_document AS document ON document.document_id = line.document_id
        WHERE loading.is_known AND side.kind = 'stock' AND loading.last_occurred_at > document.occurred_at
        ORDER BY loading.account_id, document.occurred_at, line.document_id, line.line_no
    ) AS late
    JOIN stock_account AS account USING (account_id)
    CROSS JOIN LATERAL (SELECT least_balance_since(account.account_id, account.quantity, late.occurred_at) AS balance) AS lowest
    WHERE lowest.balance < 0;
END
$$;
CREATE FUNCTION stockpile.check_loading_lots() RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_document record;
    v_detail text;
    v_code text;
BEGIN
    FOR v_document IN
        -- By the last that an account gives first, since mostly there is nothing to ask.
        WITH suspect AS MATERIALIZED (
            SELECT loading.lot_id, loading.place_id, loading.owner_id, loading.side_no, loading.condition, side.availability,
                least(lot.expires_on - item.life_left_days_max, lot.stop_issue_on - 1) AS usual_until,
                loading.condition <> 'good' OR lot.recalled_on IS NOT NULL AS is_unusual
            FROM loading_account AS loading
            JOIN loading_side AS side USING (side_no)
            JOIN loading_document AS latest ON latest.document_id = loading.last_issued_id
            JOIN lot USING (lot_id)
            JOIN item ON item.item_id = lot.item_id
            WHERE side.kind = 'stock' AND (lot.expires_on - item.life_left_days_max < latest.occurred_on
                OR lot.stop_issue_on <= latest.occurred_on OR loading.condition <> 'good' OR lot.recalled_on IS NOT NULL)
        )
        SELECT document.document_no, rule, coalesce(document.occurred_at, clock_timestamp()) AS occurred_at,
            array_agg(jsonb_populate_record(NULL::posting_line,
                to_jsonb(line) || jsonb_build_object('from_availability', suspect.availability))) AS lines
        FROM suspect
        JOIN loading_line AS line ON line.lot_id = suspect.lot_id AND line.from_place_id = suspect.place_id
            AND line.from_side_no = suspect.side_no AND line.from_condition = suspect.condition AND line.owner_id = suspect.owner_id
        JOIN loading_document AS document USING (document_id)
        JOIN document_purpose AS rule ON rule.kind = document.kind AND rule.purpose = document.purpose
        WHERE suspect.is_unusual OR suspect.usual_until < document.occurred_on
        GROUP BY document.document_no, rule, document.occurred_at
    LOOP
        BEGIN
            PERFORM check_lots_for_purpose(v_document.lines, v_document.rule, v_document.occurred_at);
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_code = RETURNED_SQLSTATE, v_detail = PG_EXCEPTION_DETAIL;
            IF v_code !~ '^SP' THEN
                RAISE;
            END IF;
            INSERT INTO load_problem (document_no, line_no, code, detail)
            SELECT v_document.document_no, (line ->> 'line_no')::integer, line ->> 'code', line
            FROM jsonb_array_elements(v_detail::jsonb -> 'lines') AS line;
        END;
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.is_inside(p_kind text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
BEGIN
    RETURN p_kind IN ('stock', 'carrier', 'borrower');
END
$$;
CREATE TABLE stockpile.document_purpose (
    kind text NOT NULL,
    purpose text NOT NULL,
    number_code text NOT NULL,
    from_kind text NOT NULL,
    from_availability text NOT NULL,
    to_kind text NOT NULL,
    to_availability text NOT NULL,
    takes_expired boolean NOT NULL,
    takes_held boolean NOT NULL,
    takes_any_condition boolean NOT NULL,
    makes_lots boolean NOT NULL,
    changes_place boolean NOT NULL,
    permission text NOT NULL,
    to_condition text,
    makes_child_lots boolean DEFAULT false NOT NULL,
    owes text[] DEFAULT '{}'::text[] NOT NULL,
    is_for_use boolean DEFAULT false NOT NULL,
    is_from_inside boolean GENERATED ALWAYS AS (stockpile.is_inside(from_kind)) STORED NOT NULL,
    is_change boolean GENERATED ALWAYS AS ((kind = ANY (ARRAY['condition_change'::text, 'owner_change'::text]))) STORED NOT NULL,
    guards text[] GENERATED ALWAYS AS (array_remove(ARRAY[
CASE
    WHEN (permission = 'post_count'::text) THEN 'count'::text
    ELSE NULL::text
END,
CASE
    WHEN (kind = ANY (ARRAY['reservation'::text, 'reservation_release'::text, 'dispatch'::text, 'arrival'::text, 'write_off'::text])) THEN 'belonging'::text
    WHEN ((kind = 'receipt'::text) AND (purpose = 'return'::text)) THEN 'return'::text
    WHEN (permission = 'accept_goods'::text) THEN 'acceptance'::text
    ELSE NULL::text
END,
CASE
    WHEN (owes <> '{}'::text[]) THEN 'owed'::text
    ELSE NULL::text
END], NULL::text)) STORED NOT NULL,
    is_plain boolean GENERATED ALWAYS AS (((kind = ANY (ARRAY['issue'::text, 'transfer'::text])) AND (from_kind = 'stock'::text) AND (from_availability = 'free'::text) AND (to_condition IS NULL) AND (NOT makes_lots) AND (NOT makes_child_lots) AND (changes_place = (to_kind = ANY (ARRAY['stock'::text, 'carrier'::text]))))) STORED NOT NULL,
    CONSTRAINT document_purpose_owes_what_is_asked_for CHECK ((owes <@ ARRAY['reason'::text, 'reference'::text, 'evidence'::text, 'checker'::text, 'borrower'::text, 'due_on'::text, 'loan'::text, 'owner'::text]))
);
CREATE FUNCTION stockpile.check_lots_for_purpose(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose, p_occurred_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_occurred_on date := (p_occurred_at AT TIME ZONE district_zone())::date;
    v_refused jsonb;
    v_code text;
BEGIN
    -- What comes from outside is not taken from anyone's stock.
    IF NOT p_purpose.is_from_inside THEN
        RETURN;
    END IF;
    SELECT min(broken.code), jsonb_agg(jsonb_build_object('code', broken.code, 'line_no', line.line_no, 'item', item.code,
               'lot', lot.lot_number, 'recalled_on', lot.recalled_on, 'expires_on', lot.expires_on, 'stop_issue_on', lot.stop_issue_on,
               'days_demanded', life_left.days, 'days_left', lot.expires_on - v_occurred_on, 'condition', line.from_condition,
               'availability', line.from_availability) ORDER BY line.line_no)
    INTO v_code, v_refused
    FROM unnest(p_lines) AS line
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id
    LEFT JOIN allocation_order_line AS wanted ON wanted.order_line_id = line.order_line_id
    -- What is used up where it lies has reached the people already: what is demanded of goods on their way there does not stop it.
    LEFT JOIN place AS destination ON destination.place_id = coalesce(wanted.to_place_id, nullif(line.to_place_id, line.from_place_id))
    CROSS JOIN LATERAL (SELECT is_for_users(p_purpose, destination.kind) AS is_for_users) AS way
    -- Where nobody uses the goods no life is asked for.
    CROSS JOIN LATERAL (SELECT CASE WHEN NOT way.is_for_users OR item.life_left_days_max = 0 THEN 0
        ELSE life_left_days(lot.item_id, destination.kind, p_purpose.purpose) END AS days) AS life_left
    CROSS JOIN LATERAL (SELECT CASE
        -- Recalled goods, and old ones, may be moved between storage places, never to where people use them.
        WHEN lot.recalled_at <= p_occurred_at AND (way.is_for_users OR NOT p_purpose.takes_expired) THEN 'SP116'
        WHEN lot.expires_on < v_occurred_on AND (way.is_for_users OR NOT p_purpose.takes_expired) THEN 'SP102'
        WHEN way.is_for_users AND lot.stop_issue_on <= v_occurred_on THEN 'SP113'
        WHEN lot.expires_on < v_occurred_on + life_left.days AND life_left.days > 0 THEN 'SP114'
        WHEN line.from_availability = 'held' AND p_purpose.from_availability <> 'held' AND NOT p_purpose.takes_held THEN 'SP103'
        WHEN line.from_condition <> 'good' AND NOT p_purpose.takes_any_condition THEN 'SP104'
        END AS code) AS broken
    WHERE broken.code IS NOT NULL;
    IF v_code IS NOT NULL THEN
        PERFORM refuse(v_code, CASE v_code
                WHEN 'SP102' THEN 'the lot is past its expiry date'
                WHEN 'SP113' THEN 'the lot is no longer issued for use'
                WHEN 'SP114' THEN 'the lot does not last long enough for this'
                WHEN 'SP103' THEN 'the lot is on hold'
                WHEN 'SP116' THEN 'the lot is recalled'
                ELSE 'the lot is not in good condition or not inspected yet' END,
            jsonb_build_object('purpose', p_purpose.purpose, 'lines', v_refused),
            'choose another lot, or a purpose that may take it: disposal, sample, return_to_supplier');
    END IF;
END
$$;
CREATE TABLE stockpile.stock_count (
    count_id bigint NOT NULL,
    number text NOT NULL,
    state text DEFAULT 'planned'::text NOT NULL,
    place_id bigint NOT NULL,
    reserve_category text,
    item_id bigint,
    random_lines integer,
    seed text,
    tolerance_fen bigint NOT NULL,
    review_no integer DEFAULT 0 NOT NULL,
    planned_by bigint NOT NULL,
    planned_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    reviewed_by bigint,
    reviewed_at timestamp with time zone,
    approved_by bigint,
    approved_at timestamp with time zone,
    posted_by bigint,
    posted_at timestamp with time zone,
    cancelled_by bigint,
    cancelled_at timestamp with time zone,
    CONSTRAINT stock_count_draws_by_a_seed CHECK (((random_lines IS NULL) = (seed IS NULL))),
    CONSTRAINT stock_count_draws_some_lines CHECK ((random_lines > 0)),
    CONSTRAINT stock_count_persons_differ CHECK (((approved_by <> planned_by) AND (posted_by <> approved_by))),
    CONSTRAINT stock_count_posted_after_approval CHECK (((state <> 'posted'::text) OR ((approved_by IS NOT NULL) AND (posted_by IS NOT NULL)))),
    CONSTRAINT stock_count_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'counting'::text, 'counted'::text, 'recounting'::text, 'under_review'::text, 'approved'::text, 'posted'::text, 'cancelled'::text]))),
    CONSTRAINT stock_count_tolerance_is_not_negative CHECK ((tolerance_fen >= 0))
);
CREATE FUNCTION stockpile.claim_count_lines(p_count stockpile.stock_count, p_person_id bigint, p_line_nos integer[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_is_recount boolean := p_count.state = 'recounting';
    v_wrong integer[];
BEGIN
    IF v_is_recount THEN
        v_wrong := ARRAY(SELECT unnest(p_line_nos) EXCEPT SELECT line_no FROM count_recount WHERE count_id = p_count.count_id);
        IF cardinality(v_wrong) > 0 THEN
            PERFORM refuse('SP515', 'these lines are not counted again', jsonb_build_object('number', p_count.number,
                'lines', list_count_lines(p_count.count_id, v_wrong)), 'count the lines of the new sheet only');
        END IF;
        v_wrong := ARRAY(SELECT line_no FROM count_counter WHERE count_id = p_count.count_id AND line_no = ANY (p_line_nos)
                         AND person_id = p_person_id AND counter_no < 3);
        IF cardinality(v_wrong) > 0 THEN
            PERFORM refuse('SP402', 'whoever counted a line does not count it again', jsonb_build_object('number', p_count.number,
                'lines', list_count_lines(p_count.count_id, v_wrong)), 'let another person count these lines');
        END IF;
    END IF;
    v_wrong := ARRAY(
        SELECT line_no FROM count_counter WHERE count_id = p_count.count_id AND line_no = ANY (p_line_nos)
          AND (counter_no = 3) = v_is_recount
        GROUP BY line_no HAVING count(*) = CASE WHEN v_is_recount THEN 1 ELSE 2 END AND NOT bool_or(person_id = p_person_id));
    IF cardinality(v_wrong) > 0 THEN
        PERFORM refuse('SP510', 'others have counted these lines already', jsonb_build_object('number', p_count.number,
            'lines', list_count_lines(p_count.count_id, v_wrong)), 'count other lines, or wait whether these are counted again');
    END IF;
    INSERT INTO count_counter (count_id, line_no, counter_no, person_id)
    SELECT p_count.count_id, wanted.line_no, CASE WHEN v_is_recount THEN 3 ELSE 1 + (SELECT count(*) FROM count_counter AS other
            WHERE other.count_id = p_count.count_id AND other.line_no = wanted.line_no) END, p_person_id
    FROM unnest(p_line_nos) AS wanted (line_no)
    WHERE NOT EXISTS (SELECT FROM count_counter AS mine WHERE mine.count_id = p_count.count_id AND mine.line_no = wanted.line_no
                      AND mine.person_id = p_person_id);
END
$$;
CREATE FUNCTION stockpile.close_period(p_period text, p_person_id bigint) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_state text;
    v_closed text;
BEGIN
    PERFORM require_permission(p_person_id, 'close_period');
    -- Waits until every posting under way has ended; those that come later see the month closed.
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.period'));
    IF p_period >= to_char(clock_timestamp() AT TIME ZONE district_zone(), 'YYYY-MM') THEN
        PERFORM refuse('SP303', 'the period has not ended yet', jsonb_build_object('period', p_period));
    END IF;
    SELECT max(period) INTO v_closed FROM period WHERE state = 'closed';
    IF v_closed >= p_period THEN
        PERFORM refuse('SP301', format('everything up to the period %s is closed', v_closed), jsonb_build_object('period', v_closed));
    END IF;
    SELECT state INTO v_state FROM period WHERE period = p_period;
    IF v_state IS NULL THEN
        INSERT INTO period (period, closing_by) VALUES (p_period, p_person_id);
        RETURN 'closing';
    END IF;
    UPDATE period SET state = 'closed', closed_by = p_person_id, closed_at = clock_timestamp() WHERE period = p_period;
    PERFORM insert_period_balances(p_period);
    -- Everything of the month is committed, or it would still hold the lock. Sealed in the same transaction, no month is closed
    -- without the head that goes on its sheet.
    LOOP
        EXIT WHEN seal_documents(p_person_id, 100000) < 100000;
    END LOOP;
    INSERT INTO period_seal (period, block_no, block_sha256)
    SELECT p_period, block_no, block_sha256 FROM ledger_block ORDER BY block_no DESC LIMIT 1;
    RETURN 'closed';
END
$$;
CREATE FUNCTION stockpile.close_recall_tasks(p_recall_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM close_tasks('recall_holder', recall_holder_id, NULL, p_person_id, 'done')
    FROM recall_holder_detail WHERE recall_id = p_recall_id AND open_quantity = 0;
END
$$;
CREATE FUNCTION stockpile.close_task(p_task_id bigint, p_outcome text, p_remarks text, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_task task;
    v_kind task_kind;
BEGIN
    PERFORM require_permission(p_person_id, 'close_task');
    SELECT * INTO v_task FROM task WHERE task_id = p_task_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such task', jsonb_build_object('subject', 'task', 'code', p_task_id::text));
    END IF;
    SELECT * INTO v_kind FROM task_kind WHERE kind = v_task.kind;
    IF NOT EXISTS (SELECT FROM person_role WHERE person_id = p_person_id
                   AND (role = 'administrator' OR p_person_id = v_task.owner_id OR (v_task.owner_id IS NULL AND role = v_kind.owner_role)))
    THEN
        PERFORM refuse('SP401', 'the task is another''s', jsonb_build_object('permission', 'close_task',
            'person', (SELECT login FROM person WHERE person_id = p_person_id)));
    END IF;
    IF v_task.outcome IS NOT NULL THEN
        PERFORM refuse('SP525', 'the task has ended', jsonb_build_object('task', p_task_id, 'outcome', v_task.outcome));
    END IF;
    IF NOT v_kind.closes_by_hand THEN
        PERFORM refuse('SP524', 'the task ends with what it asks for', jsonb_build_object('task', p_task_id, 'kind', v_task.kind,
            'task_name', v_kind.name, 'task_name_en', v_kind.name_en, 'subject', v_task.subject));
    END IF;
    UPDATE task SET outcome = p_outcome, closed_by = p_person_id, closed_at = clock_timestamp(), remarks = p_remarks
    WHERE task_id = p_task_id;
END
$$;
CREATE FUNCTION stockpile.close_tasks(p_kind text, p_subject_id bigint, p_place_id bigint, p_person_id bigint, p_outcome text, p_remarks text DEFAULT NULL::text) RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    WITH closed AS (
        UPDATE task SET outcome = p_outcome, closed_by = p_person_id, closed_at = clock_timestamp(), remarks = p_remarks
        WHERE kind = p_kind AND subject_id = p_subject_id AND outcome IS NULL AND (p_place_id IS NULL OR place_id = p_place_id)
        RETURNING task_id)
    SELECT count(*) FROM closed
$$;
CREATE FUNCTION stockpile.complete_document(p_document stockpile.document, p_request jsonb) RETURNS stockpile.document
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF p_request ->> 'checker' IS NOT NULL THEN
        SELECT person_id INTO p_document.checker_id FROM person WHERE login = p_request ->> 'checker';
        IF NOT FOUND THEN
            PERFORM refuse('SP601', 'there is no such person', jsonb_build_object('code', p_request ->> 'checker'));
        END IF;
    END IF;
    IF p_document.checker_id = p_document.person_id THEN
        PERFORM refuse('SP402', 'who makes a document does not check it', '{}', 'let another person check it');
    END IF;
    IF p_document.checker_id IS NOT NULL THEN
        PERFORM require_permission(p_document.checker_id, 'check_document');
    END IF;
    IF p_document.about_period IS NOT NULL AND NOT EXISTS (
        SELECT FROM period WHERE period.period = p_document.about_period AND state = 'closed') THEN
        PERFORM refuse('SP304', format('the period %s is not closed', p_document.about_period),
            jsonb_build_object('period', p_document.about_period), 'post into it, with the time at which goods moved');
    END IF;
    IF jsonb_array_length(p_request -> 'attached') > 0 THEN
        INSERT INTO document_attachment (document_id, sha256, name, is_of_posting, person_id)
        SELECT p_document.document_id, decode(file.sha256, 'hex'), file.name, true, p_document.person_id
        FROM jsonb_to_recordset(p_request -> 'attached') AS file (sha256 text, name text)
        -- The same file given twice is one.
        ON CONFLICT (document_id, sha256) DO NOTHING;
        p_document.attachments := (SELECT string_agg(encode(sha256, 'hex'), ' ' ORDER BY sha256)
            FROM document_attachment WHERE document_id = p_document.document_id);
    END IF;
    RETURN p_document;
END
$$;
CREATE FUNCTION stockpile.complete_posting_line(p_line stockpile.posting_line, p_purpose stockpile.document_purpose, p_place_id bigint) RETURNS stockpile.posting_line
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- A hold and its release may leave the quantity open: all that is there when the account is locked.
    IF NOT coalesce(p_line.quantity > 0, p_purpose.purpose = 'hold') THEN
        PERFORM refuse('SP606', 'a quantity is at least 1', jsonb_build_object('line_no', p_line.line_no));
    END IF;

    p_line.from_place_id := coalesce(p_line.from_place_id, p_place_id);
    IF p_line.to_place_id IS NULL OR (p_purpose.from_kind = 'stock' AND p_purpose.to_kind NOT IN ('stock', 'carrier')) THEN
        p_line.to_place_id := p_line.from_place_id;
    -- Outside accounts stand at the place the goods came from or went to; the carrier's at the destination,
    -- which is where goods come from that turn back.
    ELSIF p_purpose.from_kind <> 'stock' AND NOT p_purpose.changes_place THEN
        p_line.from_place_id := p_line.to_place_id;
    END IF;
    IF p_purpose.changes_place AND p_line.from_place_id = p_line.to_place_id THEN
        PERFORM refuse('SP603', 'goods cannot be moved from a place to itself', jsonb_build_object('line_no', p_line.line_no));
    END IF;
    -- Only goods of ours lie in bins.
    IF coalesce(p_line.from_bin_id, p_line.to_bin_id) IS NOT NULL THEN
        p_line.from_bin_id := CASE WHEN p_purpose.from_kind IN ('stock', 'carrier') THEN p_line.from_bin_id END;
        p_line.to_bin_id := CASE WHEN p_purpose.to_kind IN ('stock', 'carrier') THEN p_line.to_bin_id END;
    END IF;

    p_line.from_condition := coalesce(p_line.from_condition, 'good');
    IF p_line.to_condition IS NULL THEN
        p_line.to_condition := coalesce(p_purpose.to_condition, p_line.from_condition);
    ELSIF p_line.to_condition = 'good' AND p_purpose.to_condition = 'in_inspection' THEN
        PERFORM refuse('SP110', 'goods that come back are inspected before they are good',
            jsonb_build_object('line_no', p_line.line_no, 'purpose', p_purpose.purpose),
            'leave the condition out, and accept the goods after inspection');
    -- Whoever accepts goods says of each line what was found, and so does a count's gain; every other purpose says it itself.
    ELSIF p_purpose.is_from_inside AND p_purpose.purpose <> 'acceptance' THEN
        p_line.to_condition := coalesce(p_purpose.to_condition, p_line.from_condition);
    END IF;
    IF p_line.from_owner_id IS NULL THEN
        p_line.from_owner_id := p_line.to_owner_id;
    ELSIF p_line.to_owner_id IS NULL OR (p_purpose.is_from_inside AND p_purpose.kind <> 'owner_change') THEN
        p_line.to_owner_id := p_line.from_owner_id;
    END IF;
    IF p_purpose.is_change AND p_line.from_condition = p_line.to_condition AND p_line.from_owner_id = p_line.to_owner_id THEN
        PERFORM refuse('SP614', 'the goods are so already', jsonb_build_object('line_no', p_line.line_no, 'purpose', p_purpose.purpose));
    END IF;

    -- A count's gain goes where the goods of its kind lie and is worth what they are; all else is told by the purpose.
    IF p_purpose.purpose <> 'count_gain' THEN
        p_line.value_fen := NULL;
        p_line.to_availability := NULL;
    END IF;
    -- A line may say that it takes what is on hold, which stays on hold where it stays in stock; what an order has reserved only the
    -- order's own documents take.
    IF p_line.from_availability IS DISTINCT FROM 'held' THEN
        p_line.from_availability := p_purpose.from_availability;
    ELSIF p_purpose.takes_held AND p_purpose.from_kind = 'stock' AND p_purpose.to_kind = 'stock' THEN
        p_line.to_availability := 'held';
    END IF;
    p_line.to_availability := coalesce(p_line.to_availability, p_purpose.to_availability);
    p_line.to_lot_id := NULL;
    RETURN p_line;
END
$$;
CREATE FUNCTION stockpile.complete_posting_lines(p_lines jsonb, p_purpose stockpile.document_purpose, p_place_id bigint) RETURNS stockpile.posting_line[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_count integer := coalesce(jsonb_array_length(p_lines), 0);
    v_lines posting_line[];
    v_has_bins boolean;
    v_has_serials boolean;
BEGIN
    IF v_count NOT BETWEEN 1 AND 10000 THEN
        PERFORM refuse('SP606', 'a document has 1 to 10,000 lines', jsonb_build_object('lines', v_count));
    ELSIF v_count = 1 THEN
        v_lines := ARRAY[complete_posting_line(jsonb_populate_record(NULL::posting_line, p_lines -> 0), p_purpose, p_place_id)];
        v_has_bins := v_lines[1].from_bin_id IS NOT NULL OR v_lines[1].to_bin_id IS NOT NULL;
        v_has_serials := v_lines[1].serials IS NOT NULL;
    ELSE
        SELECT array_agg(complete_posting_line(line, p_purpose, p_place_id) ORDER BY line.line_no),
            bool_or(line.from_bin_id IS NOT NULL OR line.to_bin_id IS NOT NULL), bool_or(line.serials IS NOT NULL)
        INTO v_lines, v_has_bins, v_has_serials
        FROM jsonb_populate_recordset(NULL::posting_line, p_lines) AS line;
    END IF;
    IF v_has_bins OR p_purpose.purpose = 'rebinning' THEN
        PERFORM guard_bins(v_lines, p_purpose);
    END IF;
    IF v_has_serials THEN
        PERFORM guard_serials(v_lines);
    END IF;
    RETURN v_lines;
END
$$;
CREATE FUNCTION stockpile.contact_of(p_place_id bigint, p_receiver text, p_company_id bigint DEFAULT NULL::bigint, OUT contact text, OUT telephone text, OUT is_liaison boolean) RETURNS record
    LANGUAGE sql STABLE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    SELECT known.contact, known.telephone, known.rank = 1
    FROM (SELECT) AS one
    LEFT JOIN place ON place.place_id = p_place_id
    LEFT JOIN company ON company.company_id = coalesce(p_company_id, place.company_id)
    CROSS JOIN LATERAL (
        SELECT 1 AS rank, liaison.liaison_id AS nth, liaison.name AS contact, liaison.telephone
        FROM liaison_current AS liaison
        WHERE (clock_timestamp() AT TIME ZONE district_zone())::date BETWEEN liaison.valid_from AND coalesce(liaison.valid_to, 'infinity')
          AND CASE WHEN p_receiver IS NULL THEN liaison.place_id = place.place_id OR liaison.company_id = company.company_id
              ELSE liaison.organisation = p_receiver OR liaison.company_id IN (SELECT company_id FROM company WHERE name = p_receiver)
                  OR liaison.place_id IN (SELECT place_id FROM place WHERE name = p_receiver) END
        UNION ALL
        SELECT 2, 0, coalesce(place.contact, company.contact), coalesce(place.telephone, company.telephone)
        WHERE p_receiver IS NULL AND coalesce(place.telephone, company.telephone, place.contact, company.contact) IS NOT NULL
    ) AS known
    ORDER BY known.rank, known.nth
    LIMIT 1
$$;
CREATE FUNCTION stockpile.content_cell(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(replace(replace(replace(p_text, E'\\', E'\\\\'), E'\t', E'\\t'), E'\n', E'\\n'), '')
$$;
CREATE FUNCTION stockpile.copy_agreement_lines(p_from_id bigint, p_to_id bigint) RETURNS void
    LANGUAGE sql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    INSERT INTO agreement_stock (agreement_id, item_id, place_id, quantity, response_hours, confidence_percent, source, price_rule,
        price_fen, price_percent)
    SELECT p_to_id, item_id, place_id, quantity, response_hours, confidence_percent, source, price_rule, price_fen, price_percent
    FROM agreement_stock WHERE agreement_id = p_from_id;
    INSERT INTO agreement_response (agreement_id, item_id, place_id, town_id, response_hours)
    SELECT p_to_id, item_id, place_id, town_id, response_hours FROM agreement_response WHERE agreement_id = p_from_id;
    INSERT INTO agreement_capacity (agreement_id, item_id, place_id, units_per_day, ramp_up_hours, quantity_max, source,
        raw_material_days)
    SELECT p_to_id, item_id, place_id, units_per_day, ramp_up_hours, quantity_max, source, raw_material_days
    FROM agreement_capacity WHERE agreement_id = p_from_id;
    INSERT INTO agreement_floor (agreement_id, item_id, place_id, quantity, source, days_of_use, daily_use, daily_use_source)
    SELECT p_to_id, item_id, place_id, quantity, source, days_of_use, daily_use, daily_use_source
    FROM agreement_floor WHERE agreement_id = p_from_id;
$$;
CREATE FUNCTION stockpile.count_serial_differences(p_count_id bigint, p_review_no integer) RETURNS TABLE(line_no integer, found text[], missing text[], is_postable boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    SELECT finding.line_no, units.found, units.missing,
        cardinality(units.found) - cardinality(units.missing) = finding.difference
        AND cardinality(units.missing) = (
            SELECT count(*) FROM list_count_accounts(p_count_id) AS account JOIN serial USING (account_id)
            WHERE account.line_no = finding.line_no AND account.availability <> 'reserved'
              AND serial.serial_number = ANY (units.missing))
    FROM count_unit_differences(p_count_id) AS units
    JOIN count_finding AS finding USING (line_no, counter_no)
    WHERE finding.count_id = p_count_id AND finding.review_no = p_review_no
      AND (cardinality(units.found) > 0 OR cardinality(units.missing) > 0)
$$;
CREATE FUNCTION stockpile.count_unit_differences(p_count_id bigint) RETURNS TABLE(line_no integer, counter_no integer, found text[], missing text[])
    LANGUAGE sql STABLE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    WITH named AS (
        SELECT entry.line_no, entry.counter_no, entry.counted_at, array_agg(named.serial_number) AS numbers
        FROM count_serial AS named JOIN count_entry AS entry USING (count_id, line_no, entry_no)
        WHERE named.count_id = p_count_id AND NOT EXISTS (
            SELECT FROM count_entry AS later
            WHERE later.count_id = p_count_id AND later.line_no = entry.line_no AND later.counter_no = entry.counter_no
              AND later.entry_no > entry.entry_no)
        GROUP BY entry.line_no, entry.counter_no, entry.counted_at
    ), heap AS (
        -- Most counts name no units at all, and list no accounts for it.
        SELECT account.line_no, account.account_id
        FROM list_count_accounts(CASE WHEN EXISTS (SELECT FROM named) THEN p_count_id END) AS account
        WHERE account.line_no IN (SELECT named.line_no FROM named)
    ), unit AS (
        SELECT heap.line_no, serial.serial_id, serial.serial_number FROM heap JOIN serial USING (account_id)
        UNION
        SELECT heap.line_no, serial.serial_id, serial.serial_number
        FROM heap
        JOIN stock_movement AS movement ON movement.from_account_id = heap.account_id
            AND movement.occurred_at > (SELECT min(named.counted_at) FROM named WHERE named.line_no = heap.line_no)
        JOIN movement_serial USING (movement_id)
        JOIN serial USING (serial_id)
    ), lay AS (
        SELECT named.line_no, named.counter_no, array_agg(unit.serial_number) AS numbers
        FROM named
        JOIN unit USING (line_no)
        LEFT JOIN LATERAL (
            SELECT movement.from_account_id
            FROM movement_serial JOIN stock_movement AS movement USING (movement_id)
            WHERE movement_serial.serial_id = unit.serial_id AND movement.occurred_at > named.counted_at
            ORDER BY movement.occurred_at, movement.movement_id LIMIT 1) AS moved ON true
        WHERE moved.from_account_id IS NULL
           OR moved.from_account_id IN (SELECT heap.account_id FROM heap WHERE heap.line_no = named.line_no)
        GROUP BY named.line_no, named.counter_no
    )
    SELECT named.line_no, named.counter_no,
        ARRAY(
            SELECT odd.number FROM (SELECT unnest(named.numbers) AS number EXCEPT SELECT unnest(lay.numbers)) AS odd
            ORDER BY odd.number COLLATE "C"),
        ARRAY(
            SELECT odd.number FROM (SELECT unnest(lay.numbers) AS number EXCEPT SELECT unnest(named.numbers)) AS odd
            ORDER BY odd.number COLLATE "C")
    FROM named LEFT JOIN lay USING (line_no, counter_no)
$$;
CREATE FUNCTION stockpile.create_agreement(p_person_id bigint, p_agreement jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_agreement agreement := jsonb_populate_record(NULL::agreement, p_agreement);
    v_old agreement;
BEGIN
    PERFORM require_permission(p_person_id, 'make_agreement');
    IF v_agreement.replaces_id IS NOT NULL THEN
        SELECT * INTO v_old FROM agreement WHERE agreement_id = v_agreement.replaces_id;
        IF v_old.company_id IS DISTINCT FROM v_agreement.company_id OR v_old.state NOT IN ('in_force', 'suspended')
            OR v_agreement.valid_from < v_old.valid_from THEN
            PERFORM refuse('SP650', 'it cannot take the place of that agreement', jsonb_build_object('number', v_old.number,
                'state', v_old.state, 'company', (SELECT code FROM company WHERE company_id = v_old.company_id),
                'valid_from', v_old.valid_from));
        END IF;
    END IF;
    INSERT INTO agreement (number, company_id, name, valid_from, valid_to, source, state, government_party, third_party, third_role,
        fee_per_year_fen, swap_back_days, shelf_life_days_min, remind_days, replaces_id, made_by, made_at)
    VALUES (coalesce(v_agreement.number, next_district_number('XY')), v_agreement.company_id, v_agreement.name, v_agreement.valid_from,
        v_agreement.valid_to, v_agreement.source, 'draft', v_agreement.government_party, v_agreement.third_party,
        v_agreement.third_role, v_agreement.fee_per_year_fen, v_agreement.swap_back_days, v_agreement.shelf_life_days_min,
        coalesce(v_agreement.remind_days, 90), v_agreement.replaces_id, p_person_id, clock_timestamp())
    ON CONFLICT (number) DO NOTHING RETURNING agreement_id, number INTO v_agreement.agreement_id, v_agreement.number;
    IF NOT FOUND THEN
        PERFORM refuse('SP647', 'there is an agreement with this number', jsonb_build_object('number', v_agreement.number));
    END IF;
    INSERT INTO agreement_step (agreement_id, step_no, state, person_id) VALUES (v_agreement.agreement_id, 1, 'draft', p_person_id);
    PERFORM copy_agreement_lines(v_old.agreement_id, v_agreement.agreement_id);
    RETURN v_agreement.number;
END
$$;
CREATE FUNCTION stockpile.demand_life_left(p_person_id bigint, p_item_id bigint, p_place_kind text, p_purpose text, p_days integer, p_source text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'keep_lot_dates');
    IF p_purpose IS NOT NULL AND NOT EXISTS (SELECT FROM document_purpose WHERE purpose = p_purpose AND is_for_use) THEN
        PERFORM refuse('SP601', 'goods are not used under this purpose', jsonb_build_object('code', p_purpose));
    END IF;
    -- Demands are few and seldom changed: one at a time.
    LOCK TABLE life_left_demand IN SHARE ROW EXCLUSIVE MODE;
    UPDATE life_left_demand SET ended_by = p_person_id, ended_at = clock_timestamp()
    WHERE ended_at IS NULL AND item_id IS NOT DISTINCT FROM p_item_id AND place_kind IS NOT DISTINCT FROM p_place_kind
      AND purpose IS NOT DISTINCT FROM p_purpose;
    IF p_days IS NOT NULL THEN
        INSERT INTO life_left_demand (item_id, place_kind, purpose, days, source, person_id)
        VALUES (p_item_id, p_place_kind, p_purpose, p_days, p_source, p_person_id);
    ELSIF NOT FOUND THEN
        PERFORM refuse('SP504', 'nothing of the kind is demanded', jsonb_build_object('operation', 'demand_life_left'));
    END IF;
    UPDATE item SET life_left_days_max = demanded.days
    FROM (SELECT each.item_id, coalesce(max(demand.days), 0) AS days
        FROM item AS each
        LEFT JOIN life_left_demand AS demand ON demand.ended_at IS NULL AND (demand.item_id IS NULL OR demand.item_id = each.item_id)
        GROUP BY each.item_id) AS demanded
    WHERE demanded.item_id = item.item_id AND item.life_left_days_max <> demanded.days;
END
$$;
CREATE FUNCTION stockpile.district_zone() RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN coalesce((SELECT time_zone FROM stockpile.district), 'UTC');
END
$$;
CREATE FUNCTION stockpile.document_number(p_number_prefix text, p_number bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT p_number_prefix || CASE WHEN p_number < 1000000 THEN lpad(p_number::text, 6, '0') ELSE p_number::text END
$$;
CREATE FUNCTION stockpile.document_number_prefix(p_place text, p_number_code text, p_year integer) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT p_place || '-' || p_number_code || '-' || p_year::text || '-'
$$;
CREATE FUNCTION stockpile.drop_agreement_line(p_person_id bigint, p_agreement_id bigint, p_form text, p_item_id bigint, p_place_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_agreement agreement;
BEGIN
    PERFORM require_permission(p_person_id, 'make_agreement');
    v_agreement := lock_draft_agreement(p_agreement_id);
    IF remove_agreement_lines(p_agreement_id, p_form, p_item_id, p_place_id) = 0 THEN
        PERFORM refuse('SP659', 'the agreement has no such line', jsonb_build_object('number', v_agreement.number));
    END IF;
END
$$;
CREATE FUNCTION stockpile.drop_movement_keys() RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_keys jsonb;
    v_name text;
BEGIN
    -- Whoever posts meanwhile waits until the load is committed or gone.
    LOCK TABLE document, stock_movement IN ACCESS EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM document) OR EXISTS (SELECT FROM stock_movement) THEN
        PERFORM refuse('SP632', 'the ledger is not empty', '{}', 'load without the option for a first load');
    END IF;
    SELECT jsonb_build_object(
        'indexes', (SELECT jsonb_agg(pg_get_indexdef(indexrelid) ORDER BY indexrelid) FROM pg_index
            WHERE indrelid = 'stock_movement'::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)),
        'constraints', (SELECT jsonb_agg(format('ALTER TABLE stockpile.stock_movement ADD CONSTRAINT %I %s', conname,
            pg_get_constraintdef(oid)) ORDER BY contype DESC, oid) FROM pg_constraint
            WHERE conrelid = 'stock_movement'::regclass AND contype IN ('p', 'u', 'f'))) INTO v_keys;
    FOR v_name IN SELECT conname FROM pg_constraint WHERE conrelid = 'stock_movement'::regclass AND contype IN ('p', 'u', 'f') LOOP
        EXECUTE format('ALTER TABLE stockpile.stock_movement DROP CONSTRAINT %I', v_name);
    END LOOP;
    FOR v_name IN SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'stock_movement'::regclass LOOP
        EXECUTE format('DROP INDEX %s', v_name);
    END LOOP;
    RETURN v_keys;
END
$$;
CREATE FUNCTION stockpile.drop_rotation_step(p_person_id bigint, p_plan_id bigint, p_step_no integer, p_reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_plan rotation_plan;
    v_step rotation_step;
BEGIN
    SELECT * INTO v_plan FROM rotation_plan WHERE rotation_plan_id = p_plan_id FOR UPDATE;
    PERFORM require_permission(p_person_id, CASE WHEN v_plan.state = 'draft' THEN 'plan_rotation' ELSE 'approve_rotation' END);
    v_step := find_planned_rotation_step(v_plan, p_step_no);
    UPDATE rotation_step SET state = 'dropped' WHERE rotation_step_id = v_step.rotation_step_id;
    PERFORM add_rotation_event(p_plan_id, p_step_no, 'dropped', p_person_id, p_reason);
    PERFORM close_tasks('rotation_step', v_step.rotation_step_id, NULL, p_person_id, 'dropped', p_reason);
    PERFORM settle_rotation_plan(p_plan_id, p_person_id);
END
$$;
CREATE FUNCTION stockpile.end_care_rule(p_person_id bigint, p_code text, p_because text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_rule care_rule;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_rules');
    SELECT * INTO v_rule FROM care_rule WHERE code = p_code FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such rule of care', jsonb_build_object('field', 'rule', 'code', p_code));
    END IF;
    IF v_rule.ended_at IS NOT NULL THEN
        PERFORM refuse('SP691', 'the rule has ended already', jsonb_build_object('rule', p_code,
            'ended_on', (v_rule.ended_at AT TIME ZONE district_zone())::date));
    END IF;
    UPDATE care_rule SET ended_by = p_person_id, ended_at = clock_timestamp(), ended_because = p_because
    WHERE care_rule_id = v_rule.care_rule_id;
    PERFORM open_care_task(p_person_id, v_rule.care_rule_id, NULL);
END
$$;
CREATE FUNCTION stockpile.end_mutual_aid(p_person_id bigint, p_number text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_aid mutual_aid;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_mutual_aid');
    SELECT * INTO v_aid FROM mutual_aid WHERE number = p_number FOR UPDATE;
    IF v_aid.mutual_aid_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such mutual aid', jsonb_build_object('field', 'number', 'code', p_number));
    END IF;
    IF v_aid.ended_on IS NOT NULL THEN
        PERFORM refuse('SP694', 'the mutual aid was ended already', jsonb_build_object('number', p_number));
    END IF;
    UPDATE mutual_aid SET ended_on = (clock_timestamp() AT TIME ZONE district_zone())::date, ended_by = p_person_id
    WHERE mutual_aid_id = v_aid.mutual_aid_id;
END
$$;
CREATE FUNCTION stockpile.end_recall(p_number text, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_recall recall := lock_recall(p_number, p_person_id);
    v_open jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('holder_no', holder_no, 'kind', kind, 'place', place, 'name', holder_name, 'telephone', telephone,
        'available', open_quantity) ORDER BY holder_no)
    INTO v_open FROM recall_holder_detail WHERE recall_id = v_recall.recall_id AND open_quantity > 0;
    IF v_open IS NOT NULL THEN
        PERFORM refuse('SP523', 'not every unit is accounted for', jsonb_build_object('number', p_number, 'lines', v_open));
    END IF;
    PERFORM close_recall_tasks(v_recall.recall_id, p_person_id);
    UPDATE recall SET state = 'complete', completed_by = p_person_id, completed_at = clock_timestamp()
    WHERE recall_id = v_recall.recall_id;
END
$$;
CREATE FUNCTION stockpile.end_shelf_life_rule(p_person_id bigint, p_rule_id bigint, p_because text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_rule shelf_life_rule;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_rules');
    SELECT * INTO v_rule FROM shelf_life_rule WHERE shelf_life_rule_id = p_rule_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such rule', jsonb_build_object('field', 'rule', 'code', p_rule_id));
    END IF;
    IF v_rule.ended_at IS NOT NULL THEN
        PERFORM refuse('SP691', 'the rule has ended already', jsonb_build_object('rule', v_rule.source,
            'ended_on', (v_rule.ended_at AT TIME ZONE district_zone())::date));
    END IF;
    UPDATE shelf_life_rule SET ended_by = p_person_id, ended_at = clock_timestamp(), ended_because = p_because
    WHERE shelf_life_rule_id = p_rule_id;
END
$$;
CREATE FUNCTION stockpile.enter_count(p_count_id bigint, p_person_id bigint, p_line_nos integer[], p_quantities bigint[], p_counted_at timestamp with time zone[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_count stock_count;
    v_now timestamptz;
    v_early integer[];
BEGIN
    PERFORM require_permission(p_person_id, 'enter_count');
    v_count := lock_count(p_count_id, '{planned,counting,recounting}');
    v_now := clock_timestamp();
    IF EXISTS (SELECT FROM unnest(p_counted_at) AS moment WHERE moment > v_now) THEN
        PERFORM refuse('SP302', 'goods cannot have been counted in the future', jsonb_build_object('number', v_count.number));
    END IF;
    -- Before the plan another count may have been posted, whose adjustments this one would make a second time.
    v_early := ARRAY(SELECT line_no FROM unnest(p_line_nos, p_counted_at) AS entry (line_no, moment) WHERE moment < v_count.planned_at);
    IF cardinality(v_early) > 0 THEN
        PERFORM refuse('SP513', 'counted before the count was planned', jsonb_build_object('number', v_count.number,
            'planned_at', v_count.planned_at, 'lines', list_count_lines(p_count_id, v_early)));
    END IF;
    PERFORM claim_count_lines(v_count, p_person_id, p_line_nos);
    INSERT INTO count_entry (count_id, line_no, entry_no, counter_no, quantity, counted_at, recorded_at)
    SELECT p_count_id, entry.line_no, 1 + (SELECT count(*) FROM count_entry AS old
            WHERE old.count_id = p_count_id AND old.line_no = entry.line_no), counter.counter_no, entry.quantity,
        coalesce(entry.moment, v_now), v_now
    FROM unnest(p_line_nos, p_quantities, p_counted_at) AS entry (line_no, quantity, moment)
    JOIN count_counter AS counter ON counter.count_id = p_count_id AND counter.line_no = entry.line_no
        AND counter.person_id = p_person_id;
    PERFORM settle_count(p_count_id, p_person_id);
END
$$;
CREATE FUNCTION stockpile.enter_serials(p_document_id bigint, p_lines stockpile.posting_line[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO serial (item_id, serial_number, account_id)
    SELECT DISTINCT ON (movement.item_id, number) movement.item_id, number, movement.from_account_id
    FROM unnest(p_lines) AS line
    JOIN stock_movement AS movement ON movement.document_id = p_document_id AND movement.line_no = line.line_no
    JOIN stock_account AS source ON source.account_id = movement.from_account_id AND NOT source.is_stock
    CROSS JOIN unnest(line.serials) AS number
    ORDER BY movement.item_id, number, movement.line_no
    ON CONFLICT (item_id, serial_number) DO NOTHING;
    PERFORM FROM serial
    WHERE (item_id, serial_number) IN (
        SELECT movement.item_id, number FROM unnest(p_lines) AS line
        JOIN stock_movement AS movement ON movement.document_id = p_document_id AND movement.line_no = line.line_no
        CROSS JOIN unnest(line.serials) AS number)
    ORDER BY serial_id FOR NO KEY UPDATE;
END
$$;
CREATE FUNCTION stockpile.exact(p_moment timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT to_char(p_moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
CREATE FUNCTION stockpile.fill_open_quantities(p_movements stockpile.stock_movement[]) RETURNS stockpile.stock_movement[]
    LANGUAGE sql STABLE
    AS $$
    SELECT array_agg(ROW(NULL, NULL, movement.line_no, movement.item_id, movement.lot_id, movement.from_account_id,
            movement.to_account_id, movement.from_place_id, movement.to_place_id, coalesce(movement.quantity, account.quantity),
            movement.value_fen, movement.order_line_id, NULL, NULL)::stockpile.stock_movement ORDER BY movement.line_no)
    FROM unnest(p_movements) AS movement
    JOIN stockpile.stock_account AS account ON account.account_id = movement.from_account_id
    WHERE coalesce(movement.quantity, account.quantity) > 0
$$;
CREATE FUNCTION stockpile.find_account_differences(p_part bigint, p_parts bigint) RETURNS SETOF stockpile.ledger_difference
    LANGUAGE plpgsql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    -- What comes in counts up, what goes out down, and so does the balance: nothing is left of an account that is whole. So it is with
    -- times: an account that nothing ever moved has "never" on both sides, one that is not there has nothing on its own.
    WITH left_over AS MATERIALIZED (
        SELECT account_id, whole_sum(quantity) AS quantity, whole_sum(value_fen) AS value_fen, max(known_at) IS NOT NULL AS is_there,
            coalesce(max(moved_at), '-infinity') <> max(known_at) AS is_untimely
        FROM (SELECT to_account_id AS account_id, quantity, value_fen, occurred_at AS moved_at, NULL::timestamptz AS known_at
              FROM stock_movement WHERE to_account_id % p_parts = p_part
              UNION ALL SELECT from_account_id, -quantity, -value_fen, occurred_at, NULL
              FROM stock_movement WHERE from_account_id % p_parts = p_part
              UNION ALL SELECT account_id, -quantity, -value_fen, NULL, coalesce(last_occurred_at, '-infinity')
              FROM stock_account WHERE account_id % p_parts = p_part) AS change
        GROUP BY account_id
        HAVING whole_sum(quantity) <> 0 OR whole_sum(value_fen) <> 0
            OR coalesce(max(moved_at), '-infinity') IS DISTINCT FROM max(known_at)
    )
    SELECT told.kind, concat_ws(' ', coalesce(lot.lot_number, account_id::text), place.code), NULL::bigint, NULL::bigint, account_id,
        told.recorded, told.recomputed
    FROM left_over LEFT JOIN stock_account AS account USING (account_id) LEFT JOIN lot USING (lot_id) LEFT JOIN place USING (place_id)
    CROSS JOIN LATERAL (VALUES
        ('quantity', account.quantity, coalesce(account.quantity, 0) + left_over.quantity, left_over.quantity <> 0 OR NOT is_there),
        ('value_fen', account.value_fen, coalesce(account.value_fen, 0) + left_over.value_fen, left_over.value_fen <> 0 OR NOT is_there),
        -- Late entries and questions about the past go by it.
        ('last_occurred_at', NULL, NULL, is_untimely)
    ) AS told (kind, recorded, recomputed, differs)
    WHERE told.differs;
END
$$;
CREATE FUNCTION stockpile.find_accounts(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose, p_on date, OUT movements stockpile.stock_movement[], OUT is_out_of_the_ordinary boolean, OUT has_units boolean) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_is_complete boolean;
BEGIN
    FOR attempt IN 1 .. 10 LOOP
        BEGIN
            WITH line AS MATERIALIZED (
                SELECT row_number() OVER () AS position, lot.item_id AS lot_item_id, lot.unit_cost_fen AS lot_cost_fen, item.is_serialised,
                    least(lot.expires_on - item.life_left_days_max, lot.stop_issue_on - 1) AS usual_until, given.*
                FROM unnest(p_lines) AS given
                JOIN lot ON lot.lot_id = given.lot_id
                JOIN item ON item.item_id = lot.item_id
            ), side AS MATERIALIZED (
                SELECT position, true AS is_source, p_purpose.from_kind AS kind, lot_item_id AS item_id, lot_id, from_place_id AS place_id,
                    from_bin_id AS bin_id, from_owner_id AS owner_id, from_condition AS condition, from_availability AS availability
                FROM line
                UNION ALL
                -- A lot to go to has just been made by insert_child_lots; no request names one.
                SELECT position, false, p_purpose.to_kind, lot_item_id, coalesce(to_lot_id, lot_id), to_place_id, to_bin_id, to_owner_id,
                    to_condition, to_availability FROM line
            -- Everyone who posts locks accounts in the same order, so nobody deadlocks; and all that are there before any is made: one that
            -- is made is held to the end, and whoever has the goods and would put them into it waits for us. We must not wait for those.
            ), account AS MATERIALIZED (
                SELECT known.account_id, known.is_stock, side.position, side.is_source
                FROM side JOIN stock_account AS known ON known.lot_id = side.lot_id AND known.place_id = side.place_id
                    AND known.kind = side.kind AND known.availability = side.availability AND known.condition = side.condition
                    AND known.owner_id = side.owner_id AND known.bin_id IS NOT DISTINCT FROM side.bin_id
                ORDER BY known.account_id FOR NO KEY UPDATE OF known
            -- In the order of their key: two who make the same accounts never wait for each other crosswise.
            ), made AS (
                INSERT INTO stock_account (kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, is_stock, holds)
                SELECT DISTINCT kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, is_inside(kind), false
                FROM side WHERE NOT EXISTS (
                    SELECT FROM account WHERE account.position = side.position AND account.is_source = side.is_source)
                ORDER BY lot_id, place_id, kind, availability, condition, owner_id, bin_id
                ON CONFLICT ON CONSTRAINT stock_account_is_one DO NOTHING
                RETURNING *
            ), found AS (
                SELECT position, is_source, account_id, is_stock FROM account
                UNION ALL
                SELECT side.position, side.is_source, made.account_id, made.is_stock
                FROM made JOIN side ON side.lot_id = made.lot_id AND side.place_id = made.place_id AND side.kind = made.kind
                    AND side.availability = made.availability AND side.condition = made.condition AND side.owner_id = made.owner_id
                    AND side.bin_id IS NOT DISTINCT FROM made.bin_id
            )
            SELECT array_agg(ROW(NULL, NULL, line.line_no, line.lot_item_id, line.lot_id, source.account_id, target.account_id,
                    line.from_place_id, line.to_place_id, line.quantity,
                    -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
                    CASE WHEN source.is_stock THEN NULL ELSE coalesce(line.value_fen, line.quantity * line.lot_cost_fen) END,
                    line.order_line_id, NULL, NULL)::stock_movement ORDER BY line.line_no),
                bool_or(line.usual_until < p_on OR line.from_condition <> 'good' OR line.from_availability <> p_purpose.from_availability),
                bool_or(line.is_serialised), bool_and(source.account_id IS NOT NULL AND target.account_id IS NOT NULL)
            INTO movements, is_out_of_the_ordinary, has_units, v_is_complete
            FROM line
            LEFT JOIN found AS source ON source.position = line.position AND source.is_source
            LEFT JOIN found AS target ON target.position = line.position AND NOT target.is_source;
            IF v_is_complete OR movements IS NULL THEN
                EXIT;
            END IF;
            RAISE EXCEPTION 'an account was made by somebody else meanwhile' USING ERRCODE = 'serialization_failure';
        -- The next look finds and locks it. What we made until now is given back first: whoever has that account may be waiting for ours.
        EXCEPTION WHEN serialization_failure THEN
            IF attempt = 10 THEN
                RAISE;
            END IF;
        END;
    END LOOP;
    IF cardinality(movements) IS DISTINCT FROM cardinality(p_lines) THEN
        PERFORM refuse('SP601', 'a line names a lot that does not exist',
            jsonb_build_object('lines', cardinality(p_lines), 'found', coalesce(cardinality(movements), 0)));
    END IF;
END
$$;
CREATE FUNCTION stockpile.find_agreement_share(p_subject text) RETURNS TABLE(code text, physical bigint, entrusted bigint, agreement bigint, physical_value_fen bigint, entrusted_value_fen bigint, agreement_value_fen bigint, agreement_unvalued bigint)
    LANGUAGE sql STABLE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    WITH part AS (
        SELECT account.item_id, lot.reserve_category AS category, place.kind = 'company_site' AS is_entrusted, false AS is_agreement,
            account.quantity, account.value_fen
        FROM stock_account AS account JOIN lot USING (lot_id) JOIN place ON place.place_id = account.place_id
        WHERE account.holds AND account.kind <> 'borrower'
        UNION ALL
        SELECT stock.item_id, (SELECT CASE WHEN count(*) = 1 THEN min(reserve_category) END FROM item_category
                WHERE item_category.item_id = stock.item_id), false, true, stock.quantity,
            stock.quantity * coalesce(stock.price_fen, (SELECT unit_cost_fen FROM lot WHERE lot.item_id = stock.item_id
                AND unit_cost_fen IS NOT NULL ORDER BY received_on DESC NULLS LAST, lot_id DESC LIMIT 1))
        FROM agreement_stock AS stock JOIN agreement_term AS term USING (agreement_id)
        WHERE NOT term.is_suspended
          AND (clock_timestamp() AT TIME ZONE district_zone())::date BETWEEN term.binds_from AND term.binds_to)
    SELECT CASE p_subject WHEN 'item' THEN item.code WHEN 'category' THEN coalesce(part.category, 'several') ELSE 'all' END,
        coalesce(sum(quantity) FILTER (WHERE NOT is_agreement AND NOT is_entrusted), 0)::bigint,
        coalesce(sum(quantity) FILTER (WHERE is_entrusted), 0)::bigint,
        coalesce(sum(quantity) FILTER (WHERE is_agreement), 0)::bigint,
        coalesce(sum(value_fen) FILTER (WHERE NOT is_agreement AND NOT is_entrusted), 0)::bigint,
        coalesce(sum(value_fen) FILTER (WHERE is_entrusted), 0)::bigint,
        coalesce(sum(value_fen) FILTER (WHERE is_agreement), 0)::bigint,
        coalesce(sum(quantity) FILTER (WHERE is_agreement AND value_fen IS NULL), 0)::bigint
    FROM part JOIN item USING (item_id) GROUP BY 1 ORDER BY 1
$$;
CREATE FUNCTION stockpile.find_altered_accounts(p_after_block bigint) RETURNS SETOF stockpile.ledger_difference
    LANGUAGE plpgsql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        -- Whether an account is ours is no part of what is sealed, since its kind says so; few combinations to ask about.
        WITH impossible AS MATERIALIZED (
            SELECT kind, condition, availability, is_stock FROM stock_account GROUP BY kind, condition, availability, is_stock
            HAVING NOT is_account(kind, condition, availability, is_stock)
        ), altered AS (
            SELECT account_id, max(block_no) AS block_no
            FROM (SELECT sealed.account_id, sealed.block_no
                  FROM sealed_account AS sealed LEFT JOIN account_content AS content USING (account_id)
                  WHERE sealed.block_no > p_after_block
                    AND sha256(convert_to(content.content, 'UTF8')) IS DISTINCT FROM sealed.content_sha256
                  UNION ALL
                  SELECT account.account_id, NULL
                  FROM stock_account AS account JOIN impossible USING (kind, condition, availability, is_stock)) AS found
            GROUP BY account_id ORDER BY account_id LIMIT 1000
        )
        SELECT 'account_altered', coalesce(used.number, altered.account_id::text), used.position, altered.block_no, altered.account_id,
            NULL::bigint, NULL::bigint
        FROM altered
        LEFT JOIN LATERAL (
            SELECT document.number, first.position FROM sealed_document AS first JOIN document USING (document_id)
            JOIN stock_movement AS movement USING (document_id)
            WHERE altered.account_id IN (movement.from_account_id, movement.to_account_id) ORDER BY first.position LIMIT 1) AS used ON true;
END
$$;
CREATE FUNCTION stockpile.find_altered_blocks(p_after_block bigint) RETURNS SETOF stockpile.ledger_difference
    LANGUAGE plpgsql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
DECLARE
    v_end bigint := coalesce((SELECT max(last_position) FROM ledger_block), 0);
BEGIN
    RETURN QUERY
        SELECT 'block_altered', document.number, block.first_position, block.block_no, NULL::bigint, NULL::bigint, NULL::bigint
        FROM (
            SELECT *, lag(block_sha256, 1, decode(repeat('00', 32), 'hex')) OVER chain AS expected_sha256,
                lag(last_position, 1, 0::bigint) OVER chain + 1 AS expected_position,
                lag(block_no, 1, 0::bigint) OVER chain + 1 AS expected_no
            FROM ledger_block WINDOW chain AS (ORDER BY block_no)
        ) AS block
        LEFT JOIN sealed_document AS sealed ON sealed.position = block.first_position LEFT JOIN document USING (document_id)
        WHERE block.previous_sha256 <> block.expected_sha256 OR block.first_position <> block.expected_position
           OR block.block_no <> block.expected_no
           OR hash_block((SELECT whole FROM ledger_block AS whole WHERE whole.block_no = block.block_no)) <> block.block_sha256
           OR (block.block_no > p_after_block
               AND (hash_documents(block.first_position, block.last_position) <> block.documents_sha256
                    OR hash_accounts(block.block_no) <> block.accounts_sha256))
           OR EXISTS (SELECT FROM ledger_verification AS verified
                      WHERE verified.block_no = block.block_no AND verified.block_sha256 <> block.block_sha256)
           OR EXISTS (SELECT FROM period_seal AS closed
                      WHERE closed.block_no = block.block_no AND closed.block_sha256 <> block.block_sha256)
        ORDER BY block.block_no LIMIT 1000;
    -- What stands in no block.
    RETURN QUERY
        SELECT 'block_missing', document.number, sealed.position, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM sealed_document AS sealed LEFT JOIN document USING (document_id)
        WHERE sealed.position > v_end ORDER BY sealed.position LIMIT 1000;
    RETURN QUERY
        SELECT 'block_missing', NULL, NULL::bigint, sealed.block_no, sealed.account_id, NULL::bigint, NULL::bigint
        FROM sealed_account AS sealed
        WHERE NOT EXISTS (SELECT FROM ledger_block AS block WHERE block.block_no = sealed.block_no)
        ORDER BY sealed.account_id LIMIT 1000;
    RETURN QUERY
        SELECT 'block_missing', NULL, NULL::bigint, verified.block_no, NULL::bigint, NULL::bigint, NULL::bigint
        FROM ledger_verification AS verified
        WHERE NOT EXISTS (SELECT FROM ledger_block AS block WHERE block.block_no = verified.block_no)
        ORDER BY verified.block_no LIMIT 1000;
END
$$;
CREATE FUNCTION stockpile.find_altered_documents(p_after_position bigint) RETURNS SETOF stockpile.ledger_difference
    LANGUAGE plpgsql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
BEGIN
    RETURN QUERY
        SELECT 'document_altered', document.number, sealed.position, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM sealed_document AS sealed JOIN document_content AS content USING (document_id) JOIN document USING (document_id)
        WHERE sealed.position > p_after_position AND sha256(convert_to(content.content, 'UTF8')) <> sealed.content_sha256
        ORDER BY sealed.position LIMIT 1000;
    RETURN QUERY
        SELECT 'document_missing', sealed.document_id::text, sealed.position, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM sealed_document AS sealed
        WHERE sealed.position > p_after_position AND NOT EXISTS (SELECT FROM document WHERE document.document_id = sealed.document_id)
        ORDER BY sealed.position LIMIT 1000;
END
$$;
CREATE FUNCTION stockpile.find_count_differences(p_count_id bigint) RETURNS TABLE(line_no integer, counter_no integer, quantity bigint, counted_at timestamp with time zone, book_quantity bigint, value_fen bigint)
    LANGUAGE sql STABLE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    WITH latest AS (
        SELECT DISTINCT ON (entry.line_no, entry.counter_no) entry.line_no, entry.counter_no, entry.quantity, entry.counted_at
        FROM count_entry AS entry WHERE entry.count_id = p_count_id
        ORDER BY entry.line_no, entry.counter_no, entry.entry_no DESC
    )
    SELECT latest.line_no, latest.counter_no, latest.quantity, latest.counted_at, heap.book_quantity::bigint,
        (CASE WHEN heap.quantity > 0 THEN div(heap.value_fen * (latest.quantity - heap.book_quantity), heap.quantity)
              ELSE lot.unit_cost_fen * (latest.quantity - heap.book_quantity) END)::bigint
    FROM latest
    JOIN stock_count ON stock_count.count_id = p_count_id
    -- OFFSET 0 keeps every look-up by key: tables that a count has filled a moment ago look small to the planner.
    CROSS JOIN LATERAL (SELECT * FROM count_line AS line
        WHERE line.count_id = p_count_id AND line.line_no = latest.line_no OFFSET 0) AS line
    CROSS JOIN LATERAL (SELECT lot.unit_cost_fen FROM lot WHERE lot.lot_id = line.lot_id OFFSET 0) AS lot
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(account.quantity), 0) AS quantity, coalesce(sum(account.value_fen), 0) AS value_fen,
            coalesce(sum(account.quantity - came.quantity + went.quantity), 0) AS book_quantity
        FROM stock_account AS account
        CROSS JOIN LATERAL (SELECT coalesce(sum(movement.quantity), 0) AS quantity FROM stock_movement AS movement
            WHERE movement.to_account_id = account.account_id AND movement.occurred_at > latest.counted_at) AS came
        CROSS JOIN LATERAL (SELECT coalesce(sum(movement.quantity), 0) AS quantity FROM stock_movement AS movement
            WHERE movement.from_account_id = account.account_id AND movement.occurred_at > latest.counted_at) AS went
        WHERE account.lot_id = line.lot_id AND account.place_id = stock_count.place_id AND account.kind = 'stock'
          AND account.condition = line.condition AND account.owner_id = line.owner_id AND account.bin_id IS NOT DISTINCT FROM line.bin_id
    ) AS heap
$$;
CREATE FUNCTION stockpile.find_ledger_differences(p_after_block bigint, p_is_balances_only boolean) RETURNS SETOF stockpile.ledger_difference
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_after_position bigint := coalesce((SELECT last_position FROM ledger_block WHERE block_no = p_after_block), 0);
BEGIN
    IF p_is_balances_only THEN
        RETURN QUERY
            SELECT kind, record, position, block_no, account_id, recorded, recomputed
            FROM (
                SELECT 1 AS part, * FROM find_account_differences(0, 2)
                UNION ALL SELECT 1, * FROM find_account_differences(1, 2)
                UNION ALL SELECT 2, * FROM find_lot_differences()
            ) AS found
            ORDER BY part, kind, account_id, record;
        RETURN;
    END IF;
    RETURN QUERY
        SELECT kind, record, position, block_no, account_id, recorded, recomputed
        FROM (
            SELECT 1 AS part, * FROM find_altered_documents(v_after_position)
            UNION ALL SELECT 2, * FROM find_altered_accounts(p_after_block)
            UNION ALL SELECT 3, * FROM find_altered_blocks(p_after_block)
            UNION ALL SELECT 4, * FROM find_account_differences(0, 2)
            UNION ALL SELECT 4, * FROM find_account_differences(1, 2)
            UNION ALL SELECT 5, * FROM find_lot_differences()
            UNION ALL SELECT 6, * FROM find_serial_differences()
            UNION ALL SELECT 7, * FROM find_number_gaps()
            UNION ALL SELECT 8, * FROM find_negative_moments(v_after_position)
            UNION ALL SELECT 9, * FROM find_missing_records() WHERE p_after_block = 0
        ) AS found
        ORDER BY part, position, kind, account_id, record;
END
$$;
CREATE TABLE stockpile.liaison (
    liaison_id bigint NOT NULL,
    organisation_kind text NOT NULL,
    organisation text NOT NULL,
    place_id bigint,
    company_id bigint,
    name text NOT NULL,
    telephone text NOT NULL,
    deputy text,
    deputy_telephone text,
    trained_on date,
    valid_from date NOT NULL,
    valid_to date,
    source text NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT liaison_begins_before_it_ends CHECK ((valid_to >= valid_from)),
    CONSTRAINT liaison_deputy_has_a_name CHECK (((deputy IS NOT NULL) OR (deputy_telephone IS NULL))),
    CONSTRAINT liaison_is_of_one_organisation CHECK ((((organisation_kind = ANY (ARRAY['town'::text, 'place'::text])) = (place_id IS NOT NULL)) AND ((organisation_kind = 'company'::text) = (company_id IS NOT NULL)))),
    CONSTRAINT liaison_organisation_kind_is_known CHECK ((organisation_kind = ANY (ARRAY['department'::text, 'town'::text, 'company'::text, 'place'::text])))
);
CREATE FUNCTION stockpile.find_liaison_called(p_check_id bigint, p_answer jsonb) RETURNS stockpile.liaison
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION stockpile.find_lot_differences() RETURNS SETOF stockpile.ledger_difference
    LANGUAGE plpgsql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH family AS (
        WITH RECURSIVE child AS (
            SELECT lot_id, parent_lot_id AS oldest_id FROM lot WHERE parent_lot_id IS NOT NULL
            UNION
            SELECT child.lot_id, lot.parent_lot_id FROM child JOIN lot ON lot.lot_id = child.oldest_id
            WHERE lot.parent_lot_id IS NOT NULL
        )
        -- Of all its ancestors the one received first is the least.
        SELECT lot_id, min(oldest_id) AS oldest_id FROM child GROUP BY lot_id
    ), kept AS (
        SELECT coalesce(family.oldest_id, account.lot_id) AS lot_id, whole_sum(account.quantity) AS quantity,
            whole_sum(account.value_fen) AS value_fen, min(account.account_id) AS account_id
        FROM stock_account AS account LEFT JOIN family USING (lot_id)
        GROUP BY coalesce(family.oldest_id, account.lot_id)
    )
    SELECT 'not_conserved', coalesce(lot.lot_number, lot_id::text), NULL::bigint, NULL::bigint, kept.account_id,
        coalesce(nullif(kept.quantity, 0), kept.value_fen), 0::bigint
    FROM kept LEFT JOIN lot USING (lot_id)
    WHERE kept.quantity <> 0 OR kept.value_fen <> 0
    UNION ALL
    SELECT 'lot_missing', kept.lot_id::text, NULL, NULL, kept.account_id, NULL, NULL
    FROM kept LEFT JOIN lot USING (lot_id)
    WHERE lot.lot_number IS NULL;
END
$$;
CREATE FUNCTION stockpile.find_missing_records() RETURNS SETOF stockpile.ledger_difference
    LANGUAGE sql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    SET enable_hashjoin TO 'off'
    AS $$
    WITH orphan AS MATERIALIZED (
        SELECT movement.document_id FROM stock_movement AS movement
        WHERE NOT EXISTS (SELECT FROM document WHERE document.document_id = movement.document_id)
    )
    -- Those that were sealed are told with the seal.
    SELECT 'document_missing', orphan.document_id::text, NULL::bigint, NULL::bigint, NULL::bigint, count(*), 0::bigint
    FROM orphan WHERE NOT EXISTS (SELECT FROM sealed_document WHERE sealed_document.document_id = orphan.document_id)
    GROUP BY orphan.document_id
    UNION ALL
    SELECT 'not_sealed', document.number, NULL, NULL, NULL, NULL, NULL
    FROM document WHERE document_id <= (SELECT lower_document_id FROM seal_mark)
      AND NOT EXISTS (SELECT FROM sealed_document WHERE sealed_document.document_id = document.document_id)
    UNION ALL
    SELECT 'reversal_mismatch', coalesce(document.number, marked.document_id::text), NULL, NULL, NULL, NULL, NULL
    FROM (SELECT document_id, line_no, reversal_document_id FROM reversed_line) AS marked
    FULL JOIN (SELECT DISTINCT reversal.reverses_document_id AS document_id, movement.line_no, reversal.document_id AS reversal_document_id
        FROM document AS reversal JOIN stock_movement AS movement USING (document_id)
        WHERE reversal.reverses_document_id IS NOT NULL) AS moved USING (document_id, line_no, reversal_document_id)
    LEFT JOIN document ON document.document_id = coalesce(marked.document_id, moved.document_id)
    WHERE marked.document_id IS NULL OR moved.document_id IS NULL
$$;
CREATE FUNCTION stockpile.find_moved_on_serials(p_movement stockpile.stock_movement, p_reverses_document_id bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(jsonb_agg(stockpile.serial_problem('SP120', p_movement, serial.serial_number)
        ORDER BY serial.serial_number COLLATE "C"), '[]')
    FROM stockpile.stock_movement AS original
    JOIN stockpile.movement_serial USING (movement_id)
    JOIN stockpile.serial USING (serial_id)
    JOIN stockpile.stock_account AS present ON present.account_id = serial.account_id
    JOIN stockpile.stock_account AS source ON source.account_id = p_movement.from_account_id
    WHERE original.document_id = p_reverses_document_id AND original.line_no = p_movement.line_no
      AND original.from_account_id = p_movement.to_account_id AND original.to_account_id = p_movement.from_account_id
      AND serial.account_id <> p_movement.from_account_id AND (source.is_stock OR present.is_stock)
$$;
CREATE FUNCTION stockpile.find_named_serials(p_movement stockpile.stock_movement, p_named text[], OUT picked bigint[], OUT wrong jsonb) RETURNS record
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(array_agg(judged.serial_id) FILTER (WHERE judged.code IS NULL), '{}'),
        coalesce(jsonb_agg(stockpile.serial_problem(judged.code, p_movement, judged.number) ORDER BY judged.number)
            FILTER (WHERE judged.code IS NOT NULL), '[]')
    FROM (
        SELECT named.number, serial.serial_id, CASE
            -- The same number twice in one line is one unit too few.
            WHEN row_number() OVER (PARTITION BY named.number) > 1 THEN 'SP626'
            WHEN serial.serial_id IS NULL THEN 'SP120'
            WHEN source.is_stock AND serial.account_id <> source.account_id THEN 'SP120'
            WHEN NOT source.is_stock AND present.is_stock THEN 'SP121'
            WHEN stockpile.serial_moved_after(serial.serial_id, p_movement.occurred_at) THEN 'SP122'
            END AS code
        FROM unnest(p_named) AS named (number)
        JOIN stockpile.stock_account AS source ON source.account_id = p_movement.from_account_id
        LEFT JOIN stockpile.serial ON serial.item_id = p_movement.item_id AND serial.serial_number = named.number
        LEFT JOIN stockpile.stock_account AS present ON present.account_id = serial.account_id
    ) AS judged
$$;
CREATE FUNCTION stockpile.find_negative_moments(p_after_position bigint) RETURNS SETOF stockpile.ledger_difference
    LANGUAGE plpgsql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
DECLARE
    v_account_ids bigint[];
BEGIN
    IF p_after_position = 0 THEN
        -- Where nothing came in after the first went out the balance only falls, and its end tells: no need to look at every moment.
        v_account_ids := ARRAY(
            SELECT account_id
            FROM (SELECT to_account_id AS account_id, quantity, occurred_at AS in_at, NULL::timestamptz AS out_at FROM stock_movement
                  UNION ALL SELECT from_account_id, -quantity, NULL, occurred_at FROM stock_movement) AS change
            GROUP BY account_id
            HAVING max(in_at) > min(out_at) OR sum(quantity) < 0);
    ELSE
        v_account_ids := ARRAY(
            SELECT DISTINCT account.account_id
            FROM (SELECT document_id FROM sealed_document WHERE position > p_after_position
                  UNION ALL
                  SELECT document_id FROM document WHERE document_id > (SELECT lower_document_id FROM seal_mark)
                      AND NOT EXISTS (SELECT FROM sealed_document WHERE sealed_document.document_id = document.document_id)) AS new
            JOIN stock_movement AS movement USING (document_id)
            CROSS JOIN LATERAL (VALUES (movement.from_account_id), (movement.to_account_id)) AS account (account_id));
    END IF;
    RETURN QUERY
        WITH suspect AS MATERIALIZED (
            SELECT account.account_id, account.quantity FROM unnest(v_account_ids) AS asked (account_id)
            JOIN stock_account AS account USING (account_id) WHERE account.is_stock
        ), running AS (
            -- All movements of one moment count together.
            SELECT change.account_id, suspect.quantity, change.document_id, change.occurred_at,
                sum(change.quantity) OVER (PARTITION BY change.account_id ORDER BY change.occurred_at) AS balance
            FROM suspect JOIN (
                SELECT to_account_id AS account_id, quantity, occurred_at, document_id FROM stock_movement
                UNION ALL SELECT from_account_id, -quantity, occurred_at, document_id FROM stock_movement) AS change USING (account_id)
        ), negative AS (
            SELECT account_id, quantity, min(balance) AS balance,
                (array_agg(document_id ORDER BY occurred_at, document_id))[1] AS document_id
            FROM running WHERE balance < 0 GROUP BY account_id, quantity
        )
        SELECT 'below_zero', document.number, sealed.position, NULL::bigint, negative.account_id, negative.quantity,
            negative.balance::bigint
        FROM negative LEFT JOIN document USING (document_id) LEFT JOIN sealed_document AS sealed USING (document_id);
END
$$;
CREATE FUNCTION stockpile.find_number_gaps() RETURNS SETOF stockpile.ledger_difference
    LANGUAGE sql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
    WITH series AS (
        SELECT place_id, rtrim(number, '0123456789') AS prefix, count(*) AS documents,
            max(substr(number, length(rtrim(number, '0123456789')) + 1)::bigint) AS highest
        FROM document GROUP BY place_id, rtrim(number, '0123456789')
    ), gap AS (
        SELECT coalesce(series.prefix, document_number_prefix(place.code, counter.number_code, counter.year)) AS prefix,
            counter.last_number, coalesce(series.documents, 0) AS documents, greatest(counter.last_number, series.highest) AS highest
        FROM (document_counter AS counter JOIN place USING (place_id)) FULL JOIN series
            ON series.place_id = counter.place_id AND split_part(series.prefix, '-', -3) = counter.number_code
            AND split_part(series.prefix, '-', -2) = counter.year::text
        WHERE (counter.last_number, counter.last_number) IS DISTINCT FROM (coalesce(series.documents, 0), coalesce(series.highest, 0))
    )
    SELECT 'number_gap', coalesce(missing.number, gap.prefix), NULL::bigint, NULL::bigint, NULL::bigint, gap.last_number, gap.documents
    FROM gap LEFT JOIN LATERAL (
        SELECT document_number(gap.prefix, n) AS number FROM generate_series(1, gap.highest) AS n
        WHERE NOT EXISTS (SELECT FROM document WHERE number = document_number(gap.prefix, n))
        ORDER BY n LIMIT 1) AS missing ON true
$$;
CREATE TABLE stockpile.rotation_plan (
    rotation_plan_id bigint NOT NULL,
    number text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    made_on date NOT NULL,
    until_on date NOT NULL,
    response_level text NOT NULL,
    scenarios text[] NOT NULL,
    value_at_risk_fen bigint NOT NULL,
    net_at_most_fen bigint NOT NULL,
    remarks text,
    made_by bigint NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    approved_by bigint,
    approved_at timestamp with time zone,
    cancelled_by bigint,
    cancelled_at timestamp with time zone,
    CONSTRAINT rotation_plan_approved_by_another CHECK ((approved_by <> made_by)),
    CONSTRAINT rotation_plan_level_is_one_of_four CHECK ((response_level = ANY (ARRAY['I'::text, 'II'::text, 'III'::text, 'IV'::text]))),
    CONSTRAINT rotation_plan_looks_ahead CHECK ((until_on > made_on)),
    CONSTRAINT rotation_plan_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'in_progress'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT rotation_plan_value_is_not_negative CHECK ((value_at_risk_fen >= 0)),
    CONSTRAINT rotation_plan_works_after_approval CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR (approved_by IS NOT NULL)))
);
CREATE TABLE stockpile.rotation_step (
    rotation_step_id bigint NOT NULL,
    rotation_plan_id bigint NOT NULL,
    step_no integer NOT NULL,
    number text NOT NULL,
    state text DEFAULT 'planned'::text NOT NULL,
    account_id bigint NOT NULL,
    quantity bigint NOT NULL,
    way text NOT NULL,
    to_place_id bigint,
    agreement_id bigint,
    planned_on date NOT NULL,
    used_on date,
    value_at_risk_fen bigint NOT NULL,
    saved_fen bigint NOT NULL,
    cost_fen bigint NOT NULL,
    why_not_better jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT rotation_step_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'done'::text, 'dropped'::text]))),
    CONSTRAINT rotation_step_swap_has_agreement CHECK (((way = 'swap'::text) OR (agreement_id IS NULL))),
    CONSTRAINT rotation_step_takes_something CHECK (((quantity > 0) AND (step_no > 0))),
    CONSTRAINT rotation_step_transfer_leads_somewhere CHECK (((way = 'transfer'::text) = (to_place_id IS NOT NULL))),
    CONSTRAINT rotation_step_values_are_not_negative CHECK (((value_at_risk_fen >= 0) AND (saved_fen >= 0) AND (cost_fen >= 0))),
    CONSTRAINT rotation_step_way_is_known CHECK ((way = ANY (ARRAY['swap'::text, 'use'::text, 'transfer'::text, 'sale'::text, 'donation'::text, 'extension_test'::text, 'disposal'::text])))
);
CREATE FUNCTION stockpile.find_planned_rotation_step(p_plan stockpile.rotation_plan, p_step_no integer) RETURNS stockpile.rotation_step
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_step rotation_step;
BEGIN
    SELECT * INTO v_step FROM rotation_step WHERE rotation_plan_id = p_plan.rotation_plan_id AND step_no = p_step_no;
    IF v_step.rotation_step_id IS NULL THEN
        PERFORM refuse('SP667', 'the plan has no such step', jsonb_build_object('number', p_plan.number, 'step_no', p_step_no,
            'steps_total', (SELECT count(*) FROM rotation_step WHERE rotation_plan_id = p_plan.rotation_plan_id)));
    END IF;
    IF v_step.state <> 'planned' THEN
        PERFORM refuse('SP501', 'the step stands in another state',
            jsonb_build_object('number', v_step.number, 'state', v_step.state));
    END IF;
    RETURN v_step;
END
$$;
CREATE FUNCTION stockpile.find_serial_differences() RETURNS SETOF stockpile.ledger_difference
    LANGUAGE sql STABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    SELECT 'serial_count', concat_ws(' ', lot.lot_number, place.code), NULL::bigint, NULL::bigint, account.account_id, account.quantity,
        count(serial.serial_id)
    FROM item
    JOIN stock_account AS account USING (item_id)
    JOIN lot USING (lot_id)
    JOIN place USING (place_id)
    LEFT JOIN serial ON serial.account_id = account.account_id
    WHERE item.is_serialised AND account.is_stock
    GROUP BY account.account_id, account.quantity, lot.lot_number, place.code
    HAVING account.quantity <> count(serial.serial_id)
    UNION ALL
    SELECT 'serial_misplaced', concat_ws(' ', item.code, serial.serial_number), NULL, NULL, serial.account_id, serial.account_id,
        last_move.to_account_id
    FROM serial
    JOIN item USING (item_id)
    LEFT JOIN LATERAL (
        SELECT movement.to_account_id FROM movement_serial JOIN stock_movement AS movement USING (movement_id)
        WHERE movement_serial.serial_id = serial.serial_id ORDER BY movement_id DESC LIMIT 1) AS last_move ON true
    WHERE last_move.to_account_id IS DISTINCT FROM serial.account_id
$$;
CREATE FUNCTION stockpile.follow_recovery(p_reversed_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM recovery_detail WHERE document_id = p_reversed_id
               AND issued_quantity < returned_quantity + reported_lost_quantity) THEN
        PERFORM refuse('SP663', 'goods of this issue have come back', jsonb_build_object('number',
            (SELECT number FROM document WHERE document_id = p_reversed_id)), 'reverse the returns first');
    END IF;
    PERFORM keep_recovery_task(subject_id, p_person_id)
    FROM (SELECT document_id AS subject_id FROM recovery_entry WHERE return_document_id = p_reversed_id
          UNION SELECT subject_id FROM task WHERE kind = 'recovery' AND subject_id = p_reversed_id) AS touched;
END
$$;
CREATE FUNCTION stockpile.follow_relabels(p_person_id bigint, p_lot_id bigint) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_move record;
    v_opened bigint := 0;
BEGIN
    FOR v_move IN
        SELECT extended.lot_id, movement.recorded_at, source.kind AS from_kind, source.place_id AS from_place_id,
            target.place_id AS to_place_id
        FROM (SELECT test.lot_id, max(approval.recorded_at) AS approved_at
            FROM lot_test_approval AS approval JOIN lot_test AS test USING (lot_test_id)
            WHERE p_lot_id IS NULL OR test.lot_id = p_lot_id GROUP BY test.lot_id) AS extended
        JOIN stock_account AS target ON target.lot_id = extended.lot_id AND target.kind IN ('stock', 'carrier')
        JOIN stock_movement AS movement ON movement.to_account_id = target.account_id AND movement.recorded_at > extended.approved_at
        JOIN stock_account AS source ON source.account_id = movement.from_account_id
        WHERE source.kind IN ('borrower', 'consumption') OR (source.kind IN ('stock', 'carrier') AND source.place_id <> target.place_id)
        ORDER BY movement.movement_id
    LOOP
        CONTINUE WHEN EXISTS (SELECT FROM task WHERE kind = 'relabel' AND subject_id = v_move.lot_id AND place_id = v_move.to_place_id
            AND (closed_at IS NULL OR closed_at > v_move.recorded_at));
        CONTINUE WHEN v_move.from_kind IN ('stock', 'carrier') AND NOT EXISTS (SELECT FROM task WHERE kind = 'relabel'
            AND subject_id = v_move.lot_id AND place_id = v_move.from_place_id AND (closed_at IS NULL OR closed_at > v_move.recorded_at));
        PERFORM open_task('relabel', lot.lot_id, lot.lot_number, v_move.to_place_id, NULL, task_due_at('relabel'), p_person_id,
            jsonb_build_object('item', item.code, 'expires_on', lot.expires_on))
        FROM lot JOIN item USING (item_id) WHERE lot.lot_id = v_move.lot_id;
        v_opened := v_opened + 1;
    END LOOP;
    PERFORM close_tasks('relabel', task.subject_id, task.place_id, p_person_id, 'dropped')
    FROM task
    WHERE task.kind = 'relabel' AND task.outcome IS NULL AND (p_lot_id IS NULL OR task.subject_id = p_lot_id)
      AND NOT EXISTS (SELECT FROM stock_account AS account WHERE account.lot_id = task.subject_id AND account.place_id = task.place_id
          AND account.holds AND account.kind <> 'borrower');
    RETURN v_opened;
END
$$;
CREATE FUNCTION stockpile.gap_task_kind(p_way text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE p_way WHEN 'purchase' THEN 'gap_purchase' WHEN 'agreement' THEN 'gap_promise' WHEN 'capacity' THEN 'gap_promise'
        ELSE 'gap_move' END
$$;
CREATE FUNCTION stockpile.guard_acceptance(p_document stockpile.document, p_purpose text, p_lines stockpile.posting_line[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_lines jsonb;
    v_owed jsonb;
BEGIN
    IF p_purpose = 'acceptance' THEN
        SELECT jsonb_agg(jsonb_build_object('line_no', line.line_no, 'lot', lot.lot_number, 'from_condition', line.from_condition,
            'to_condition', line.to_condition) ORDER BY line.line_no) INTO v_lines
        FROM unnest(p_lines) AS line JOIN lot USING (lot_id)
        WHERE line.from_condition <> 'in_inspection' OR line.to_condition NOT IN ('good', 'to_repair', 'to_scrap');
        IF v_lines IS NOT NULL THEN
            PERFORM refuse('SP520', 'an acceptance takes only what waits in inspection', jsonb_build_object('lines', v_lines),
                'change the condition of goods that were inspected before');
        END IF;
        SELECT jsonb_agg(due.owed ORDER BY due.place) INTO v_owed
        FROM (VALUES (1, 'reason', coalesce(p_document.reason, '')),
                     (2, 'evidence', coalesce(p_document.reference, '') || coalesce(p_document.attachments, '')))
            AS due (place, owed, given)
        WHERE due.given = '' AND EXISTS (SELECT FROM unnest(p_lines) AS line WHERE line.to_condition <> 'good');
        IF v_owed IS NOT NULL THEN
            PERFORM refuse('SP613', 'the document lacks what its purpose owes',
                jsonb_build_object('kind', p_document.kind, 'purpose', p_purpose, 'owed', v_owed), 'post it again with all of these');
        END IF;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('lot', lot.lot_number, 'item', item.code, 'receipt', taken_in.number) ORDER BY lot.lot_number)
    INTO v_lines
    FROM (SELECT DISTINCT lot_id FROM unnest(p_lines)) AS line
    JOIN lot USING (lot_id) JOIN item USING (item_id)
    CROSS JOIN LATERAL (SELECT sum(quantity) AS quantity FROM stock_account
        WHERE lot_id = line.lot_id AND kind = 'stock' AND condition <> 'good') AS waiting
    CROSS JOIN LATERAL (
        SELECT min(receipt.number) AS number
        FROM (SELECT document.number, document.person_id,
                sum(movement.quantity) OVER (ORDER BY movement.movement_id DESC) - movement.quantity AS newer
            FROM stock_account AS account
            JOIN stock_movement AS movement ON movement.to_account_id = account.account_id
            JOIN document ON document.document_id = movement.document_id
            WHERE account.lot_id = line.lot_id AND account.kind = 'stock' AND account.condition <> 'good' AND document.kind = 'receipt'
              AND NOT EXISTS (SELECT FROM reversed_line AS taken_back
                  WHERE taken_back.document_id = movement.document_id AND taken_back.line_no = movement.line_no)) AS receipt
        WHERE receipt.person_id = p_document.person_id AND receipt.newer < waiting.quantity) AS taken_in
    WHERE taken_in.number IS NOT NULL;
    IF v_lines IS NOT NULL THEN
        PERFORM refuse('SP519', 'whoever took the goods in does not accept them', jsonb_build_object('lines', v_lines,
            'person', (SELECT login FROM person WHERE person_id = p_document.person_id)), 'let another person inspect them');
    END IF;
END
$$;
CREATE FUNCTION stockpile.guard_adjustment(p_key text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM count_document JOIN stock_count USING (count_id) WHERE request_key = p_key AND state = 'posted') THEN
        PERFORM refuse('SP514', 'stock is adjusted by an approved count only', jsonb_build_object('key', p_key), 'plan a count');
    END IF;
END
$$;
CREATE FUNCTION stockpile.guard_agreement_load() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT pg_has_role(current_user, 'stockpile_owner', 'USAGE')
        AND NOT EXISTS (SELECT FROM stockpile.district WHERE xmin = pg_current_xact_id()::xid) THEN
        -- Not by refuse(), which the application may not call.
        RAISE EXCEPTION USING ERRCODE = 'SP605', MESSAGE = 'this database already belongs to a district',
            DETAIL = (SELECT jsonb_build_object('district', name) FROM stockpile.district)::text, HINT = 'make an agreement';
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.guard_belonging(p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_belongs boolean;
BEGIN
    IF p_purpose.kind = 'write_off' THEN
        v_belongs := EXISTS (SELECT FROM write_off WHERE write_off_id = p_document.write_off_id AND state = 'posted'
                             AND posted_by = p_document.person_id)
            AND NOT EXISTS (SELECT FROM document WHERE write_off_id = p_document.write_off_id AND kind = 'write_off')
            AND NOT EXISTS (
                SELECT FROM (SELECT lot_id, sum(quantity) AS quantity FROM unnest(p_lines) GROUP BY lot_id) AS line
                FULL JOIN (SELECT account.lot_id, sum(asked.quantity) AS quantity
                    FROM write_off_line AS asked JOIN stock_account AS account USING (account_id)
                    WHERE asked.write_off_id = p_document.write_off_id AND account.kind = 'stock' GROUP BY account.lot_id) AS asked
                    USING (lot_id)
                WHERE line.quantity IS DISTINCT FROM asked.quantity);
    ELSE
        v_belongs := p_document.order_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM unnest(p_lines) AS line
                WHERE NOT EXISTS (SELECT FROM allocation_order_line AS own
                    WHERE own.order_line_id = line.order_line_id AND own.order_id = p_document.order_id));
        IF v_belongs AND (p_purpose.from_availability = 'reserved' OR p_purpose.from_kind = 'carrier') THEN
            v_belongs := NOT EXISTS (
                SELECT FROM (SELECT order_line_id, lot_id, sum(quantity) AS quantity FROM unnest(p_lines)
                    GROUP BY order_line_id, lot_id) AS line
                LEFT JOIN (SELECT movement.order_line_id, movement.lot_id,
                        sum(CASE WHEN target.kind = p_purpose.from_kind AND target.availability = p_purpose.from_availability
                            THEN movement.quantity ELSE -movement.quantity END) AS quantity
                    FROM document JOIN stock_movement AS movement USING (document_id)
                    JOIN stock_account AS source ON source.account_id = movement.from_account_id
                    JOIN stock_account AS target ON target.account_id = movement.to_account_id
                    WHERE document.order_id = p_document.order_id AND (p_purpose.from_kind, p_purpose.from_availability)
                        IN ((source.kind, source.availability), (target.kind, target.availability))
                    GROUP BY movement.order_line_id, movement.lot_id) AS held USING (order_line_id, lot_id)
                WHERE line.quantity > coalesce(held.quantity, 0));
        END IF;
    END IF;
    IF NOT v_belongs THEN
        PERFORM refuse('SP507', 'documents of this kind come from an order or a write-off',
            jsonb_build_object('kind', p_document.kind, 'purpose', p_document.purpose));
    END IF;
END
$$;
CREATE FUNCTION stockpile.guard_bins(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_refused jsonb;
    v_code text;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.bin'));
    SELECT min(broken.code), jsonb_agg(jsonb_build_object('code', broken.code, 'line_no', line.line_no,
               'bin', coalesce(target.code, source.code), 'place', place.code) ORDER BY line.line_no)
    INTO v_code, v_refused
    FROM unnest(p_lines) AS line
    LEFT JOIN bin AS source ON source.bin_id = line.from_bin_id
    LEFT JOIN bin AS target ON target.bin_id = line.to_bin_id
    LEFT JOIN place ON place.place_id = line.to_place_id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN line.from_bin_id IS NOT NULL AND source.place_id IS DISTINCT FROM line.from_place_id THEN 'SP620'
        WHEN line.to_bin_id IS NOT NULL AND target.place_id IS DISTINCT FROM line.to_place_id THEN 'SP620'
        WHEN p_purpose.purpose = 'rebinning' AND line.from_place_id <> line.to_place_id THEN 'SP620'
        WHEN p_purpose.purpose = 'rebinning' AND line.from_bin_id IS NOT DISTINCT FROM line.to_bin_id THEN 'SP621'
        WHEN target.retired_on IS NOT NULL AND line.to_bin_id IS DISTINCT FROM line.from_bin_id AND p_purpose.kind <> 'adjustment'
            THEN 'SP622'
        END AS code) AS broken
    WHERE broken.code IS NOT NULL;
    IF v_code IS NOT NULL THEN
        PERFORM refuse(v_code, CASE v_code
                WHEN 'SP620' THEN 'a bin is not one of the place'
                WHEN 'SP621' THEN 'goods cannot be moved from a bin to itself'
                ELSE 'the bin is retired: nothing more is put there' END,
            jsonb_build_object('lines', v_refused));
    END IF;
END
$$;
CREATE FUNCTION stockpile.guard_loan(p_document stockpile.document) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_lines jsonb;
BEGIN
    IF p_document.kind = 'issue' THEN
        IF p_document.due_on < (p_document.occurred_at AT TIME ZONE district_zone())::date THEN
            PERFORM refuse('SP117', 'the goods would be due before they were lent', jsonb_build_object('due_on', p_document.due_on,
                'occurred_at', p_document.occurred_at), 'give a day that has not passed');
        END IF;
        PERFORM open_task('loan_due', p_document.document_id, p_document.number, p_document.place_id, NULL,
            (p_document.due_on + 1)::timestamp AT TIME ZONE district_zone() - interval '1 second', p_document.person_id,
            jsonb_build_object('borrower', p_document.borrower));
    ELSIF p_document.kind = 'receipt' THEN
        SELECT jsonb_agg(jsonb_build_object('line_no', given.line_no, 'item', item.code, 'item_name', item.name,
            'item_name_en', item.name_en, 'base_unit', item.base_unit, 'lot', lot.lot_number, 'asked', given.quantity,
            'available', coalesce(loan.quantity + given.quantity, 0)) ORDER BY given.line_no)
        INTO v_lines
        FROM (SELECT from_account_id, lot_id, item_id, min(line_no) AS line_no, sum(quantity) AS quantity
              FROM stock_movement WHERE document_id = p_document.document_id GROUP BY from_account_id, lot_id, item_id) AS given
        JOIN item ON item.item_id = given.item_id
        JOIN lot ON lot.lot_id = given.lot_id
        LEFT JOIN loan_detail AS loan
            ON loan.document_id = p_document.loan_document_id AND loan.account_id = given.from_account_id
        WHERE coalesce(loan.quantity, -1) < 0;
        IF v_lines IS NOT NULL THEN
            PERFORM refuse('SP111', 'more than is out on this loan', jsonb_build_object('number',
                (SELECT number FROM document WHERE document_id = p_document.loan_document_id), 'lines', v_lines),
                'see what is out, and name the loan the goods were lent with');
        END IF;
    ELSIF p_document.kind = 'reversal' AND EXISTS (
        SELECT FROM loan_detail WHERE document_id = p_document.reverses_document_id AND quantity < 0) THEN
        PERFORM refuse('SP517', 'goods of this loan have come back', jsonb_build_object(
            'number', (SELECT number FROM document WHERE document_id = p_document.reverses_document_id),
            'returns', (SELECT string_agg(number, ', ' ORDER BY document_id) FROM document AS back
                WHERE back.loan_document_id = p_document.reverses_document_id
                  AND NOT EXISTS (SELECT FROM document AS reversal WHERE reversal.reverses_document_id = back.document_id))),
            'reverse the returns first');
    END IF;
    PERFORM keep_loan_task(coalesce(p_document.loan_document_id, original.loan_document_id, original.document_id), p_document.person_id)
    FROM (SELECT 1) AS one LEFT JOIN document AS original ON original.document_id = p_document.reverses_document_id
    WHERE p_document.kind <> 'issue';
END
$$;
CREATE FUNCTION stockpile.guard_posting(p_document stockpile.document, p_permission text) RETURNS text
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_zone text;
    v_allowed boolean;
    v_closed text;
BEGIN
    SELECT zone.name,
        EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                WHERE person_id = p_document.person_id AND permission = p_permission),
        (SELECT max(period) FROM period WHERE state = 'closed'
            AND period >= to_char(coalesce(p_document.occurred_at, v_now) AT TIME ZONE zone.name, 'YYYY-MM'))
    INTO v_zone, v_allowed, v_closed
    FROM (SELECT coalesce((SELECT time_zone FROM district), 'UTC') AS name) AS zone;
    IF NOT v_allowed THEN
        PERFORM require_permission(p_document.person_id, p_permission);
    END IF;
    IF p_document.occurred_at IS NOT NULL THEN
        IF p_document.occurred_at > v_now THEN
            PERFORM refuse('SP302', 'goods cannot have moved in the future',
                jsonb_build_object('occurred_at', p_document.occurred_at), 'leave the time out, or give one that has passed');
        END IF;
        -- A century that no goods here have seen: such a time is a mistake, and some programs cannot read it.
        IF p_document.occurred_at < '1900-01-01' THEN
            PERFORM refuse('SP610', 'goods did not move so long ago', jsonb_build_object('dates', jsonb_build_array(jsonb_build_object(
                'field', 'occurred_at', 'value', p_document.occurred_at, 'expected', '>= 1900-01-01'))));
        END IF;
    END IF;
    IF v_closed IS NOT NULL THEN
        PERFORM refuse('SP301', format('everything up to the period %s is closed', v_closed),
            jsonb_build_object('period', v_closed, 'occurred_at', p_document.occurred_at),
            'post with a date in an open period, and name the closed period it is about');
    END IF;
    RETURN v_zone;
END
$$;
CREATE FUNCTION stockpile.guard_purpose(p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[], p_key text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF 'count' = ANY (p_purpose.guards) THEN
        PERFORM guard_adjustment(p_key);
    END IF;
    IF 'belonging' = ANY (p_purpose.guards) THEN
        PERFORM guard_belonging(p_document, p_purpose, p_lines);
    ELSIF 'return' = ANY (p_purpose.guards) THEN
        PERFORM guard_return(p_lines);
    ELSIF 'acceptance' = ANY (p_purpose.guards) THEN
        PERFORM guard_acceptance(p_document, p_purpose.purpose, p_lines);
    END IF;
    IF 'owed' = ANY (p_purpose.guards) THEN
        PERFORM require_owed(p_document, p_purpose, p_lines);
    END IF;
END
$$;
CREATE FUNCTION stockpile.guard_recall_return(p_recall_id bigint, p_holder_kind text, p_number text, p_quantity bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_document_id bigint;
    v_available bigint;
BEGIN
    IF p_number IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT document_id INTO v_document_id FROM document
    WHERE number = p_number AND kind = 'receipt' AND purpose = 'return' AND p_holder_kind = 'consumption';
    SELECT coalesce(sum(movement.quantity), 0)
    INTO v_available
    FROM stock_movement AS movement
    JOIN recall_lot AS recalled ON recalled.lot_id = movement.lot_id AND recalled.recall_id = p_recall_id
    WHERE movement.document_id = v_document_id AND NOT EXISTS (SELECT FROM reversed_line AS back
        WHERE back.document_id = movement.document_id AND back.line_no = movement.line_no);
    v_available := v_available - coalesce((SELECT sum(quantity) FROM recall_progress WHERE document_id = v_document_id), 0);
    IF p_quantity > v_available THEN
        PERFORM refuse('SP673', 'the document did not bring back so much of the recalled goods',
            jsonb_build_object('number', p_number, 'asked', p_quantity, 'available', v_available));
    END IF;
    RETURN v_document_id;
END
$$;
CREATE FUNCTION stockpile.guard_return(p_lines stockpile.posting_line[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_refused jsonb;
BEGIN
    PERFORM lock_lots(ARRAY(SELECT lot_id FROM unnest(p_lines) WHERE lot_id IS NOT NULL));
    SELECT jsonb_agg(jsonb_build_object('line_no', line.line_no, 'item', item.code, 'item_name', item.name, 'item_name_en', item.name_en,
        'lot', lot.lot_number, 'asked', line.quantity, 'available', used.quantity, 'base_unit', item.base_unit) ORDER BY line.line_no)
    INTO v_refused
    FROM (SELECT lot_id, min(line_no) AS line_no, sum(quantity)::bigint AS quantity FROM unnest(p_lines)
          WHERE lot_id IS NOT NULL GROUP BY lot_id) AS line
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id
    CROSS JOIN LATERAL (SELECT coalesce(sum(account.quantity), 0)::bigint AS quantity FROM stock_account AS account
                        WHERE account.lot_id = line.lot_id AND account.kind = 'consumption') AS used
    WHERE line.quantity > used.quantity;
    IF v_refused IS NOT NULL THEN
        PERFORM refuse('SP112', 'more is given back than was given out', jsonb_build_object('lines', v_refused),
            'receive what comes from elsewhere under a number of its own');
    END IF;
END
$$;
CREATE FUNCTION stockpile.guard_serials(p_lines stockpile.posting_line[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_refused jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('line_no', line.line_no, 'item', item.code) ORDER BY line.line_no) INTO v_refused
    FROM unnest(p_lines) AS line
    LEFT JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = coalesce(lot.item_id, line.item_id)
    WHERE cardinality(line.serials) > 0 AND NOT item.is_serialised;
    IF v_refused IS NOT NULL THEN
        PERFORM refuse('SP627', 'the item is not kept by serial number', jsonb_build_object('lines', v_refused), 'leave the numbers out');
    END IF;
END
$$;
CREATE FUNCTION stockpile.guard_town_figures() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_found jsonb;
BEGIN
    SELECT jsonb_build_object('scenario', scenario.code, 'driver', figure.driver, 'district_value', figure.value,
            'towns_value', sum(own.value))
    INTO v_found
    FROM scenario_town_driver AS own
    JOIN scenario_driver AS figure USING (scenario_id, driver)
    JOIN scenario USING (scenario_id)
    WHERE own.scenario_id = new.scenario_id
    GROUP BY scenario.code, figure.driver, figure.value
    HAVING sum(own.value) <> figure.value
        OR count(*) <> (SELECT count(*) FROM scenario_town AS town WHERE town.scenario_id = new.scenario_id)
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP674', 'the figures of the towns are not that of the district', v_found);
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.hash_accounts(p_block_no bigint) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT sha256(convert_to(coalesce(string_agg(
        account_id || E'\t' || encode(content_sha256, 'hex') || E'\n', '' ORDER BY account_id), ''), 'UTF8'))
    FROM stockpile.sealed_account WHERE block_no = p_block_no
$$;
CREATE FUNCTION stockpile.hash_block(p_block stockpile.ledger_block) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT sha256(convert_to(concat_ws(E'\t', 'block', p_block.block_no, p_block.first_position, p_block.last_position,
        stockpile.exact(p_block.sealed_at), encode(p_block.documents_sha256, 'hex'), encode(p_block.accounts_sha256, 'hex'),
        encode(p_block.previous_sha256, 'hex')) || E'\n',
        'UTF8'))
$$;
CREATE FUNCTION stockpile.hash_documents(p_first bigint, p_last bigint) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT sha256(convert_to(coalesce(string_agg(
        position || E'\t' || document_id || E'\t' || encode(content_sha256, 'hex') || E'\n', '' ORDER BY position), ''), 'UTF8'))
    FROM stockpile.sealed_document WHERE position BETWEEN p_first AND p_last
$$;
CREATE TABLE stockpile.stock_account (
    account_id bigint NOT NULL,
    kind text NOT NULL,
    item_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    place_id bigint NOT NULL,
    bin_id bigint,
    owner_id bigint NOT NULL,
    condition text NOT NULL,
    availability text NOT NULL,
    quantity bigint DEFAULT 0 NOT NULL,
    value_fen bigint DEFAULT 0 NOT NULL,
    last_occurred_at timestamp with time zone,
    is_stock boolean NOT NULL,
    holds boolean NOT NULL,
    CONSTRAINT stock_account_never_below_zero CHECK (
CASE
    WHEN is_stock THEN ((quantity >= 0) AND (value_fen >= 0) AND (holds = (quantity > 0)) AND (holds OR (value_fen = 0)))
    ELSE (NOT holds)
END)
)
WITH (fillfactor='70');
CREATE FUNCTION stockpile.insert_account(p_account stockpile.stock_account) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_account_id bigint;
BEGIN
    INSERT INTO stock_account AS known (kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, quantity, value_fen,
        last_occurred_at, is_stock, holds)
    VALUES (p_account.kind, p_account.item_id, p_account.lot_id, p_account.place_id, p_account.bin_id, p_account.owner_id,
        p_account.condition, p_account.availability, p_account.quantity, p_account.value_fen, p_account.last_occurred_at,
        is_inside(p_account.kind), is_inside(p_account.kind) AND p_account.quantity > 0)
    ON CONFLICT ON CONSTRAINT stock_account_is_one DO UPDATE SET
        quantity = known.quantity + excluded.quantity, value_fen = known.value_fen + excluded.value_fen,
        last_occurred_at = greatest(known.last_occurred_at, excluded.last_occurred_at),
        holds = known.is_stock AND known.quantity + excluded.quantity > 0
    RETURNING account_id INTO v_account_id;
    RETURN v_account_id;
END
$$;
CREATE FUNCTION stockpile.insert_child_lots(p_lines stockpile.posting_line[], p_document stockpile.document) RETURNS stockpile.posting_line[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_parent lot;
    v_child lot;
    i integer;
BEGIN
    FOR i IN 1 .. cardinality(p_lines) LOOP
        -- Quantities of one lot from several balances go into one lot.
        IF i > 1 AND (p_lines[i].lot_id, p_lines[i].reserve_category, p_lines[i].funding_source, p_lines[i].lot_number)
            IS NOT DISTINCT FROM (v_parent.lot_id, p_lines[i - 1].reserve_category, p_lines[i - 1].funding_source,
                p_lines[i - 1].lot_number) THEN
            p_lines[i].to_lot_id := v_child.lot_id;
            CONTINUE;
        END IF;
        SELECT * INTO v_parent FROM lot WHERE lot_id = p_lines[i].lot_id;
        IF NOT FOUND THEN
            PERFORM refuse('SP601', 'a line names a lot that does not exist', jsonb_build_object('lines', cardinality(p_lines)));
        END IF;
        v_child := v_parent;
        v_child.lot_id := nextval('stockpile.lot_lot_id_seq');
        v_child.parent_lot_id := v_parent.lot_id;
        v_child.reserve_category := coalesce(p_lines[i].reserve_category, v_parent.reserve_category);
        v_child.funding_source := coalesce(p_lines[i].funding_source, v_parent.funding_source);
        v_child.lot_number := coalesce(p_lines[i].lot_number, v_parent.lot_number || '-' || v_child.lot_id % 100000000);
        IF (v_child.reserve_category, v_child.funding_source) = (v_parent.reserve_category, v_parent.funding_source) THEN
            PERFORM refuse('SP614', 'the goods are so already',
                jsonb_build_object('line_no', p_lines[i].line_no, 'purpose', p_document.purpose));
        END IF;
        INSERT INTO lot SELECT v_child.* ON CONFLICT (item_id, lot_number) DO NOTHING;
        IF NOT FOUND THEN
            PERFORM refuse('SP608', format('lot %s of this item exists already', v_child.lot_number),
                jsonb_build_object('line_no', p_lines[i].line_no, 'lot_number', v_child.lot_number), 'give the child lot another number');
        END IF;
        INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, stop_issue_on, reason, source, shelf_life_rule_id, person_id)
        SELECT v_child.lot_id, v_parent.expires_on, v_parent.warn_on, v_parent.rotate_by_on, v_parent.stop_issue_on, 'reclassification',
            newest.source, newest.shelf_life_rule_id, p_document.person_id
        FROM (SELECT max(lot_date_id) AS lot_date_id FROM lot_date WHERE lot_id = v_parent.lot_id) AS said
        LEFT JOIN lot_date AS newest USING (lot_date_id);
        p_lines[i].to_lot_id := v_child.lot_id;
    END LOOP;
    RETURN p_lines;
END
$$;
CREATE FUNCTION stockpile.insert_confidence_rule(p_person_id bigint, p_rule jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_rule confidence_rule := jsonb_populate_record(NULL::confidence_rule, p_rule);
BEGIN
    PERFORM require_permission(p_person_id, 'make_confidence_rule');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.confidence_rule'));
    INSERT INTO confidence_rule (version, name, source, valid_from, never_percent, broken_points, kept_points, kept_points_max,
        promise_days, person_id)
    VALUES ((SELECT coalesce(max(version), 0) + 1 FROM confidence_rule), v_rule.name, v_rule.source, v_rule.valid_from,
        v_rule.never_percent, v_rule.broken_points, v_rule.kept_points, v_rule.kept_points_max, v_rule.promise_days, p_person_id)
    RETURNING version INTO v_rule.version;
    INSERT INTO confidence_band (version, kind, days_max, percent)
    SELECT v_rule.version, kind, days_max, percent
    FROM jsonb_to_recordset(p_rule -> 'bands') AS band (kind text, days_max integer, percent integer);
    RETURN v_rule.version;
END
$$;
CREATE FUNCTION stockpile.insert_frozen_report(p_person_id bigint, p_head jsonb, p_report text, p_inputs text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_report frozen_report := jsonb_populate_record(NULL::frozen_report, p_head - 'head_sha256');
    v_head bytea := decode(p_head ->> 'head_sha256', 'hex');
BEGIN
    PERFORM require_permission(p_person_id, 'freeze_report');
    IF v_report.position > 0
        AND NOT EXISTS (SELECT FROM ledger_block WHERE last_position = v_report.position AND block_sha256 = v_head) THEN
        PERFORM refuse('SP506', 'no block of the ledger ends there', jsonb_build_object('position', v_report.position));
    END IF;
    INSERT INTO frozen_report (number, response_level, scenario_id, report_on, until_on, standard_id, rule_version, verdict, short,
        first_short_on, position, head_sha256, report, report_sha256, inputs, inputs_sha256, frozen_by)
    VALUES (next_district_number('BG'), v_report.response_level,
        (SELECT scenario_id FROM scenario WHERE code = p_head ->> 'scenario'), v_report.report_on, v_report.until_on,
        (SELECT standard_id FROM standard
         WHERE code = p_head ->> 'standard' AND version = (p_head ->> 'standard_version')::integer),
        v_report.rule_version, v_report.verdict, v_report.short, v_report.first_short_on, v_report.position, v_head,
        p_report, sha256(convert_to(p_report, 'UTF8')), p_inputs, sha256(convert_to(p_inputs, 'UTF8')), p_person_id)
    RETURNING * INTO v_report;
    RETURN v_report.number;
END
$$;
CREATE FUNCTION stockpile.insert_gap_plan(p_person_id bigint, p_plan jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_plan gap_plan := jsonb_populate_record(NULL::gap_plan, p_plan);
BEGIN
    PERFORM require_permission(p_person_id, 'plan_gap');
    IF coalesce(jsonb_array_length(p_plan -> 'steps'), 0) = 0 THEN
        PERFORM refuse('SP672', 'there is nothing to do about the gap, or no way to do it',
            jsonb_build_object('scenario', p_plan ->> 'scenario', 'short', v_plan.short_after));
    END IF;
    INSERT INTO gap_plan (number, response_level, scenario_id, made_on, by_on, budget_fen, cost_fen, yearly_fen, yearly_at_least_fen,
        verdict_before, verdict_after, short_before, short_after, remarks, made_by)
    VALUES (next_district_number('QK'), v_plan.response_level, (SELECT scenario_id FROM scenario WHERE code = p_plan ->> 'scenario'),
        v_plan.made_on, v_plan.by_on, v_plan.budget_fen, v_plan.cost_fen, v_plan.yearly_fen, v_plan.yearly_at_least_fen,
        v_plan.verdict_before, v_plan.verdict_after, v_plan.short_before, v_plan.short_after, v_plan.remarks, p_person_id)
    RETURNING * INTO v_plan;
    INSERT INTO gap_plan_step (gap_plan_id, step_no, way, item_id, reserve_category, quantity, supplier, from_place_id, to_place_id,
        unit_fen, cost_fen, yearly_fen, ready_on)
    SELECT v_plan.gap_plan_id, step.step_no, step.way, item.item_id, step.category, step.quantity, step.supplier, origin.place_id,
        place.place_id, step.unit_fen, step.cost_fen, step.yearly_fen, step.ready_on
    FROM jsonb_to_recordset(p_plan -> 'steps') AS step (step_no integer, way text, item text, category text, quantity bigint,
        supplier text, from_place text, to_place text, unit_fen bigint, cost_fen bigint, yearly_fen bigint, ready_on date)
    JOIN item ON item.code = step.item
    JOIN place ON place.code = step.to_place
    LEFT JOIN place AS origin ON origin.code = step.from_place;
    RETURN v_plan.number;
END
$$;
CREATE FUNCTION stockpile.insert_lot(p_line stockpile.posting_line, p_place_id bigint, p_person_id bigint, p_received_on date) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_lot_id bigint := nextval('stockpile.lot_lot_id_seq');
    v_received_on date := coalesce(p_line.received_on, p_received_on);
    v_number text := coalesce(p_line.lot_number, (SELECT code FROM place WHERE place_id = p_place_id)
        || '-' || to_char(v_received_on, 'YYYYMMDD') || '-' || v_lot_id % 100000000);
BEGIN
    INSERT INTO lot (lot_id, item_id, lot_number, reserve_category, funding_source, origin, legacy_group, manufactured_on,
                     received_on, unit_cost_fen, expires_on, warn_on, rotate_by_on)
    VALUES (v_lot_id, p_line.item_id, v_number, p_line.reserve_category, p_line.funding_source, p_line.origin, p_line.legacy_group,
            p_line.manufactured_on, v_received_on, p_line.unit_cost_fen, p_line.expires_on, p_line.warn_on, p_line.rotate_by_on)
    ON CONFLICT (item_id, lot_number) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP608', format('lot %s of this item exists already', v_number),
            jsonb_build_object('line_no', p_line.line_no, 'lot_number', v_number), 'give the new goods a lot number of their own');
    END IF;
    INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, reason, person_id)
    VALUES (v_lot_id, p_line.expires_on, p_line.warn_on, p_line.rotate_by_on, 'receipt', p_person_id);
    RETURN v_lot_id;
END
$$;
CREATE FUNCTION stockpile.insert_lots(p_lines stockpile.posting_line[], p_document stockpile.document) RETURNS stockpile.posting_line[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_today date := (coalesce(p_document.occurred_at, clock_timestamp()) AT TIME ZONE district_zone())::date;
    v_retired jsonb;
    i integer;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('line_no', line.line_no, 'item', item.code, 'retired_on', item.retired_on))
    INTO v_retired
    FROM unnest(p_lines) AS line
    -- OFFSET 0 keeps the look-up by key: a plan made for any number of lines would read all items instead.
    CROSS JOIN LATERAL (SELECT code, retired_on FROM item WHERE item.item_id = line.item_id OFFSET 0) AS item
    WHERE item.retired_on <= v_today;
    IF v_retired IS NOT NULL THEN
        PERFORM refuse('SP604', 'the item is retired: nothing more of it is received', jsonb_build_object('lines', v_retired));
    END IF;
    FOR i IN 1 .. cardinality(p_lines) LOOP
        IF p_lines[i].lot_id IS NULL THEN
            p_lines[i].lot_id := insert_lot(p_lines[i], p_document.place_id, p_document.person_id, v_today);
        END IF;
    END LOOP;
    RETURN p_lines;
END
$$;
CREATE FUNCTION stockpile.insert_order(p_order jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_person_id bigint := (p_order ->> 'person_id')::bigint;
    v_number text;
    v_order_id bigint;
    v_line_ids jsonb;
BEGIN
    PERFORM require_permission(v_person_id, 'issue_order');
    IF p_order ->> 'state' NOT IN ('issued', 'partly_reserved') THEN
        PERFORM refuse('SP501', 'an order begins as issued', jsonb_build_object('state', p_order ->> 'state'));
    END IF;
    v_number := next_district_number('DB');
    INSERT INTO allocation_order (number, state, incident, issued_by, due_at, allows_part, remarks)
    VALUES (v_number, p_order ->> 'state', p_order ->> 'incident', v_person_id,
            clock_timestamp() + make_interval(hours => (p_order ->> 'due_hours')::integer),
            (p_order ->> 'allows_part')::boolean, p_order ->> 'remarks')
    RETURNING order_id INTO v_order_id;
    WITH line AS (
        INSERT INTO allocation_order_line (order_id, line_no, item_id, quantity, to_place_id)
        SELECT v_order_id, line_no, item_id, quantity, to_place_id
        FROM jsonb_to_recordset(p_order -> 'lines')
            AS line (line_no integer, item_id bigint, quantity bigint, to_place_id bigint)
        ORDER BY line_no RETURNING order_line_id, line_no
    )
    SELECT jsonb_agg(order_line_id ORDER BY line_no) INTO v_line_ids FROM line;
    INSERT INTO allocation_order_event (order_id, event_no, state, person_id)
    VALUES (v_order_id, 1, p_order ->> 'state', v_person_id);
    RETURN jsonb_build_object('order_id', v_order_id, 'number', v_number, 'order_line_ids', v_line_ids);
END
$$;
CREATE FUNCTION stockpile.insert_people(p_people jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM person WHERE login <> 'worker') THEN
        PERFORM refuse('SP605', 'the people of this district are known already',
            (SELECT jsonb_build_object('district', name) FROM district));
    END IF;
    INSERT INTO person (login, name, name_en, telephone, source)
    SELECT who ->> 'login', who ->> 'name', who ->> 'name_en', who ->> 'telephone', who ->> 'source'
    FROM jsonb_array_elements(p_people) WITH ORDINALITY AS row (who, position)
    ORDER BY position;
    INSERT INTO person_role (person_id, role)
    SELECT person.person_id, role
    FROM jsonb_array_elements(p_people) AS who
    CROSS JOIN LATERAL jsonb_array_elements_text(who -> 'roles') AS role
    JOIN person ON person.login = who ->> 'login';
END
$$;
CREATE FUNCTION stockpile.insert_period_balances(p_period text) RETURNS void
    LANGUAGE plpgsql
    SET work_mem TO '128MB'
    SET enable_nestloop TO 'off'
    SET jit TO 'off'
    AS $$
DECLARE
    v_before text := (SELECT max(period) FROM period WHERE state = 'closed' AND period < p_period);
    v_start timestamptz := coalesce(period_end(v_before), '-infinity');
BEGIN
    INSERT INTO period_balance (period, account_id, item_id, place_id, quantity, value_fen)
    SELECT p_period, account_id, account.item_id, account.place_id, moved.quantity, moved.value_fen
    FROM (
        SELECT account_id, whole_sum(quantity) AS quantity, whole_sum(value_fen) AS value_fen
        FROM (
            SELECT account_id, quantity, value_fen FROM period_balance WHERE period = v_before
            UNION ALL
            SELECT to_account_id, quantity, value_fen FROM stock_movement
            WHERE occurred_at >= v_start AND occurred_at < period_end(p_period)
            UNION ALL
            SELECT from_account_id, -quantity, -value_fen FROM stock_movement
            WHERE occurred_at >= v_start AND occurred_at < period_end(p_period)
        ) AS change
        GROUP BY account_id HAVING whole_sum(quantity) <> 0 OR whole_sum(value_fen) <> 0
    ) AS moved JOIN stock_account AS account USING (account_id)
    WHERE account.is_stock ORDER BY account_id;
END
$$;
CREATE FUNCTION stockpile.insert_rotation_plan(p_person_id bigint, p_plan jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_plan rotation_plan := jsonb_populate_record(NULL::rotation_plan, p_plan);
BEGIN
    PERFORM require_permission(p_person_id, 'plan_rotation');
    IF coalesce(jsonb_array_length(p_plan -> 'steps'), 0) = 0 THEN
        PERFORM refuse('SP666', 'there is nothing to rotate that there is a way for', jsonb_build_object('until_on', v_plan.until_on));
    END IF;
    INSERT INTO rotation_plan (number, made_on, until_on, response_level, scenarios, value_at_risk_fen, net_at_most_fen, remarks, made_by)
    VALUES (next_district_number('LH'), v_plan.made_on, v_plan.until_on, v_plan.response_level, v_plan.scenarios,
            v_plan.value_at_risk_fen, v_plan.net_at_most_fen, v_plan.remarks, p_person_id)
    RETURNING * INTO v_plan;
    INSERT INTO rotation_step (rotation_plan_id, step_no, number, account_id, quantity, way, to_place_id, agreement_id, planned_on,
        used_on, value_at_risk_fen, saved_fen, cost_fen, why_not_better)
    SELECT v_plan.rotation_plan_id, step.step_no, v_plan.number || '/' || step.step_no, step.account_id, step.quantity, step.way,
        place.place_id, agreement.agreement_id, step.planned_on, step.used_on, step.value_at_risk_fen, step.saved_fen, step.cost_fen,
        step.why_not_better
    FROM jsonb_to_recordset(p_plan -> 'steps') AS step (step_no integer, account_id bigint, quantity bigint, way text, to_place text,
        agreement text, planned_on date, used_on date, value_at_risk_fen bigint, saved_fen bigint, cost_fen bigint,
        why_not_better jsonb)
    LEFT JOIN place ON place.code = step.to_place
    LEFT JOIN agreement ON agreement.number = step.agreement;
    PERFORM add_rotation_event(v_plan.rotation_plan_id, NULL, 'draft', p_person_id, v_plan.remarks);
    RETURN v_plan.number;
END
$$;
CREATE FUNCTION stockpile.insert_standards(p_person_id bigint, p_content jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_known text;
BEGIN
    PERFORM require_permission(p_person_id, 'draft_standard');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.standard'));
    SELECT format('%s/%s', known.code, known.version) INTO v_known
    FROM standard AS known
    JOIN jsonb_to_recordset(p_content -> 'standards') AS draft (code text, version integer)
        ON known.code = draft.code AND known.version >= draft.version
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP656', 'there is this version or a newer one already', jsonb_build_object('standard', v_known));
    END IF;
    INSERT INTO driver (driver, name, name_en, unit, source)
    SELECT code, name, name_en, unit, source
    FROM jsonb_to_recordset(p_content -> 'drivers') AS draft (code text, name text, name_en text, unit text, source text);
    PERFORM write_standards(p_content, p_person_id);
END
$$;
CREATE FUNCTION stockpile.insert_write_off(p_write_off jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_person_id bigint := (p_write_off ->> 'person_id')::bigint;
    v_number text;
    v_write_off_id bigint;
BEGIN
    PERFORM require_permission(v_person_id, 'request_write_off');
    v_number := next_district_number('HX');
    INSERT INTO write_off (number, place_id, reason, requested_by)
    VALUES (v_number, (p_write_off ->> 'place_id')::bigint, p_write_off ->> 'reason', v_person_id)
    RETURNING write_off_id INTO v_write_off_id;
    INSERT INTO write_off_line (write_off_id, line_no, account_id, quantity, serials)
    SELECT v_write_off_id, line_no, account_id, quantity, nullif(serials, '{}')
    FROM jsonb_to_recordset(p_write_off -> 'lines') AS line (line_no integer, account_id bigint, quantity bigint, serials text[]);
    RETURN v_number;
END
$$;
CREATE FUNCTION stockpile.inspect_capacity(p_person_id bigint, p_agreement_id bigint, p_item_id bigint, p_place_id bigint, p_raw_material_days integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_proof_id bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'record_proof');
    SELECT max(proof_id) INTO v_proof_id FROM proof_of_stock
    WHERE agreement_id = p_agreement_id AND item_id = p_item_id AND place_id = p_place_id AND form = 'capacity'
      AND person_id = p_person_id AND xmin = pg_current_xact_id()::xid;
    IF v_proof_id IS NULL THEN
        PERFORM refuse('SP659', 'nothing was proved of that line just now', jsonb_build_object('number',
            (SELECT number FROM agreement WHERE agreement_id = p_agreement_id)));
    END IF;
    INSERT INTO capacity_inspection (proof_id, raw_material_days) VALUES (v_proof_id, p_raw_material_days);
END
$$;
CREATE FUNCTION stockpile.is_account(p_kind text, p_condition text, p_availability text, p_is_stock boolean) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
BEGIN
    RETURN p_kind IN ('stock', 'carrier', 'borrower', 'supplier', 'consumption', 'loss', 'adjustment')
        AND p_condition IN ('good', 'in_inspection', 'to_repair', 'to_scrap')
        AND p_availability IN ('free', 'reserved', 'held')
        AND p_is_stock = stockpile.is_inside(p_kind);
END
$$;
CREATE FUNCTION stockpile.is_for_users(p_purpose stockpile.document_purpose, p_to_place_kind text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT p_purpose.is_for_use OR (p_purpose.kind = 'transfer' AND coalesce(p_to_place_kind IN ('shelter', 'vehicle'), false))
$$;
CREATE FUNCTION stockpile.is_loadable(p_purpose stockpile.document_purpose) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT (p_purpose.kind, p_purpose.purpose) IN (
        ('receipt', 'purchase'), ('receipt', 'donation'), ('receipt', 'opening'), ('issue', 'use'), ('issue', 'rotation'),
        ('issue', 'donation'), ('issue', 'sale'), ('issue', 'sample'), ('issue', 'disposal'), ('issue', 'return_to_supplier'),
        ('transfer', 'relocation'))
        AND p_purpose.owes <@ '{reason,reference,evidence,checker}'
$$;
CREATE FUNCTION stockpile.iso(p_moment timestamp with time zone, p_zone text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT to_char(p_moment AT TIME ZONE p_zone, 'YYYY-MM-DD"T"HH24:MI:SS')
        || CASE WHEN seconds < 0 THEN '-' ELSE '+' END || to_char(make_interval(secs => abs(seconds)), 'HH24:MI')
    FROM (SELECT extract(epoch FROM (p_moment AT TIME ZONE p_zone) - (p_moment AT TIME ZONE 'UTC'))::integer AS seconds) AS difference
$$;
CREATE FUNCTION stockpile.issue_recall(p_recall jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_person_id bigint := (p_recall ->> 'person_id')::bigint;
    v_lot_id bigint := (p_recall ->> 'lot_id')::bigint;
    v_lots bigint[];
    v_known text;
    v_recall recall;
BEGIN
    PERFORM require_permission(v_person_id, 'recall_lot');
    -- The lot's own row first, so that two recalls of a lot without accounts wait for each other too.
    PERFORM FROM lot WHERE lot_id = v_lot_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such lot', jsonb_build_object('subject', 'lot', 'code', v_lot_id));
    END IF;
    v_lots := lock_recalled_family(v_lot_id);
    SELECT recall.number INTO v_known FROM recall_lot JOIN recall USING (recall_id) WHERE recall_lot.lot_id = v_lot_id;
    IF FOUND THEN
        PERFORM refuse('SP522', 'the lot is recalled already', jsonb_build_object('number', v_known,
            'lot', (SELECT lot_number FROM lot WHERE lot_id = v_lot_id)));
    END IF;
    INSERT INTO recall (number, lot_id, reason, reference, evidence, evidence_name, issued_by)
    VALUES (next_district_number('ZH'), v_lot_id, p_recall ->> 'reason', p_recall ->> 'reference',
        decode(p_recall ->> 'evidence', 'hex'), p_recall ->> 'evidence_name', v_person_id)
    RETURNING * INTO v_recall;
    PERFORM recall_family(v_recall, v_lot_id, v_lots, v_recall.issued_at, v_person_id);
    RETURN v_recall.number;
END
$$;
CREATE FUNCTION stockpile.item_balances_at(p_as_of timestamp with time zone, p_known_at timestamp with time zone, p_item_id bigint, p_place_id bigint) RETURNS TABLE(account_id bigint, quantity bigint, value_fen bigint)
    LANGUAGE plpgsql STABLE ROWS 20
    SET plan_cache_mode TO 'force_generic_plan'
    SET max_parallel_workers_per_gather TO '0'
    AS $$
DECLARE
    v_known_at timestamptz := coalesce(p_known_at, 'infinity');
    v_period text := (SELECT max(period) FROM stockpile.period AS closed WHERE closed.state = 'closed'
        AND closed.closed_at <= v_known_at AND stockpile.period_end(closed.period) <= coalesce(p_as_of, 'infinity'));
    v_start timestamptz := coalesce(stockpile.period_end(v_period), '-infinity');
    -- What was known by a moment had occurred by then.
    v_until timestamptz := least(p_as_of, v_known_at);
    -- The item's accounts into or out of which anything moved since the start: no movement of an account is later than its last.
    v_moved_ids bigint[] := ARRAY(SELECT account.account_id FROM stockpile.stock_account AS account
        WHERE account.item_id = p_item_id AND account.is_stock
          AND coalesce(account.last_occurred_at, 'infinity') >= v_start
          AND (p_place_id IS NULL OR account.place_id = p_place_id));
BEGIN
    RETURN QUERY
    SELECT change.account_id, sum(change.quantity)::bigint, sum(change.value_fen)::bigint
    FROM (
        SELECT kept.account_id, kept.quantity, kept.value_fen FROM stockpile.period_balance AS kept
        WHERE kept.period = v_period AND kept.item_id = p_item_id
          AND (p_place_id IS NULL OR kept.place_id = p_place_id)
        UNION ALL
        SELECT movement.to_account_id, movement.quantity, movement.value_fen FROM stockpile.stock_movement AS movement
        WHERE movement.to_account_id = ANY (v_moved_ids)
          AND movement.occurred_at >= v_start AND movement.occurred_at <= v_until AND movement.recorded_at <= v_known_at
        UNION ALL
        SELECT movement.from_account_id, -movement.quantity, -movement.value_fen FROM stockpile.stock_movement AS movement
        WHERE movement.from_account_id = ANY (v_moved_ids)
          AND movement.occurred_at >= v_start AND movement.occurred_at <= v_until AND movement.recorded_at <= v_known_at
    ) AS change
    GROUP BY change.account_id HAVING sum(change.quantity) > 0;
END
$$;
CREATE FUNCTION stockpile.keep_answer(p_key text, p_hash text, p_operation text, p_person_id bigint, p_answer jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    INSERT INTO request (request_key, request_hash, operation, person_id, answer)
    VALUES (p_key, p_hash, p_operation, p_person_id, p_answer)
$$;
CREATE FUNCTION stockpile.keep_attachment(p_sha256 text, p_media_type text, p_size_bytes bigint, p_content bytea, p_kept_at text, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'attach_file');
    INSERT INTO attachment (sha256, media_type, size_bytes, content, kept_at, person_id)
    VALUES (decode(p_sha256, 'hex'), p_media_type, p_size_bytes, p_content, p_kept_at, p_person_id)
    ON CONFLICT (sha256) DO NOTHING;
END
$$;
CREATE FUNCTION stockpile.keep_loan_task(p_loan_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_loan document;
BEGIN
    IF EXISTS (SELECT FROM loan_detail WHERE document_id = p_loan_id AND quantity > 0) THEN
        SELECT * INTO v_loan FROM document WHERE document_id = p_loan_id;
        PERFORM open_task('loan_due', p_loan_id, v_loan.number, v_loan.place_id, NULL,
            (v_loan.due_on + 1)::timestamp AT TIME ZONE district_zone() - interval '1 second', p_person_id,
            jsonb_build_object('borrower', v_loan.borrower));
    ELSE
        PERFORM close_tasks('loan_due', p_loan_id, NULL, p_person_id,
            CASE WHEN EXISTS (SELECT FROM loan_detail WHERE document_id = p_loan_id AND lent_quantity > 0) THEN 'done' ELSE 'dropped' END);
    END IF;
END
$$;
CREATE FUNCTION stockpile.keep_lot_dates() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    UPDATE lot SET expires_on = new.expires_on, warn_on = new.warn_on, rotate_by_on = new.rotate_by_on,
        stop_issue_on = new.stop_issue_on
    WHERE lot.lot_id = new.lot_id
      AND (lot.expires_on, lot.warn_on, lot.rotate_by_on, lot.stop_issue_on)
        IS DISTINCT FROM (new.expires_on, new.warn_on, new.rotate_by_on, new.stop_issue_on);
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.keep_recalled_on() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    IF tg_table_name = 'recall_lot' THEN
        UPDATE lot SET recalled_on = new.recalled_on, recalled_at = new.recalled_at WHERE lot_id = new.lot_id AND recalled_on IS NULL;
    ELSE
        INSERT INTO recall_lot (lot_id, recall_id, recalled_on, recalled_at, named_lot_id)
        SELECT new.lot_id, recall_id, recalled_on, recalled_at, named_lot_id FROM recall_lot WHERE lot_id = new.parent_lot_id
        ON CONFLICT (lot_id) DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.keep_recovery_task(p_document_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_issue record;
BEGIN
    SELECT document.number, document.place_id, min(due.receiver) AS receiver,
        coalesce(sum(due.quantity), 0)::bigint AS quantity, coalesce(sum(due.issued_quantity), 0)::bigint AS issued_quantity,
        (SELECT max(task.due_at) FROM task WHERE task.kind = 'recovery' AND task.subject_id = document.document_id) AS due_at
    INTO v_issue
    FROM document LEFT JOIN recovery_detail AS due USING (document_id)
    WHERE document.document_id = p_document_id GROUP BY document.document_id;
    IF v_issue.quantity > 0 THEN
        PERFORM open_task('recovery', p_document_id, v_issue.number, v_issue.place_id, NULL,
            coalesce(v_issue.due_at, task_due_at('recovery')), p_person_id,
            jsonb_build_object('receiver', v_issue.receiver, 'quantity', v_issue.quantity));
    ELSE
        PERFORM close_tasks('recovery', p_document_id, NULL, p_person_id,
            CASE WHEN v_issue.issued_quantity > 0 THEN 'done' ELSE 'dropped' END);
    END IF;
END
$$;
CREATE FUNCTION stockpile.least_balance_since(p_account_id bigint, p_balance bigint, p_since timestamp with time zone) RETURNS bigint
    LANGUAGE sql STABLE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    SELECT coalesce(min(balance_before), p_balance)
    FROM (
        SELECT p_balance - sum(change) OVER (ORDER BY occurred_at DESC, movement_id DESC) AS balance_before
        FROM (
            SELECT occurred_at, movement_id, -quantity AS change FROM stock_movement
            WHERE from_account_id = p_account_id AND occurred_at > p_since
            UNION ALL
            SELECT occurred_at, movement_id, quantity FROM stock_movement
            WHERE to_account_id = p_account_id AND occurred_at > p_since
        ) AS later
    ) AS balances
$$;
CREATE FUNCTION stockpile.life_left_days(p_item_id bigint, p_place_kind text, p_purpose text) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce((
        SELECT days FROM stockpile.life_left_demand
        WHERE ended_at IS NULL AND (item_id IS NULL OR item_id = p_item_id) AND (place_kind IS NULL OR place_kind = p_place_kind)
          AND (purpose IS NULL OR purpose = p_purpose)
        ORDER BY item_id IS NULL, place_kind IS NULL, purpose IS NULL LIMIT 1), 0)
$$;
CREATE FUNCTION stockpile.lines_to_reverse(p_document stockpile.document, p_asked jsonb) RETURNS integer[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_asked integer[] := ARRAY(SELECT DISTINCT value::integer FROM jsonb_array_elements_text(p_asked) AS value ORDER BY 1);
    v_all integer[] := ARRAY(SELECT DISTINCT line_no FROM stock_movement WHERE document_id = p_document.document_id ORDER BY 1);
    v_unknown integer[];
    v_lines integer[];
    v_reversed jsonb;
BEGIN
    v_unknown := ARRAY(SELECT line_no FROM unnest(v_asked) AS line_no WHERE line_no <> ALL (v_all));
    IF cardinality(v_unknown) > 0 THEN
        PERFORM refuse('SP601', 'the document has no such lines', jsonb_build_object('number', p_document.number,
            'line_nos', to_jsonb(v_unknown), 'lines_total', cardinality(v_all)));
    END IF;
    SELECT jsonb_agg(jsonb_build_object('line_no', reversed.line_no, 'reversal', reversal.number) ORDER BY reversed.line_no)
    INTO v_reversed
    FROM reversed_line AS reversed JOIN document AS reversal ON reversal.document_id = reversed.reversal_document_id
    WHERE reversed.document_id = p_document.document_id AND (p_asked IS NULL OR reversed.line_no = ANY (v_asked));
    v_lines := ARRAY(
        SELECT line_no FROM unnest(CASE WHEN p_asked IS NULL THEN v_all ELSE v_asked END) AS line_no
        WHERE NOT EXISTS (SELECT FROM reversed_line AS reversed
                          WHERE reversed.document_id = p_document.document_id AND reversed.line_no = line_no.line_no));
    -- Asked for by name, a line that is gone is a mistake; asked for whole, the rest is meant.
    IF v_reversed IS NOT NULL AND (p_asked IS NOT NULL OR cardinality(v_lines) = 0) THEN
        PERFORM refuse('SP502', 'reversed already', jsonb_build_object('number', p_document.number,
            'reversal', v_reversed -> 0 ->> 'reversal', 'reversed_lines', v_reversed));
    END IF;
    RETURN v_lines;
END
$$;
CREATE FUNCTION stockpile.list_count_accounts(p_count_id bigint) RETURNS TABLE(line_no integer, account_id bigint, availability text, quantity bigint, value_fen bigint)
    LANGUAGE sql STABLE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    SELECT line.line_no, account.account_id, account.availability, account.quantity, account.value_fen
    FROM stock_count
    JOIN count_line AS line USING (count_id)
    -- OFFSET 0 keeps the look-up by key, whatever the planner thinks of a place's size.
    CROSS JOIN LATERAL (
        SELECT * FROM stock_account WHERE stock_account.lot_id = line.lot_id AND stock_account.place_id = stock_count.place_id
          AND stock_account.kind = 'stock' AND stock_account.condition = line.condition AND stock_account.owner_id = line.owner_id
          AND stock_account.bin_id IS NOT DISTINCT FROM line.bin_id OFFSET 0) AS account
    WHERE stock_count.count_id = p_count_id
$$;
CREATE FUNCTION stockpile.list_count_lines(p_count_id bigint, p_line_nos integer[]) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    SELECT jsonb_agg(jsonb_build_object('line_no', named.line_no, 'item', named.code, 'lot', named.lot_number) ORDER BY named.line_no)
    FROM (SELECT line.line_no, item.code, lot.lot_number
          FROM count_line AS line JOIN lot USING (lot_id) JOIN item ON item.item_id = lot.item_id
          WHERE line.count_id = p_count_id AND line.line_no = ANY (p_line_nos) ORDER BY line.line_no LIMIT 100) AS named
$$;
CREATE FUNCTION stockpile.load_accounts() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO loading_account (account_id, lot_id, place_id, owner_id, side_no, condition, received_quantity, issued_quantity,
                                 last_received_id, first_issued_id, last_issued_id)
    SELECT nextval('stockpile.stock_account_account_id_seq'), touched.*
    FROM (
        SELECT lot_id, place_id, owner_id, side_no, condition, coalesce(whole_sum(received), 0), coalesce(whole_sum(issued), 0),
            max(received_id), min(issued_id), max(issued_id)
        FROM (
            SELECT lot_id, from_place_id AS place_id, owner_id, from_side_no AS side_no, from_condition AS condition,
                NULL::bigint AS received, quantity AS issued, NULL::bigint AS received_id, document_id AS issued_id
            FROM loading_line
            UNION ALL
            SELECT lot_id, to_place_id, owner_id, to_side_no, to_condition, quantity, NULL, document_id, NULL FROM loading_line
        ) AS side
        GROUP BY lot_id, place_id, owner_id, side_no, condition
        -- Accounts of a lot lie together.
        ORDER BY lot_id, place_id
    ) AS touched;
    PERFORM sample_tables('loading_account');
    -- Locked first and read by a second statement, which also sees, and locks, what others made while this one waited. What they make later
    -- still ends the load, to be run again (write_loaded_accounts).
    PERFORM FROM stock_account AS account
    JOIN loading_side AS side USING (kind, availability)
    JOIN loading_account AS loading USING (lot_id, place_id, owner_id, condition, side_no)
    WHERE account.bin_id IS NULL ORDER BY account.account_id FOR NO KEY UPDATE OF account;
    WITH known AS MATERIALIZED (
        SELECT account.account_id, account.quantity, account.value_fen, account.last_occurred_at, loading.account_id AS loading_id
        FROM stock_account AS account
        JOIN loading_side AS side USING (kind, availability)
        JOIN loading_account AS loading USING (lot_id, place_id, owner_id, condition, side_no)
        WHERE account.bin_id IS NULL ORDER BY account.account_id FOR NO KEY UPDATE OF account
    )
    UPDATE loading_account AS loading SET is_known = true, account_id = known.account_id, quantity = known.quantity,
        value_fen = known.value_fen, last_occurred_at = known.last_occurred_at
    FROM known WHERE loading.account_id = known.loading_id;
    -- Where every unit is worth what the lot's units cost, whatever is taken is too; and where what comes in comes before what goes out,
    -- the sums say whether it suffices. Of other lots the order of lines decides, or which lines are short.
    UPDATE loading_account SET needs_order = true
    WHERE lot_id IN (
        SELECT lot_id FROM loading_account AS loading JOIN loading_side USING (side_no) JOIN lot USING (lot_id)
        WHERE loading_side.kind = 'stock' AND loading.issued_quantity > 0
          AND (loading.value_fen <> loading.quantity * lot.unit_cost_fen
            OR loading.quantity + loading.received_quantity < loading.issued_quantity
            OR loading.quantity < loading.issued_quantity AND loading.last_received_id >= loading.first_issued_id));
    -- Which are known and which need their order was not so yet in the first sample.
    PERFORM sample_tables('loading_account');
END
$$;
CREATE FUNCTION stockpile.load_documents(p_transaction xid8) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION stockpile.load_lines(OUT lines bigint, OUT lots bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_count bigint;
BEGIN
    INSERT INTO load_problem SELECT * FROM staged_problem;
    lots := load_new_lots();
    INSERT INTO loading_line
    SELECT document.document_id, line.item_id, lot.lot_id, line.quantity, lot.unit_cost_fen, line.owner_id, place.from_id, place.to_id,
        line.line_no, document.from_side_no, document.to_side_no, coalesce(line.from_condition, 'good'),
        coalesce(line.to_condition, line.from_condition, 'good')
    FROM loading_document AS document
    JOIN staged_line AS line USING (document_no)
    JOIN lot ON lot.item_id = line.item_id AND lot.lot_number = line.lot_number
    CROSS JOIN LATERAL (SELECT
        CASE WHEN document.from_kind = 'stock' THEN document.place_id
             ELSE coalesce(line.to_place_id, document.place_id) END AS from_id,
        CASE WHEN document.to_kind NOT IN ('stock', 'carrier') AND document.from_kind = 'stock'
                 THEN document.place_id
             ELSE coalesce(line.to_place_id, document.place_id) END AS to_id) AS place
    WHERE NOT document.makes_lots;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count <> (SELECT count(*) FROM loading_document AS document JOIN staged_line USING (document_no)
                   WHERE NOT document.makes_lots) THEN
        INSERT INTO load_problem (document_no, line_no, code, detail)
        SELECT line.document_no, line.line_no, 'SP601', jsonb_build_object('lot', line.lot_number)
        FROM loading_document AS document JOIN staged_line AS line USING (document_no)
        WHERE NOT document.makes_lots AND line.lot_number IS NOT NULL
          AND NOT EXISTS (SELECT FROM lot WHERE lot.item_id = line.item_id AND lot.lot_number = line.lot_number);
    END IF;
    lines := lots + v_count;
    PERFORM sample_tables('loading_line');
END
$$;
CREATE FUNCTION stockpile.load_movements(p_recorded_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_year integer := extract(year FROM p_recorded_at AT TIME ZONE district_zone());
BEGIN
    INSERT INTO settled_line SELECT * FROM settle_lines();
    -- Lines that were short take nothing: their accounts would be missed before anybody is told why.
    PERFORM refuse_load();
    PERFORM sample_tables('settled_line');
    PERFORM write_loaded_accounts(p_recorded_at);
    -- Every line has its accounts; joined to the left so that the planner goes through the many lines and looks up the few accounts.
    INSERT INTO stock_movement (document_id, line_no, item_id, lot_id, from_account_id, to_account_id, from_place_id, to_place_id,
                                quantity, value_fen, occurred_at, recorded_at)
    SELECT line.document_id, line.line_no, line.item_id, line.lot_id, source.account_id, target.account_id, line.from_place_id,
        line.to_place_id, line.quantity, coalesce(settled.value_fen, line.quantity * line.unit_cost_fen),
        coalesce(document.occurred_at, p_recorded_at), p_recorded_at
    FROM loading_line AS line
    LEFT JOIN loading_document AS document USING (document_id)
    LEFT JOIN settled_line AS settled USING (document_id, line_no)
    LEFT JOIN loading_account AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
        AND source.side_no = line.from_side_no AND source.condition = line.from_condition AND source.owner_id = line.owner_id
    LEFT JOIN loading_account AS target ON target.lot_id = line.lot_id AND target.place_id = line.to_place_id
        AND target.side_no = line.to_side_no AND target.condition = line.to_condition AND target.owner_id = line.owner_id
    ORDER BY line.document_id, line.line_no;
    -- Hot rows: taken last, so that they are locked for as short as can be.
    WITH wanted AS (
        SELECT place_id, number_code, count(*) AS documents FROM loading_document
        GROUP BY place_id, number_code
    ), taken AS (
        INSERT INTO document_counter AS counter (place_id, number_code, year, last_number, number_prefix)
        SELECT wanted.place_id, wanted.number_code, v_year, wanted.documents,
            document_number_prefix(place.code, wanted.number_code, v_year)
        FROM wanted JOIN place USING (place_id) ORDER BY wanted.place_id, wanted.number_code
        ON CONFLICT (place_id, number_code, year) DO UPDATE SET last_number = counter.last_number + excluded.last_number
        RETURNING place_id, number_code, number_prefix, last_number
    ), numbered AS (
        SELECT loading.*, taken.number_prefix, taken.last_number - wanted.documents
            + row_number() OVER (PARTITION BY loading.place_id, taken.number_code ORDER BY loading.document_id) AS last_number
        FROM loading_document AS loading JOIN wanted USING (place_id)
        JOIN taken ON taken.place_id = wanted.place_id AND taken.number_code = wanted.number_code
        WHERE wanted.number_code = loading.number_code
    )
    INSERT INTO document (document_id, number, kind, purpose, place_id, occurred_at, recorded_at, person_id, reference, remarks,
        reason, occasion, checker_id)
    SELECT numbered.document_id, document_number(numbered.number_prefix, numbered.last_number),
        numbered.kind, numbered.purpose, numbered.place_id, coalesce(numbered.occurred_at, p_recorded_at),
        p_recorded_at, numbered.person_id, numbered.reference, numbered.remarks, numbered.reason, numbered.occasion, numbered.checker_id
    FROM numbered ORDER BY numbered.document_id;
END
$$;
CREATE FUNCTION stockpile.load_new_lots() RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_count bigint;
BEGIN
    WITH new AS MATERIALIZED (
        SELECT document.document_id, line.line_no, line.item_id, line.quantity, line.owner_id, line.to_condition,
            line.reserve_category, line.funding_source, line.origin, line.manufactured_on, line.unit_cost_fen, line.expires_on,
            line.warn_on, line.rotate_by_on, document.from_side_no, document.to_side_no, document.person_id, line.lot_number,
            coalesce(line.received_on, document.occurred_on) AS received_on, coalesce(line.to_place_id, document.place_id) AS place_id,
            (SELECT code FROM place WHERE place.place_id = document.place_id) AS place, nextval('stockpile.lot_lot_id_seq') AS lot_id
        FROM loading_document AS document JOIN staged_line AS line USING (document_no)
        WHERE document.makes_lots AND NOT EXISTS (SELECT FROM load_problem AS problem
            WHERE problem.document_no = line.document_no AND problem.line_no = line.line_no)
        ORDER BY document.document_id, line.line_no
    ), numbered AS MATERIALIZED (
        SELECT coalesce(lot_number, place || '-' || to_char(received_on, 'YYYYMMDD') || '-' || lot_id % 100000000) AS number, new.*
        FROM new
    ), made AS (
        INSERT INTO lot (lot_id, item_id, lot_number, reserve_category, funding_source, origin, manufactured_on, received_on,
                         unit_cost_fen, expires_on, warn_on, rotate_by_on)
        SELECT lot_id, item_id, number, reserve_category, funding_source, origin, manufactured_on, received_on, unit_cost_fen,
            expires_on, warn_on, rotate_by_on
        FROM numbered ORDER BY lot_id
    ), dated AS (
        INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, reason, person_id)
        SELECT lot_id, expires_on, warn_on, rotate_by_on, 'receipt', person_id FROM numbered ORDER BY lot_id
    )
    INSERT INTO loading_line
    SELECT document_id, item_id, lot_id, quantity, unit_cost_fen, owner_id, place_id, place_id, line_no, from_side_no, to_side_no, 'good',
        coalesce(to_condition, 'good')
    FROM numbered;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
CREATE FUNCTION stockpile.load_standards(p_content jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM standard) THEN
        PERFORM refuse('SP605', 'there are standards already', (SELECT jsonb_build_object('district', name) FROM district),
            'draft a new version');
    END IF;
    PERFORM write_standards(p_content, NULL);
END
$$;
CREATE FUNCTION stockpile.lock_accounts(p_account_ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM stock_account WHERE account_id = ANY (p_account_ids) ORDER BY account_id FOR NO KEY UPDATE;
END
$$;
CREATE FUNCTION stockpile.lock_count(p_count_id bigint, p_expected text[]) RETURNS stockpile.stock_count
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_count stock_count;
BEGIN
    SELECT * INTO STRICT v_count FROM stock_count WHERE count_id = p_count_id FOR UPDATE;
    IF NOT v_count.state = ANY (p_expected) THEN
        PERFORM refuse('SP501', 'the count stands in another state',
            jsonb_build_object('number', v_count.number, 'state', v_count.state, 'expected', p_expected));
    END IF;
    RETURN v_count;
END
$$;
CREATE FUNCTION stockpile.lock_count_for_step(p_count_id bigint, p_to text, p_person_id bigint) RETURNS stockpile.stock_count
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, permission)
    FROM (SELECT DISTINCT permission FROM state_transition WHERE subject = 'stock_count' AND to_state = p_to) AS step;
    RETURN lock_count(p_count_id,
        ARRAY(SELECT from_state FROM state_transition WHERE subject = 'stock_count' AND to_state = p_to));
END
$$;
CREATE TABLE stockpile.agreement (
    agreement_id bigint NOT NULL,
    number text NOT NULL,
    company_id bigint NOT NULL,
    name text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    source text NOT NULL,
    state text DEFAULT 'in_force'::text NOT NULL,
    government_party text,
    third_party text,
    third_role text,
    fee_per_year_fen bigint,
    swap_back_days integer,
    shelf_life_days_min integer,
    remind_days integer DEFAULT 90 NOT NULL,
    replaces_id bigint,
    last_day date,
    made_by bigint,
    made_at timestamp with time zone,
    approved_by bigint,
    approved_at timestamp with time zone,
    CONSTRAINT agreement_ends_after_it_begins CHECK ((valid_to >= valid_from)),
    CONSTRAINT agreement_last_day_is_within CHECK (((last_day >= (valid_from - 1)) AND (last_day <= valid_to))),
    CONSTRAINT agreement_made_by_is_put_in_force_by_someone CHECK (((made_by IS NULL) OR (approved_by IS NOT NULL) OR (state = ANY (ARRAY['draft'::text, 'ended'::text])))),
    CONSTRAINT agreement_put_in_force_by_another CHECK ((approved_by <> made_by)),
    CONSTRAINT agreement_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'in_force'::text, 'suspended'::text, 'ended'::text]))),
    CONSTRAINT agreement_terms_are_not_negative CHECK (((fee_per_year_fen >= 0) AND (swap_back_days >= 0) AND (shelf_life_days_min >= 0) AND (remind_days >= 0))),
    CONSTRAINT agreement_third_party_has_a_role CHECK (((third_party IS NULL) = (third_role IS NULL))),
    CONSTRAINT agreement_third_role_is_known CHECK ((third_role = ANY (ARRAY['payer'::text, 'warehouse'::text, 'guarantor'::text])))
);
CREATE FUNCTION stockpile.lock_draft_agreement(p_agreement_id bigint) RETURNS stockpile.agreement
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_agreement agreement;
BEGIN
    SELECT * INTO v_agreement FROM agreement WHERE agreement_id = p_agreement_id FOR UPDATE;
    IF v_agreement.state IS DISTINCT FROM 'draft' THEN
        PERFORM refuse('SP526', 'the agreement is not a draft', jsonb_build_object('number', v_agreement.number,
            'state', v_agreement.state), 'make an agreement that replaces it');
    END IF;
    RETURN v_agreement;
END
$$;
CREATE FUNCTION stockpile.lock_lots(p_lot_ids bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM lock_reserving_orders(ARRAY(SELECT account_id FROM stock_account WHERE lot_id = ANY (p_lot_ids)));
    PERFORM lock_accounts(ARRAY(SELECT account_id FROM stock_account WHERE lot_id = ANY (p_lot_ids)));
END
$$;
CREATE FUNCTION stockpile.lock_order(p_order_id bigint) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_state text;
BEGIN
    SELECT state INTO v_state FROM allocation_order WHERE order_id = p_order_id FOR NO KEY UPDATE;
    RETURN v_state;
END
$$;
CREATE FUNCTION stockpile.lock_order_accounts(p_order_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM lock_accounts(ARRAY(
        SELECT movement.to_account_id FROM document JOIN stock_movement AS movement USING (document_id)
        WHERE document.order_id = p_order_id
        UNION
        SELECT there.account_id
        FROM document
        JOIN stock_movement AS movement USING (document_id)
        JOIN allocation_order_line AS line USING (order_line_id)
        JOIN stock_account AS there ON there.lot_id = movement.lot_id AND there.place_id = line.to_place_id
            AND there.kind IN ('carrier', 'stock')
        WHERE document.order_id = p_order_id));
END
$$;
CREATE TABLE stockpile.recall (
    recall_id bigint NOT NULL,
    number text NOT NULL,
    state text DEFAULT 'issued'::text NOT NULL,
    lot_id bigint NOT NULL,
    reason text NOT NULL,
    reference text,
    evidence bytea,
    evidence_name text,
    issued_by bigint NOT NULL,
    issued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    completed_by bigint,
    completed_at timestamp with time zone,
    CONSTRAINT recall_completed_by_someone CHECK ((((state = 'complete'::text) = (completed_by IS NOT NULL)) AND ((completed_by IS NULL) = (completed_at IS NULL)))),
    CONSTRAINT recall_evidence_has_a_name CHECK (((evidence IS NULL) = (evidence_name IS NULL))),
    CONSTRAINT recall_state_is_known CHECK ((state = ANY (ARRAY['issued'::text, 'in_progress'::text, 'complete'::text])))
);
CREATE FUNCTION stockpile.lock_recall(p_number text, p_person_id bigint) RETURNS stockpile.recall
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_recall recall;
BEGIN
    PERFORM require_permission(p_person_id, 'recall_lot');
    SELECT * INTO v_recall FROM recall WHERE number = p_number FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such recall', jsonb_build_object('subject', 'recall', 'code', p_number));
    END IF;
    IF v_recall.state = 'complete' THEN
        PERFORM refuse('SP501', 'the recall is complete', jsonb_build_object('number', p_number, 'state', v_recall.state));
    END IF;
    PERFORM add_recall_holders(v_recall.recall_id, NULL, p_person_id);
    RETURN v_recall;
END
$$;
CREATE FUNCTION stockpile.lock_recalled_family(p_lot_id bigint) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_lots bigint[];
    v_accounts bigint[];
    v_locked bigint[] := '{}';
BEGIN
    LOOP
        WITH RECURSIVE family AS (
            SELECT p_lot_id AS lot_id
            UNION
            SELECT lot.lot_id FROM family JOIN lot ON lot.parent_lot_id = family.lot_id
        )
        SELECT array_agg(lot_id ORDER BY lot_id) INTO v_lots FROM family;
        v_accounts := ARRAY(SELECT account_id FROM stock_account WHERE lot_id = ANY (v_lots) ORDER BY account_id);
        EXIT WHEN v_accounts = v_locked;
        PERFORM lock_accounts(v_accounts);
        v_locked := v_accounts;
    END LOOP;
    RETURN v_lots;
END
$$;
CREATE FUNCTION stockpile.lock_recovery(p_document_id bigint) RETURNS void
    LANGUAGE sql
    AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('stockpile.recovery', p_document_id))
$$;
CREATE FUNCTION stockpile.lock_reserving_orders(p_account_ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM allocation_order WHERE state IN ('issued', 'acknowledged', 'partly_reserved') AND order_id IN (
        SELECT document.order_id
        FROM stock_account AS account
        JOIN stock_movement AS movement ON movement.to_account_id = account.account_id
        JOIN document USING (document_id)
        WHERE account.account_id = ANY (p_account_ids) AND account.availability = 'reserved' AND account.holds)
    ORDER BY order_id FOR NO KEY UPDATE;
END
$$;
CREATE FUNCTION stockpile.lock_rotation_plan(p_person_id bigint, p_plan_id bigint, p_to text) RETURNS stockpile.rotation_plan
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_plan rotation_plan;
    v_permission text;
BEGIN
    SELECT * INTO v_plan FROM rotation_plan WHERE rotation_plan_id = p_plan_id FOR UPDATE;
    SELECT permission INTO v_permission FROM state_transition
    WHERE subject = 'rotation_plan' AND from_state = v_plan.state AND to_state = p_to;
    IF v_permission IS NULL THEN
        PERFORM refuse('SP501', 'the plan of rotation stands in another state',
            jsonb_build_object('number', v_plan.number, 'state', v_plan.state, 'to', p_to));
    END IF;
    PERFORM require_permission(p_person_id, v_permission);
    RETURN v_plan;
END
$$;
CREATE FUNCTION stockpile.lock_rotation_step(p_person_id bigint, p_plan_id bigint, p_step_no integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_plan rotation_plan;
BEGIN
    PERFORM require_permission(p_person_id, 'carry_out_rotation');
    SELECT * INTO v_plan FROM rotation_plan WHERE rotation_plan_id = p_plan_id FOR UPDATE;
    IF v_plan.state IN ('draft', 'cancelled') THEN
        PERFORM refuse('SP501', 'the plan of rotation stands in another state',
            jsonb_build_object('number', v_plan.number, 'state', v_plan.state));
    END IF;
    RETURN (find_planned_rotation_step(v_plan, p_step_no)).rotation_step_id;
END
$$;
CREATE FUNCTION stockpile.make_movement_keys(p_keys jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_command text;
BEGIN
    FOR v_command IN SELECT value FROM jsonb_array_elements_text((p_keys -> 'indexes') || (p_keys -> 'constraints')) LOOP
        EXECUTE v_command;
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.mark_count_recounts(p_count_id bigint) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_tolerance_fen bigint := (SELECT tolerance_fen FROM stock_count WHERE count_id = p_count_id);
    v_lines integer;
BEGIN
    INSERT INTO count_recount (count_id, line_no, reason)
    SELECT p_count_id, line_no, CASE WHEN alike.is_so THEN 'tolerance_passed' ELSE 'counters_differ' END
    FROM (
        SELECT counted.line_no, max(abs(counted.quantity - counted.book_quantity)) AS difference, max(abs(counted.value_fen)) AS value_fen,
            min(counted.quantity - counted.book_quantity) = max(counted.quantity - counted.book_quantity)
            AND count(DISTINCT (units.found, units.missing)) FILTER (WHERE units.line_no IS NOT NULL) < 2 AS is_so
        FROM find_count_differences(p_count_id) AS counted
        LEFT JOIN count_unit_differences(p_count_id) AS units USING (line_no, counter_no)
        WHERE counted.counter_no < 3
        GROUP BY counted.line_no
    ) AS alike
    WHERE NOT alike.is_so OR (alike.difference <> 0 AND (alike.value_fen > v_tolerance_fen OR alike.value_fen = 0))
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_lines = ROW_COUNT;
    RETURN v_lines;
END
$$;
CREATE FUNCTION stockpile.move_catalogue_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    UPDATE catalogue_version SET version = gen_random_uuid(), changed_in = pg_current_xact_id()
    WHERE changed_in <> pg_current_xact_id();
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.move_seal_mark(p_newest_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
DECLARE
    v_mark seal_mark;
    v_before seal_mark;
    v_snapshot pg_snapshot;
    v_unsealed_id bigint;
BEGIN
    SELECT * INTO STRICT v_before FROM seal_mark;
    v_mark := v_before;
    v_snapshot := pg_current_snapshot();
    IF v_mark.pending_transaction >= pg_snapshot_xmax(v_snapshot) THEN
        -- A number this server has not reached yet: the database was restored from another one.
        v_mark.pending_document_id := NULL;
        v_mark.pending_transaction := NULL;
    ELSIF v_mark.pending_transaction <= pg_snapshot_xmin(v_snapshot) THEN
        -- Looked for after the snapshot: whatever was decided by then is seen here.
        SELECT document.document_id - 1 INTO v_unsealed_id FROM document
        WHERE document.document_id > v_mark.lower_document_id
          AND NOT EXISTS (SELECT FROM sealed_document AS sealed WHERE sealed.document_id = document.document_id
                          AND sealed.document_id > v_mark.lower_document_id)
        ORDER BY document.document_id LIMIT 1;
        v_mark.lower_document_id := least(v_unsealed_id, v_mark.pending_document_id);
        IF v_mark.lower_document_id = v_mark.pending_document_id THEN
            v_mark.pending_document_id := NULL;
            v_mark.pending_transaction := NULL;
        END IF;
    END IF;
    IF v_mark.pending_document_id IS NULL AND p_newest_id > v_mark.lower_document_id THEN
        v_mark.pending_document_id := p_newest_id;
        v_mark.pending_transaction := pg_current_xact_id();
    END IF;
    IF v_mark IS DISTINCT FROM v_before THEN
        UPDATE seal_mark SET lower_document_id = v_mark.lower_document_id, pending_document_id = v_mark.pending_document_id,
            pending_transaction = v_mark.pending_transaction;
    END IF;
END
$$;
CREATE FUNCTION stockpile.move_serials(p_document_id bigint, p_lines stockpile.posting_line[], p_reverses_document_id bigint DEFAULT NULL::bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_movement stock_movement;
    v_named text[];
    v_refused jsonb := '[]';
    v_picked bigint[];
    v_wrong jsonb;
BEGIN
    PERFORM enter_serials(p_document_id, p_lines);
    FOR v_movement IN
        SELECT movement.* FROM stock_movement AS movement JOIN item USING (item_id)
        WHERE movement.document_id = p_document_id AND item.is_serialised ORDER BY movement.movement_id
    LOOP
        v_named := (SELECT serials FROM unnest(p_lines) WHERE line_no = v_movement.line_no AND cardinality(serials) > 0);
        IF v_named IS NOT NULL THEN
            SELECT picked, wrong INTO v_picked, v_wrong FROM find_named_serials(v_movement, v_named);
        ELSE
            v_picked := pick_serials(v_movement, p_reverses_document_id);
            v_wrong := CASE WHEN p_reverses_document_id IS NOT NULL
                THEN find_moved_on_serials(v_movement, p_reverses_document_id) ELSE '[]' END;
        END IF;
        IF cardinality(v_picked) + jsonb_array_length(v_wrong) <> v_movement.quantity THEN
            v_wrong := v_wrong || jsonb_build_object('code', 'SP626', 'line_no', v_movement.line_no, 'asked', v_movement.quantity,
                'found', cardinality(v_picked), 'item', (SELECT code FROM item WHERE item_id = v_movement.item_id));
        END IF;
        v_refused := v_refused || v_wrong;
        INSERT INTO movement_serial (movement_id, serial_id) SELECT v_movement.movement_id, unnest(v_picked);
        UPDATE serial SET account_id = v_movement.to_account_id WHERE serial_id = ANY (v_picked);
    END LOOP;
    IF jsonb_array_length(v_refused) > 0 THEN
        PERFORM refuse_serials(v_refused);
    END IF;
END
$$;
CREATE FUNCTION stockpile.next_district_number(p_number_code text) RETURNS text
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_year integer := extract(year FROM clock_timestamp() AT TIME ZONE district_zone());
    v_number bigint;
BEGIN
    INSERT INTO order_counter AS counter (number_code, year, last_number) VALUES (p_number_code, v_year, 1)
    ON CONFLICT (number_code, year) DO UPDATE SET last_number = counter.last_number + 1
    RETURNING last_number INTO v_number;
    RETURN coalesce((SELECT short_code FROM district), 'SP') || '-' || p_number_code || '-' || v_year || '-'
        || lpad(v_number::text, greatest(6, length(v_number::text)), '0');
END
$$;
CREATE FUNCTION stockpile.note_receiver(p_receiver jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_person_id bigint := (p_receiver ->> 'person_id')::bigint;
    v_document document;
BEGIN
    PERFORM require_permission(v_person_id, 'post_issue');
    SELECT * INTO v_document FROM document WHERE document_id = (p_receiver ->> 'document_id')::bigint;
    -- Only whoever posted it, and only while doing so: what is said of it afterwards is not what was known when it was posted.
    IF v_document.person_id IS DISTINCT FROM v_person_id OR v_document.kind <> 'issue' OR v_document.recorded_at < now() THEN
        PERFORM refuse('SP401', 'only whoever posts a document says who its goods are given to', jsonb_build_object(
            'permission', 'post_issue', 'person', (SELECT login FROM person WHERE person_id = v_person_id)));
    END IF;
    IF p_receiver ->> 'receiver' IS NOT NULL THEN
        INSERT INTO document_receiver (document_id, receiver, contact, telephone, person_id)
        VALUES (v_document.document_id, p_receiver ->> 'receiver', p_receiver ->> 'contact', p_receiver ->> 'telephone', v_person_id);
    END IF;
    PERFORM keep_recovery_task(v_document.document_id, v_person_id);
END
$$;
CREATE FUNCTION stockpile.open_care_due(p_person_id bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'remind_care');
    RETURN open_care_task(p_person_id, NULL, NULL);
END
$$;
CREATE FUNCTION stockpile.open_care_task(p_person_id bigint, p_care_rule_id bigint, p_place_id bigint) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_zone text := district_zone();
    v_open bigint;
BEGIN
    PERFORM close_tasks('care_due', task.subject_id, task.place_id, p_person_id,
        CASE WHEN due.due_on IS NULL THEN 'dropped' ELSE 'done' END)
    FROM task
    LEFT JOIN (SELECT care_rule_id, place_id, min(due_on) AS due_on FROM care_schedule
               WHERE p_care_rule_id IS NULL OR care_rule_id = p_care_rule_id GROUP BY care_rule_id, place_id) AS due
        ON due.care_rule_id = task.subject_id AND due.place_id = task.place_id
    WHERE task.kind = 'care_due' AND task.outcome IS NULL
      AND (p_care_rule_id IS NULL OR task.subject_id = p_care_rule_id) AND (p_place_id IS NULL OR task.place_id = p_place_id)
      AND task.due_at IS DISTINCT FROM (due.due_on + 1)::timestamp AT TIME ZONE v_zone;
    SELECT count(open_task('care_due', due.care_rule_id, due.rule, due.place_id, NULL,
        (due.due_on + 1)::timestamp AT TIME ZONE v_zone, p_person_id,
        jsonb_build_object('rule', due.rule, 'item', due.item, 'duty', due.duty, 'due_on', due.due_on))) INTO v_open
    FROM (SELECT care_rule_id, rule, item, duty, place_id, min(due_on) AS due_on FROM care_schedule
          WHERE (p_care_rule_id IS NULL OR care_rule_id = p_care_rule_id) AND (p_place_id IS NULL OR place_id = p_place_id)
          GROUP BY care_rule_id, rule, item, duty, place_id) AS due;
    RETURN v_open;
END
$$;
CREATE FUNCTION stockpile.open_declarations_due(p_person_id bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_month date := date_trunc('month', v_today);
    v_count bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'remind_declarations');
    SELECT count(open_task('declaration_due', company_id, code, NULL, NULL,
        (v_month + interval '1 month')::timestamp AT TIME ZONE district_zone(), p_person_id,
        jsonb_build_object('month', to_char(v_month, 'YYYY-MM'), 'company', code))) INTO v_count
    FROM company
    WHERE EXISTS (SELECT FROM agreement_stock JOIN agreement USING (agreement_id) JOIN agreement_term AS term USING (agreement_id)
                  WHERE agreement.company_id = company.company_id AND NOT is_suspended AND v_today BETWEEN binds_from AND binds_to)
      AND NOT EXISTS (SELECT FROM proof_of_stock JOIN agreement USING (agreement_id)
                      WHERE agreement.company_id = company.company_id AND kind = 'declaration' AND proved_on >= v_month)
      AND NOT EXISTS (SELECT FROM task WHERE kind = 'declaration_due' AND subject_id = company.company_id AND outcome IS NULL);
    RETURN v_count;
END
$$;
CREATE FUNCTION stockpile.open_document_counter(p_place_id bigint, p_number_code text, p_year integer) RETURNS void
    LANGUAGE sql
    AS $$
    INSERT INTO stockpile.document_counter (place_id, number_code, year, last_number, number_prefix)
    VALUES (p_place_id, p_number_code, p_year, 0,
            stockpile.document_number_prefix((SELECT code FROM stockpile.place WHERE place_id = p_place_id), p_number_code, p_year))
    ON CONFLICT (place_id, number_code, year) DO NOTHING
$$;
CREATE FUNCTION stockpile.open_earlier_tasks() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM keep_loan_task(loan.document_id, document.person_id)
    FROM (SELECT DISTINCT document_id FROM loan_detail WHERE quantity > 0) AS loan
    JOIN document USING (document_id)
    WHERE NOT EXISTS (SELECT FROM task WHERE task.kind = 'loan_due' AND task.subject_id = loan.document_id);
    PERFORM keep_recovery_task(issued.document_id, document.person_id)
    FROM (SELECT DISTINCT document_id FROM recovery_detail WHERE quantity > 0) AS issued
    JOIN document USING (document_id)
    WHERE NOT EXISTS (SELECT FROM task WHERE task.kind = 'recovery' AND task.subject_id = issued.document_id);
END
$$;
CREATE FUNCTION stockpile.open_loaded_recoveries() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM keep_recovery_task(loaded.document_id, loaded.person_id)
    FROM loading_document AS loaded
    WHERE loaded.kind = 'issue' AND loaded.purpose = 'use' AND loaded.occasion IS NOT NULL
      AND EXISTS (SELECT FROM loading_line AS line JOIN item USING (item_id)
          WHERE line.document_id = loaded.document_id AND item.is_returnable);
END
$$;
CREATE FUNCTION stockpile.open_relabels_due(p_person_id bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'remind_care');
    RETURN follow_relabels(p_person_id, NULL);
END
$$;
CREATE FUNCTION stockpile.open_rotation_task(p_step_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM open_task('rotation_step', step.rotation_step_id, step.number, account.place_id, NULL,
        (step.planned_on + 1)::timestamp AT TIME ZONE district_zone() - interval '1 second', p_person_id,
        jsonb_build_object('way', step.way, 'item', item.code, 'lot', lot.lot_number, 'quantity', step.open_quantity))
    FROM rotation_step_detail AS step
    JOIN stock_account AS account USING (account_id)
    JOIN lot ON lot.lot_id = account.lot_id
    JOIN item ON item.item_id = account.item_id
    WHERE step.rotation_step_id = p_step_id;
END
$$;
CREATE FUNCTION stockpile.open_task(p_kind text, p_subject_id bigint, p_subject text, p_place_id bigint, p_owner_id bigint, p_due_at timestamp with time zone, p_person_id bigint, p_detail jsonb DEFAULT '{}'::jsonb) RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    INSERT INTO task (kind, subject_id, subject, place_id, owner_id, due_at, opened_by, detail)
    VALUES (p_kind, p_subject_id, p_subject, p_place_id, p_owner_id, p_due_at, p_person_id, p_detail)
    ON CONFLICT (kind, subject_id, coalesce(place_id, 0)) WHERE outcome IS NULL
    DO UPDATE SET due_at = excluded.due_at, owner_id = excluded.owner_id, detail = excluded.detail
    RETURNING task_id
$$;
CREATE FUNCTION stockpile.period_end(p_period text) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
    SELECT ((p_period || '-01')::date + interval '1 month') AT TIME ZONE stockpile.district_zone()
$$;
CREATE FUNCTION stockpile.permission_to_reverse(p_document stockpile.document) RETURNS text
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN CASE p_document.kind
        -- A write-off took three persons: finance takes it back.
        WHEN 'write_off' THEN 'post_write_off'
        WHEN 'arrival' THEN CASE p_document.purpose WHEN 'lost' THEN 'approve_write_off' ELSE 'reverse_document' END
        WHEN 'owner_change' THEN 'change_owner'
        WHEN 'reclassification' THEN 'reclassify_lot'
        WHEN 'condition_change' THEN CASE WHEN EXISTS (
                SELECT FROM stock_movement AS movement
                JOIN stock_account AS source ON source.account_id = movement.from_account_id
                WHERE movement.document_id = p_document.document_id AND source.condition = 'good')
            THEN 'accept_goods' ELSE 'change_condition' END
        ELSE 'reverse_document' END;
END
$$;
CREATE FUNCTION stockpile.pick_serials(p_movement stockpile.stock_movement, p_reverses_document_id bigint) RETURNS bigint[]
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(array_agg(chosen.serial_id), '{}')
    FROM (
        SELECT serial.serial_id
        FROM stockpile.serial
        LEFT JOIN LATERAL (
            SELECT movement.order_line_id FROM stockpile.movement_serial JOIN stockpile.stock_movement AS movement USING (movement_id)
            WHERE movement_serial.serial_id = serial.serial_id ORDER BY movement_id DESC LIMIT 1) AS last_move ON true
        LEFT JOIN LATERAL (
            SELECT bool_or(original.line_no = p_movement.line_no) AS is_own_line
            FROM stockpile.movement_serial JOIN stockpile.stock_movement AS original USING (movement_id)
            WHERE movement_serial.serial_id = serial.serial_id AND original.document_id = p_reverses_document_id
              AND original.from_account_id = p_movement.to_account_id) AS taken_back ON true
        JOIN stockpile.stock_account AS present ON present.account_id = serial.account_id
        JOIN stockpile.stock_account AS source ON source.account_id = p_movement.from_account_id
        LEFT JOIN (
            SELECT serial_id, bool_or(last_result = 'defect') IS TRUE AS is_defective
            FROM stockpile.care_schedule
            WHERE item_id = p_movement.item_id AND lot_id = p_movement.lot_id AND place_id = p_movement.from_place_id
              AND (last_result = 'defect' OR due_on < (p_movement.occurred_at AT TIME ZONE stockpile.district_zone())::date)
            GROUP BY serial_id) AS care ON care.serial_id = serial.serial_id
        -- Outside our stock it does not matter where: users give back at one place what they got at another.
        WHERE serial.item_id = p_movement.item_id AND (serial.account_id = source.account_id
            OR (p_reverses_document_id IS NOT NULL AND NOT source.is_stock AND NOT present.is_stock))
          AND (p_reverses_document_id IS NULL OR taken_back.is_own_line IS NOT NULL)
          AND NOT stockpile.serial_moved_after(serial.serial_id, p_movement.occurred_at)
        ORDER BY taken_back.is_own_line DESC, last_move.order_line_id IS NOT DISTINCT FROM p_movement.order_line_id DESC,
            care.is_defective NULLS FIRST, serial.serial_number COLLATE "C"
        LIMIT p_movement.quantity
    ) AS chosen
$$;
CREATE FUNCTION stockpile.plan_count(p_plan jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_count stock_count := jsonb_populate_record(NULL::stock_count, p_plan);
    v_since timestamptz;
    v_lines integer;
BEGIN
    PERFORM require_permission(v_count.planned_by, 'plan_count');
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.count', v_count.place_id));
    SELECT coalesce(max(planned_at), '-infinity') INTO v_since FROM stock_count
    WHERE place_id = v_count.place_id AND state = 'posted' AND reserve_category IS NULL AND item_id IS NULL AND random_lines IS NULL;
    v_count.tolerance_fen := coalesce(v_count.tolerance_fen, (SELECT tolerance_fen FROM count_tolerance
        WHERE effective_from <= (clock_timestamp() AT TIME ZONE district_zone())::date
        ORDER BY effective_from DESC, tolerance_id DESC LIMIT 1));
    INSERT INTO stock_count (number, place_id, reserve_category, item_id, random_lines, seed, tolerance_fen, planned_by)
    VALUES (next_district_number('PD'), v_count.place_id, v_count.reserve_category, v_count.item_id, v_count.random_lines, v_count.seed,
            v_count.tolerance_fen, v_count.planned_by)
    RETURNING * INTO v_count;
    INSERT INTO count_line (count_id, line_no, item_id, lot_id, bin_id, owner_id, condition)
    SELECT v_count.count_id, row_number() OVER (ORDER BY bin.code NULLS LAST, item.code, lot.lot_number, drawn.owner_id, drawn.condition),
        drawn.item_id, drawn.lot_id, drawn.bin_id, drawn.owner_id, drawn.condition
    FROM (
        SELECT heap.item_id, heap.lot_id, heap.bin_id, heap.owner_id, heap.condition
        FROM (
            SELECT DISTINCT account.item_id, account.lot_id, account.bin_id, account.owner_id, account.condition
            FROM stock_account AS account JOIN lot USING (lot_id)
            WHERE account.place_id = v_count.place_id AND account.kind = 'stock'
              AND (account.quantity > 0 OR account.last_occurred_at > v_since)
              AND (v_count.reserve_category IS NULL OR lot.reserve_category = v_count.reserve_category)
              AND (v_count.item_id IS NULL OR account.item_id = v_count.item_id)
        ) AS heap
        ORDER BY sha256(convert_to(concat_ws('/', v_count.seed, heap.lot_id, heap.bin_id, heap.owner_id, heap.condition), 'UTF8'))
        LIMIT v_count.random_lines
    ) AS drawn
    JOIN item ON item.item_id = drawn.item_id
    JOIN lot ON lot.lot_id = drawn.lot_id
    LEFT JOIN bin ON bin.bin_id = drawn.bin_id;
    GET DIAGNOSTICS v_lines = ROW_COUNT;
    IF v_lines NOT BETWEEN 1 AND 50000 THEN
        PERFORM refuse('SP516', 'a count has 1 to 50,000 lines', jsonb_build_object('lines', v_lines),
            'name a place, category or item that has stock, or count in parts');
    END IF;
    PERFORM refuse_overlapping_count(v_count.count_id);
    INSERT INTO count_event (count_id, event_no, state, person_id) VALUES (v_count.count_id, 1, 'planned', v_count.planned_by);
    RETURN v_count.number;
END
$$;
CREATE FUNCTION stockpile.post_claimed_document(p_document jsonb, p_document_id bigint, p_holds_nothing boolean) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION stockpile.post_count(p_count_id bigint, p_person_id bigint, p_key text, p_request_hash text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_count stock_count;
    v_changed integer[];
    v_lot_ids bigint[] := ARRAY(SELECT DISTINCT lot_id FROM count_line WHERE count_id = p_count_id);
BEGIN
    v_count := lock_count_for_step(p_count_id, 'posted', p_person_id);
    PERFORM refuse_counter(p_count_id, p_person_id);
    -- The orders that may have to give something back, then both sides of everything at once and in ascending order, as all who post do.
    PERFORM lock_reserving_orders(ARRAY(
        SELECT account_id FROM stock_account WHERE place_id = v_count.place_id AND kind = 'stock' AND lot_id = ANY (v_lot_ids)));
    PERFORM lock_accounts(ARRAY(
        SELECT account_id FROM stock_account WHERE place_id = v_count.place_id AND kind IN ('stock', 'adjustment')
          AND lot_id = ANY (v_lot_ids)));
    v_changed := ARRAY(
        SELECT line_no FROM find_count_differences(p_count_id) AS now
        JOIN count_finding AS finding USING (line_no, counter_no)
        WHERE finding.count_id = p_count_id AND finding.review_no = v_count.review_no AND finding.book_quantity <> now.book_quantity);
    IF cardinality(v_changed) > 0 THEN
        PERFORM refuse('SP511', 'the books at the moment of counting have changed since the review', jsonb_build_object(
            'number', v_count.number, 'lines', list_count_lines(p_count_id, v_changed)), 'review and approve the count again');
    END IF;
    PERFORM refuse_count_shortage(v_count);
    PERFORM refuse_count_units(v_count);
    PERFORM set_count_state(p_count_id, 'posted', p_person_id, NULL);
    v_count.posted_by := p_person_id;
    PERFORM release_for_count(v_count, p_key, p_request_hash);
    PERFORM post_count_gains(v_count, p_key, p_request_hash);
    PERFORM post_count_losses(v_count, p_key, p_request_hash);
END
$$;
CREATE FUNCTION stockpile.post_count_document(p_count stockpile.stock_count, p_document jsonb, p_key text, p_request_hash text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO count_document (request_key, count_id) VALUES (p_key, p_count.count_id);
    PERFORM post_document(p_document || jsonb_build_object('key', p_key, 'request_hash', p_request_hash, 'place_id', p_count.place_id,
        'person_id', p_count.posted_by, 'checker_id', p_count.approved_by, 'reference', p_count.number));
END
$$;
CREATE FUNCTION stockpile.post_count_gains(p_count stockpile.stock_count, p_key text, p_request_hash text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_part record;
BEGIN
    FOR v_part IN
        WITH found AS (
            SELECT finding.line_no, coalesce(cardinality(units.found), finding.difference) AS difference, units.found AS serials,
                account.availability, account.quantity, account.value_fen,
                row_number() OVER (PARTITION BY finding.line_no ORDER BY coalesce(account.quantity, 0) = 0,
                    array_position('{free,held,reserved}', account.availability)) AS choice
            FROM count_finding AS finding
            LEFT JOIN count_serial_differences(p_count.count_id, p_count.review_no) AS units
                ON units.line_no = finding.line_no AND units.is_postable
            LEFT JOIN list_count_accounts(p_count.count_id) AS account ON account.line_no = finding.line_no
            WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no
              AND coalesce(cardinality(units.found), finding.difference) > 0
        ), numbered AS (
            SELECT found.*, row_number() OVER (ORDER BY found.line_no) AS position FROM found WHERE found.choice = 1
        )
        SELECT (numbered.position - 1) / 5000 AS part, jsonb_agg(jsonb_build_object('line_no', numbered.position, 'lot_id', line.lot_id,
            'quantity', numbered.difference, 'serials', numbered.serials, 'to_place_id', p_count.place_id,
            'to_bin_id', line.bin_id, 'from_owner_id', line.owner_id,
            'to_owner_id', line.owner_id, 'from_condition', line.condition, 'to_condition', line.condition,
            'to_availability', CASE WHEN numbered.availability = 'held' AND numbered.quantity > 0 THEN 'held' ELSE 'free' END,
            'value_fen', CASE WHEN numbered.quantity > 0 THEN div(numbered.value_fen::numeric * numbered.difference, numbered.quantity)
                ELSE lot.unit_cost_fen * numbered.difference END)) AS lines
        FROM numbered JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = numbered.line_no
        JOIN lot ON lot.lot_id = line.lot_id
        GROUP BY 1 ORDER BY 1
    LOOP
        PERFORM post_count_document(p_count, jsonb_build_object('kind', 'adjustment', 'purpose', 'count_gain', 'lines', v_part.lines),
            p_key || '#gain-' || v_part.part, p_request_hash);
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.post_count_losses(p_count stockpile.stock_count, p_key text, p_request_hash text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_part record;
BEGIN
    FOR v_part IN
        WITH unit AS (
            SELECT units.line_no, account.availability, serial.serial_number
            FROM count_serial_differences(p_count.count_id, p_count.review_no) AS units
            JOIN list_count_accounts(p_count.count_id) AS account ON account.line_no = units.line_no
            JOIN serial ON serial.account_id = account.account_id AND serial.serial_number = ANY (units.missing)
            WHERE units.is_postable
        ), known AS (
            SELECT line_no, availability, array_agg(serial_number) AS serials FROM unit GROUP BY line_no, availability
        ), taken AS (
            SELECT line_no, availability, cardinality(serials)::bigint AS quantity, serials FROM known
            UNION ALL
            SELECT finding.line_no, account.availability,
                least(account.quantity, -finding.difference - coalesce(sum(account.quantity) OVER (
                    PARTITION BY finding.line_no ORDER BY array_position('{free,held,reserved}', account.availability)
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS quantity, NULL
            FROM count_finding AS finding JOIN list_count_accounts(p_count.count_id) AS account USING (line_no)
            WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no AND finding.difference < 0
              AND NOT EXISTS (SELECT FROM known WHERE known.line_no = finding.line_no)
        ), numbered AS (
            SELECT taken.*, row_number() OVER (ORDER BY line_no, availability) AS position FROM taken WHERE taken.quantity > 0
        )
        SELECT (numbered.position - 1) / 5000 AS part, jsonb_agg(jsonb_build_object('line_no', numbered.position, 'lot_id', line.lot_id,
            'quantity', numbered.quantity, 'serials', numbered.serials, 'from_place_id', p_count.place_id, 'from_bin_id', line.bin_id,
            'from_owner_id', line.owner_id, 'to_owner_id', line.owner_id, 'from_condition', line.condition,
            'from_availability', numbered.availability)) AS lines
        FROM numbered JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = numbered.line_no
        GROUP BY 1 ORDER BY 1
    LOOP
        PERFORM post_count_document(p_count, jsonb_build_object('kind', 'adjustment', 'purpose', 'count_loss', 'lines', v_part.lines),
            p_key || '#loss-' || v_part.part, p_request_hash);
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.post_document(p_document jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
    -- Whether the transaction has written and locked no row yet, so that nobody can be waiting for one.
    v_holds_nothing boolean := pg_current_xact_id_if_assigned() IS NULL;
    -- Taken before the document's identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_document_id bigint;
BEGIN
    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (p_document ->> 'key', p_document ->> 'request_hash', 'post_' || (p_document ->> 'kind'),
            (p_document ->> 'person_id')::bigint, nextval('stockpile.document_document_id_seq'))
    ON CONFLICT (request_key) DO NOTHING
    RETURNING document_id INTO v_document_id;
    IF NOT FOUND THEN
        RETURN answer_again(p_document ->> 'key', p_document ->> 'request_hash');
    END IF;
    RETURN post_claimed_document(p_document, v_document_id, v_holds_nothing);
END
$$;
CREATE FUNCTION stockpile.post_documents(p_is_first boolean DEFAULT false) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    SET work_mem TO '256MB'
    SET maintenance_work_mem TO '256MB'
    SET jit TO 'off'
    SET enable_nestloop TO 'on'
    SET enable_mergejoin TO 'on'
    AS $$
DECLARE
    -- Taken before any identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_keys jsonb;
    v_lines bigint := 0;
    v_lots bigint := 0;
    v_answer jsonb;
BEGIN
    LOCK TABLE staged_document IN EXCLUSIVE MODE;
    TRUNCATE loading_side, loading_document, loading_line, loading_account, settled_line, load_problem;
    IF p_is_first THEN
        v_keys := drop_movement_keys();
    END IF;
    PERFORM sample_tables('staged_document', 'staged_line');
    -- Of lines that name lots by two columns the server expects next to none. Many lines are joined by reading what they name whole.
    IF (SELECT reltuples FROM pg_class WHERE oid = 'staged_line'::regclass) > 50000 THEN
        PERFORM set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true);
    END IF;
    PERFORM load_documents(v_transaction);
    IF EXISTS (SELECT FROM loading_document) THEN
        SELECT lines, lots INTO v_lines, v_lots FROM load_lines();
        PERFORM load_accounts();
        -- Under the locks: what is recalled while we wait for them is not issued.
        PERFORM check_loading_lots();
        PERFORM refuse_load();
        PERFORM load_movements(clock_timestamp());
        PERFORM check_late_lines();
        PERFORM open_loaded_recoveries();
    END IF;
    PERFORM refuse_load();
    IF p_is_first THEN
        PERFORM make_movement_keys(v_keys);
    END IF;
    SELECT jsonb_build_object('documents', (SELECT count(*) FROM loading_document), 'lines', v_lines, 'lots', v_lots,
        'known', (SELECT count(*) FROM staged_document) - (SELECT count(*) FROM loading_document)) INTO v_answer;
    TRUNCATE staged_document, staged_line, loading_side, loading_document, loading_line, loading_account, settled_line;
    PERFORM refresh_statistics();
    RETURN v_answer;
END
$$;
CREATE FUNCTION stockpile.post_line(p_line stockpile.posting_line, p_document stockpile.document, p_purpose stockpile.document_purpose, p_zone text) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION stockpile.post_plain_line(p_key text, p_request_hash text, p_kind text, p_purpose text, p_place_id bigint, p_person_id bigint, p_reference text, p_remarks text, p_reason text, p_occasion text, p_lot_id bigint, p_quantity bigint, p_owner_id bigint, p_from_bin_id bigint, p_to_place_id bigint) RETURNS stockpile.posted_document
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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
CREATE FUNCTION stockpile.put_agreement_in_force(p_agreement stockpile.agreement, p_person_id bigint, p_today date) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_old agreement;
    v_detail jsonb := jsonb_build_object('number', p_agreement.number, 'valid_to', p_agreement.valid_to);
BEGIN
    IF p_agreement.made_by = p_person_id THEN
        PERFORM refuse('SP402', 'who made it does not put it in force', v_detail);
    END IF;
    IF p_agreement.valid_to < p_today THEN
        PERFORM refuse('SP528', 'the time of the agreement is over', v_detail);
    END IF;
    IF NOT EXISTS (SELECT FROM agreement_stock WHERE agreement_id = p_agreement.agreement_id
        UNION ALL SELECT FROM agreement_capacity WHERE agreement_id = p_agreement.agreement_id
        UNION ALL SELECT FROM agreement_floor WHERE agreement_id = p_agreement.agreement_id) THEN
        PERFORM refuse('SP527', 'nothing is promised in it', v_detail);
    END IF;
    UPDATE agreement SET state = 'in_force', approved_by = p_person_id, approved_at = clock_timestamp()
    WHERE agreement_id = p_agreement.agreement_id;
    IF p_agreement.replaces_id IS NULL THEN RETURN; END IF;
    SELECT * INTO v_old FROM agreement WHERE agreement_id = p_agreement.replaces_id FOR UPDATE;
    IF v_old.state NOT IN ('in_force', 'suspended') OR EXISTS (SELECT FROM agreement WHERE replaces_id = v_old.agreement_id
            AND agreement_id <> p_agreement.agreement_id AND approved_by IS NOT NULL) THEN
        PERFORM refuse('SP650', 'it cannot take the place of that agreement', jsonb_build_object('number', v_old.number,
            'state', v_old.state, 'valid_from', v_old.valid_from, 'company', (SELECT code FROM company
            WHERE company_id = v_old.company_id)));
    END IF;
    UPDATE agreement SET last_day = least(coalesce(last_day, valid_to), greatest(p_agreement.valid_from, p_today) - 1)
    WHERE agreement_id = v_old.agreement_id;
    PERFORM close_tasks('agreement_ends', v_old.agreement_id, NULL, p_person_id, 'done', p_agreement.number);
END
$$;
CREATE FUNCTION stockpile.recall_family(p_recall stockpile.recall, p_lot_id bigint, p_lots bigint[], p_moment timestamp with time zone, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO recall_lot (lot_id, recall_id, recalled_on, recalled_at, named_lot_id)
    SELECT lot_id, p_recall.recall_id, (p_moment AT TIME ZONE district_zone())::date, p_moment, p_lot_id FROM unnest(p_lots) AS lot_id
    ON CONFLICT (lot_id) DO NOTHING;
    PERFORM add_recall_holders(p_recall.recall_id, p_lot_id, p_person_id);
END
$$;
CREATE FUNCTION stockpile.record_agreement_share(p_person_id bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_count bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'record_share');
    -- Two at once would each keep a part.
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.agreement_share'));
    IF EXISTS (SELECT FROM agreement_share WHERE month = to_char(v_today, 'YYYY-MM')) THEN RETURN 0; END IF;
    INSERT INTO agreement_share (month, subject, code, taken_on, physical, entrusted, agreement, physical_value_fen,
        entrusted_value_fen, agreement_value_fen, agreement_unvalued, person_id)
    SELECT to_char(v_today, 'YYYY-MM'), subject, share.code, v_today, share.physical, share.entrusted, share.agreement,
        share.physical_value_fen, share.entrusted_value_fen, share.agreement_value_fen, share.agreement_unvalued, p_person_id
    FROM unnest(ARRAY['item', 'category', 'value']) AS subject CROSS JOIN LATERAL find_agreement_share(subject) AS share;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
CREATE FUNCTION stockpile.record_call_off_delivery(p_person_id bigint, p_call_off_id bigint, p_document_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_call_off call_off;
    v_quantity bigint;
    v_delivered bigint;
    v_to text;
BEGIN
    PERFORM require_permission(p_person_id, 'post_receipt');
    SELECT * INTO v_call_off FROM call_off WHERE call_off_id = p_call_off_id FOR UPDATE;
    SELECT delivered_quantity INTO v_delivered FROM call_off_detail WHERE call_off_id = p_call_off_id;
    SELECT sum(movement.quantity) INTO v_quantity
    FROM document JOIN stock_movement AS movement USING (document_id)
    WHERE document_id = p_document_id AND kind = 'receipt' AND purpose = 'purchase' AND reference = v_call_off.number
      AND place_id = v_call_off.to_place_id AND document.recorded_at >= v_call_off.sent_at
    HAVING bool_and(movement.item_id = v_call_off.item_id)
       AND NOT EXISTS (SELECT FROM call_off_delivery AS other WHERE other.document_id = p_document_id)
       AND NOT EXISTS (SELECT FROM reversed_line WHERE reversed_line.document_id = p_document_id);
    IF v_quantity IS NULL THEN
        PERFORM refuse('SP531', 'the document is not a delivery of this call-off', jsonb_build_object('number', v_call_off.number,
            'document', (SELECT number FROM document WHERE document_id = p_document_id)));
    END IF;
    v_to := CASE WHEN v_delivered + v_quantity < v_call_off.quantity THEN 'partly_delivered' ELSE 'delivered' END;
    -- A further part leaves it partly delivered.
    IF v_call_off.state <> 'partly_delivered' AND NOT EXISTS (SELECT FROM state_transition
                   WHERE subject = 'call_off' AND from_state = v_call_off.state AND to_state = v_to) THEN
        PERFORM refuse('SP501', 'the call-off stands in another state',
            jsonb_build_object('number', v_call_off.number, 'state', v_call_off.state, 'to', v_to));
    END IF;
    IF v_delivered + v_quantity > v_call_off.quantity THEN
        PERFORM refuse('SP660', 'more than was called off', jsonb_build_object('number', v_call_off.number,
            'asked', v_quantity, 'available', v_call_off.quantity - v_delivered));
    END IF;
    INSERT INTO call_off_delivery (document_id, call_off_id, quantity, person_id)
    VALUES (p_document_id, p_call_off_id, v_quantity, p_person_id);
    PERFORM step_call_off(v_call_off, v_to, p_person_id, (SELECT number FROM document WHERE document_id = p_document_id), NULL);
END
$$;
CREATE FUNCTION stockpile.record_care(p_person_id bigint, p_record jsonb) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_zone text := district_zone();
    v_given care_record := jsonb_populate_record(NULL::care_record, p_record - '{evidence}'::text[]);
    v_rule care_rule;
    v_found bigint;
    v_ids bigint[];
BEGIN
    PERFORM require_permission(p_person_id, 'record_care');
    SELECT * INTO v_rule FROM care_rule WHERE care_rule_id = v_given.care_rule_id;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such rule of care', jsonb_build_object('field', 'rule', 'code', v_given.care_rule_id));
    END IF;
    IF v_rule.ended_at IS NOT NULL THEN
        PERFORM refuse('SP691', 'the rule has ended', jsonb_build_object('rule', v_rule.code,
            'ended_on', (v_rule.ended_at AT TIME ZONE v_zone)::date));
    END IF;
    IF v_given.done_on > (clock_timestamp() AT TIME ZONE v_zone)::date THEN
        PERFORM refuse('SP637', 'nothing was done in the future', jsonb_build_object('rule', v_rule.code, 'done_on', v_given.done_on));
    END IF;
    IF v_given.result = 'defect' AND coalesce(v_given.remarks, '') = '' THEN
        PERFORM refuse('SP613', 'a defect has to be described', jsonb_build_object('purpose', 'care_record', 'owed',
            jsonb_build_array('remarks')), 'say what was found');
    END IF;
    -- Two who write down the same care take turns: the second is told.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.care', v_rule.care_rule_id));
    WITH heap AS (
        SELECT lot_id, serial_id FROM care_heap(v_rule.item_id)
        WHERE place_id = v_given.place_id AND lot_id = coalesce(v_given.lot_id, lot_id)
          AND (v_given.serial_id IS NULL OR serial_id = v_given.serial_id)
          AND (care_arrival(lot_id, place_id) AT TIME ZONE v_zone)::date <= v_given.done_on
    ), fresh AS (
        SELECT heap.* FROM heap
        LEFT JOIN LATERAL (
            SELECT done_on, result, place_id FROM care_record AS record
            WHERE record.care_rule_id = v_rule.care_rule_id AND record.lot_id = heap.lot_id
              AND record.serial_id IS NOT DISTINCT FROM heap.serial_id AND record.place_id = v_given.place_id
              AND record.done_on <= v_given.done_on
            ORDER BY done_on DESC, care_record_id DESC LIMIT 1) AS last ON true
        WHERE (last.done_on, last.result) IS DISTINCT FROM (v_given.done_on, v_given.result)
    ), written AS (
        INSERT INTO care_record (care_rule_id, place_id, lot_id, serial_id, done_on, done_by, result, remarks, evidence, evidence_name,
            person_id)
        SELECT v_rule.care_rule_id, v_given.place_id, lot_id, serial_id, v_given.done_on, v_given.done_by, v_given.result,
            v_given.remarks, decode(p_record ->> 'evidence', 'hex'), v_given.evidence_name, p_person_id
        FROM fresh ORDER BY lot_id, serial_id
        RETURNING care_record_id)
    SELECT (SELECT count(*) FROM heap), (SELECT array_agg(care_record_id) FROM written) INTO v_found, v_ids;
    IF v_ids IS NULL THEN
        PERFORM refuse(CASE v_found WHEN 0 THEN 'SP638' ELSE 'SP639' END, 'there is nothing (left) to write down',
            jsonb_build_object('rule', v_rule.code, 'item', (SELECT code FROM item WHERE item_id = v_rule.item_id),
                'place', (SELECT code FROM place WHERE place_id = v_given.place_id), 'done_on', v_given.done_on,
                'result', v_given.result));
    END IF;
    PERFORM open_care_task(p_person_id, v_rule.care_rule_id, v_given.place_id);
    RETURN QUERY SELECT unnest(v_ids);
END
$$;
CREATE FUNCTION stockpile.record_count_serials(p_count_id bigint, p_person_id bigint, p_line_no integer, p_serials text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_count stock_count;
    v_entry count_entry;
    v_item item;
BEGIN
    PERFORM require_permission(p_person_id, 'enter_count');
    v_count := lock_count(p_count_id, '{planned,counting,counted,recounting,under_review,approved}');
    SELECT item.* INTO v_item FROM count_line AS line JOIN item USING (item_id)
    WHERE line.count_id = p_count_id AND line.line_no = p_line_no;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'the count has no such line', jsonb_build_object('subject', 'line_no', 'code', p_line_no));
    END IF;
    IF NOT v_item.is_serialised THEN
        PERFORM refuse('SP627', 'the item is not kept by serial number', jsonb_build_object('lines',
            jsonb_build_array(jsonb_build_object('line_no', p_line_no, 'item', v_item.code))), 'leave the numbers out');
    END IF;
    SELECT entry.* INTO v_entry FROM count_entry AS entry
    JOIN count_counter AS counter USING (count_id, line_no, counter_no)
    WHERE entry.count_id = p_count_id AND entry.line_no = p_line_no AND counter.person_id = p_person_id
    ORDER BY entry.entry_no DESC LIMIT 1;
    IF NOT FOUND THEN
        PERFORM refuse('SP671', 'only who counted a line names its units', jsonb_build_object('number', v_count.number,
            'line_no', p_line_no), 'let those who counted it name them');
    END IF;
    IF (SELECT count(DISTINCT serial) FROM unnest(p_serials) AS serial) <> v_entry.quantity
        OR cardinality(p_serials) <> v_entry.quantity THEN
        PERFORM refuse('SP626', 'a serialised item owes as many serial numbers as units', jsonb_build_object('lines',
            jsonb_build_array(jsonb_build_object('code', 'SP626', 'line_no', p_line_no, 'item', v_item.code, 'asked', v_entry.quantity,
                'found', (SELECT count(DISTINCT serial) FROM unnest(p_serials) AS serial)))));
    END IF;
    IF EXISTS (SELECT FROM count_serial WHERE count_id = p_count_id AND line_no = p_line_no AND entry_no = v_entry.entry_no) THEN
        PERFORM refuse('SP692', 'the units of this entry are named already', jsonb_build_object('number', v_count.number,
            'line_no', p_line_no), 'count the line again to correct them');
    END IF;
    INSERT INTO count_serial (count_id, line_no, entry_no, serial_number)
    SELECT p_count_id, p_line_no, v_entry.entry_no, serial FROM unnest(p_serials) AS serial;
END
$$;
CREATE FUNCTION stockpile.record_hold(p_person_id bigint, p_document_id bigint, p_owner_id bigint, p_until_on date, p_reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
BEGIN
    PERFORM require_permission(p_person_id, 'hold_lot');
    IF NOT EXISTS (SELECT FROM document WHERE document_id = p_document_id AND kind = 'hold' AND person_id = p_person_id) THEN
        PERFORM refuse('SP601', 'there is no such hold of this person', jsonb_build_object('field', 'document', 'code', p_document_id));
    END IF;
    IF p_until_on < v_today THEN
        PERFORM refuse('SP521', 'a hold does not end before it begins', jsonb_build_object('until_on', p_until_on, 'today', v_today),
            'name today or a later day');
    END IF;
    INSERT INTO lot_hold (document_id, lot_id, place_id, reason, owner_id, until_on, person_id)
    SELECT DISTINCT document_id, lot_id, to_place_id, p_reason, p_owner_id, p_until_on, p_person_id
    FROM stock_movement WHERE document_id = p_document_id;
    -- An older hold of the same goods has the task already: it gets the new owner and day.
    PERFORM open_task('hold_due', held.lot_id, lot.lot_number, held.place_id, held.owner_id,
        (held.until_on + 1)::timestamp AT TIME ZONE district_zone(), p_person_id,
        jsonb_build_object('lot', lot.lot_number, 'item', item.code, 'until_on', held.until_on, 'reason', held.reason))
    FROM lot_hold AS held JOIN lot USING (lot_id) JOIN item USING (item_id)
    WHERE held.document_id = p_document_id AND held.until_on IS NOT NULL;
END
$$;
CREATE FUNCTION stockpile.record_hold_release(p_person_id bigint, p_lot_ids bigint[], p_place_id bigint, p_document_id bigint, p_remarks text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_ended bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'hold_lot');
    WITH ended AS (
        INSERT INTO lot_hold_release (lot_hold_id, document_id, remarks, person_id)
        SELECT held.lot_hold_id, p_document_id, p_remarks, p_person_id
        FROM lot_hold AS held
        WHERE held.lot_id = ANY (p_lot_ids) AND (p_place_id IS NULL OR held.place_id = p_place_id)
          AND NOT EXISTS (SELECT FROM lot_hold_release AS released WHERE released.lot_hold_id = held.lot_hold_id)
          AND NOT EXISTS (SELECT FROM stock_account AS account WHERE account.lot_id = held.lot_id
              AND account.place_id = held.place_id AND account.availability = 'held' AND account.holds)
        ON CONFLICT (lot_hold_id) DO NOTHING
        RETURNING lot_hold_id)
    SELECT count(*) INTO v_ended FROM ended;
    PERFORM close_tasks('hold_due', task.subject_id, task.place_id, p_person_id, 'done', p_remarks)
    FROM task
    WHERE kind = 'hold_due' AND outcome IS NULL AND subject_id = ANY (p_lot_ids)
      AND NOT EXISTS (SELECT FROM lot_hold AS held
          WHERE held.lot_id = task.subject_id AND held.place_id = task.place_id
            AND NOT EXISTS (SELECT FROM lot_hold_release AS released WHERE released.lot_hold_id = held.lot_hold_id));
    RETURN v_ended;
END
$$;
CREATE FUNCTION stockpile.record_liaison_answer(p_answer jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_person_id bigint := (p_answer ->> 'person_id')::bigint;
    v_at timestamptz := coalesce((p_answer ->> 'answered_at')::timestamptz, clock_timestamp());
    v_check liaison_check;
    v_liaison liaison;
BEGIN
    PERFORM require_permission(v_person_id, 'check_liaisons');
    SELECT * INTO v_check FROM liaison_check WHERE number = p_answer ->> 'number';
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such roll-call',
            jsonb_build_object('subject', 'liaison_check', 'code', p_answer ->> 'number'));
    END IF;
    -- Answers of one roll-call take turns, so that the last one ends the task.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.liaison_check', v_check.liaison_check_id));
    v_liaison := find_liaison_called(v_check.liaison_check_id, p_answer);
    IF p_answer ->> 'answered_by' = 'deputy' AND v_liaison.deputy IS NULL THEN
        PERFORM refuse('SP644', 'this liaison officer has no deputy', jsonb_build_object('organisation', v_liaison.organisation,
            'name', v_liaison.name));
    END IF;
    IF v_at > clock_timestamp() THEN
        PERFORM refuse('SP302', 'nobody has answered in the future', jsonb_build_object('occurred_at', v_at));
    END IF;
    IF v_at < v_check.started_at THEN
        PERFORM refuse('SP645', 'nobody answers before the roll-call began', jsonb_build_object('number', v_check.number,
            'started_at', v_check.started_at));
    END IF;
    INSERT INTO liaison_check_answer (liaison_check_id, liaison_id, answered_by, answered_at, remarks, person_id)
    VALUES (v_check.liaison_check_id, v_liaison.liaison_id, p_answer ->> 'answered_by', v_at, p_answer ->> 'remarks', v_person_id)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('SP642', 'this person has answered already', jsonb_build_object('number', v_check.number, 'name', v_liaison.name));
    END IF;
    IF NOT EXISTS (SELECT FROM liaison_check_member AS member WHERE member.liaison_check_id = v_check.liaison_check_id
                   AND NOT EXISTS (SELECT FROM liaison_check_answer AS answer
                       WHERE (answer.liaison_check_id, answer.liaison_id) = (member.liaison_check_id, member.liaison_id))) THEN
        PERFORM close_tasks('liaison_check', v_check.liaison_check_id, NULL, v_person_id, 'done');
    END IF;
END
$$;
CREATE FUNCTION stockpile.record_lot_test(p_person_id bigint, p_test jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_test lot_test := jsonb_populate_record(NULL::lot_test, p_test - 'evidence');
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_lot lot;
    v_sampled_on date;
    v_test_id bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'record_lot_test');
    -- One test of a lot after the other; whoever posts is not kept waiting.
    SELECT * INTO v_lot FROM lot WHERE lot_id = v_test.lot_id FOR NO KEY UPDATE;
    SELECT document.document_id, (document.occurred_at AT TIME ZONE district_zone())::date
    INTO v_test.sample_document_id, v_sampled_on
    FROM document JOIN stock_movement AS movement USING (document_id)
    WHERE document.number = p_test ->> 'sampled_by_document' AND document.kind = 'issue' AND document.purpose = 'sample'
      AND movement.lot_id = v_lot.lot_id AND NOT EXISTS (SELECT FROM reversed_line AS back
          WHERE back.document_id = movement.document_id AND back.line_no = movement.line_no)
    LIMIT 1;
    IF NOT FOUND THEN
        PERFORM refuse('SP115', 'this document did not draw a sample of the lot',
            jsonb_build_object('lot', v_lot.lot_number, 'number', p_test ->> 'sampled_by_document'),
            'draw one: issue post --purpose sample');
    END IF;
    IF v_test.tested_on NOT BETWEEN v_sampled_on AND v_today THEN
        PERFORM refuse('SP610', 'a sample is tested after it was drawn, and not in the future', jsonb_build_object('dates',
            jsonb_build_array(jsonb_build_object('field', 'tested_on', 'value', v_test.tested_on,
                'expected', v_sampled_on || ' – ' || v_today))));
    END IF;
    IF v_test.result = 'passed' AND (v_test.expires_on > v_lot.expires_on AND v_test.expires_on > v_test.tested_on) IS NOT TRUE THEN
        PERFORM refuse('SP634', 'the lot would not last longer', jsonb_build_object('lot', v_lot.lot_number,
            'expires_on', v_lot.expires_on, 'tested_on', v_test.tested_on, 'new_expires_on', v_test.expires_on));
    END IF;
    IF EXISTS (SELECT FROM lot_test_detail AS known WHERE known.lot_id = v_lot.lot_id AND known.laboratory = v_test.laboratory
               AND known.report_number = v_test.report_number AND known.state <> 'withdrawn') THEN
        PERFORM refuse('SP635', 'this report on the lot was recorded already', jsonb_build_object('lot', v_lot.lot_number,
            'laboratory', v_test.laboratory, 'report_number', v_test.report_number));
    END IF;
    INSERT INTO lot_test (lot_id, sample_document_id, laboratory, report_number, tested_on, result, former_expires_on, expires_on, evidence,
        evidence_name, person_id)
    VALUES (v_lot.lot_id, v_test.sample_document_id, v_test.laboratory, v_test.report_number, v_test.tested_on, v_test.result,
        v_lot.expires_on, v_test.expires_on, decode(p_test ->> 'evidence', 'hex'), v_test.evidence_name, p_person_id)
    RETURNING lot_test_id INTO v_test_id;
    RETURN v_test_id;
END
$$;
CREATE FUNCTION stockpile.record_proofs(p_person_id bigint, p_proofs jsonb, p_file_sha256 text, p_file_name text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_count bigint;
    v_proof record;
BEGIN
    PERFORM require_permission(p_person_id, 'record_proof');
    IF p_file_sha256 IS NOT NULL THEN
        INSERT INTO proof_file (sha256, name, person_id) VALUES (decode(p_file_sha256, 'hex'), p_file_name, p_person_id)
        ON CONFLICT (sha256) DO NOTHING;
        IF NOT FOUND THEN
            PERFORM refuse('SP661', 'this file was entered already', (SELECT jsonb_build_object('file', name, 'sha256', p_file_sha256,
                'recorded_at', iso(recorded_at, district_zone())) FROM proof_file WHERE sha256 = decode(p_file_sha256, 'hex')));
        END IF;
    END IF;
    FOR v_proof IN
        SELECT given.*, agreement.number FROM jsonb_to_recordset(p_proofs) AS given (agreement_id bigint, item_id bigint,
            place_id bigint, form text, proved_on date)
        JOIN agreement USING (agreement_id)
    LOOP
        IF v_proof.proved_on > v_today THEN
            PERFORM refuse('SP662', 'nothing can be proved in the future',
                jsonb_build_object('number', v_proof.number, 'proved_on', v_proof.proved_on));
        END IF;
        IF NOT EXISTS (
            SELECT FROM agreement_stock AS line WHERE v_proof.form = 'agreement_stock' AND line.agreement_id = v_proof.agreement_id
                AND line.item_id = v_proof.item_id AND line.place_id = v_proof.place_id
            UNION ALL
            SELECT FROM agreement_capacity AS line WHERE v_proof.form = 'capacity' AND line.agreement_id = v_proof.agreement_id
                AND line.item_id = v_proof.item_id AND line.place_id = v_proof.place_id) THEN
            PERFORM refuse('SP659', 'the agreement has no such line', jsonb_build_object('number', v_proof.number));
        END IF;
    END LOOP;
    INSERT INTO proof_of_stock (agreement_id, item_id, place_id, form, kind, proved_on, quantity, person_id, evidence, evidence_name,
        file_sha256, remarks)
    SELECT agreement_id, item_id, place_id, form, kind, proved_on, quantity, p_person_id, decode(evidence, 'hex'), evidence_name,
        decode(p_file_sha256, 'hex'), remarks
    FROM jsonb_to_recordset(p_proofs) AS given (agreement_id bigint, item_id bigint, place_id bigint, form text, kind text,
        proved_on date, quantity bigint, evidence text, evidence_name text, remarks text);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM close_tasks('declaration_due', due.subject_id, NULL, p_person_id, 'done')
    FROM task AS due
    WHERE due.kind = 'declaration_due' AND due.outcome IS NULL AND EXISTS (
        SELECT FROM jsonb_to_recordset(p_proofs) AS given (agreement_id bigint, kind text, proved_on date)
        JOIN agreement USING (agreement_id)
        WHERE given.kind = 'declaration' AND agreement.company_id = due.subject_id
          AND to_char(given.proved_on, 'YYYY-MM') >= due.detail ->> 'month');
    RETURN v_count;
END
$$;
CREATE FUNCTION stockpile.record_recall_progress(p_progress jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_person_id bigint := (p_progress ->> 'person_id')::bigint;
    v_outcome text := p_progress ->> 'outcome';
    v_quantity bigint := (p_progress ->> 'quantity')::bigint;
    v_recall recall := lock_recall(p_progress ->> 'number', (p_progress ->> 'person_id')::bigint);
    v_holder recall_holder_detail;
BEGIN
    SELECT * INTO v_holder FROM recall_holder_detail
    WHERE recall_id = v_recall.recall_id AND holder_no = (p_progress ->> 'holder_no')::integer;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such holder', jsonb_build_object('subject', 'recall_holder', 'code',
            concat(p_progress ->> 'number', ' ', p_progress ->> 'holder_no')));
    END IF;
    IF v_outcome = 'returned' AND v_holder.kind IN ('carrier', 'borrower') THEN
        PERFORM refuse('SP641', 'the ledger tells what came back', jsonb_build_object('kind', v_holder.kind, 'number', v_holder.document));
    END IF;
    -- All that is open, when no quantity is said.
    v_quantity := coalesce(v_quantity, v_holder.open_quantity);
    IF v_quantity > v_holder.open_quantity OR v_holder.open_quantity = 0 THEN
        PERFORM refuse('SP640', 'more than is open', jsonb_build_object('number', v_recall.number, 'holder_no', v_holder.holder_no,
            'asked', v_quantity, 'available', v_holder.open_quantity));
    END IF;
    INSERT INTO recall_progress (recall_holder_id, outcome, quantity, document_id, remarks, person_id)
    VALUES (v_holder.recall_holder_id, v_outcome, v_quantity,
        guard_recall_return(v_recall.recall_id, v_holder.kind, p_progress ->> 'document', v_quantity), p_progress ->> 'remarks',
        v_person_id);
    IF v_recall.state = 'issued' THEN
        UPDATE recall SET state = 'in_progress' WHERE recall_id = v_recall.recall_id;
    END IF;
    PERFORM close_recall_tasks(v_recall.recall_id, v_person_id);
END
$$;
CREATE FUNCTION stockpile.record_recovery(p_recovery jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_person_id bigint := (p_recovery ->> 'person_id')::bigint;
    v_return_id bigint := (p_recovery ->> 'return_document_id')::bigint;
    v_document document;
    v_refused jsonb;
BEGIN
    PERFORM require_permission(v_person_id, 'post_receipt');
    SELECT * INTO v_document FROM document WHERE document_id = (p_recovery ->> 'document_id')::bigint;
    PERFORM lock_recovery(v_document.document_id);
    SELECT jsonb_agg(jsonb_build_object('item', item.code, 'item_name', item.name, 'item_name_en', item.name_en, 'lot', lot.lot_number,
        'asked', line.returned + line.lost, 'available', coalesce(due.quantity, 0), 'base_unit', item.base_unit) ORDER BY lot.lot_id)
    INTO v_refused
    FROM (SELECT lot_id, owner_id, coalesce(sum(quantity) FILTER (WHERE result <> 'lost'), 0)::bigint AS returned,
              coalesce(sum(quantity) FILTER (WHERE result = 'lost'), 0)::bigint AS lost
          FROM jsonb_to_recordset(p_recovery -> 'lines') AS given (lot_id bigint, owner_id bigint, result text, quantity bigint)
          GROUP BY lot_id, owner_id) AS line
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id
    LEFT JOIN recovery_detail AS due ON due.document_id = v_document.document_id AND due.lot_id = line.lot_id
        AND due.owner_id = line.owner_id
    -- What was said to be lost may still come back.
    WHERE line.returned > coalesce(due.quantity + due.lost_quantity, 0)
       OR line.lost > greatest(coalesce(due.quantity, 0) - line.returned, 0);
    IF v_refused IS NOT NULL THEN
        PERFORM refuse('SP118', 'more than is out of this issue', jsonb_build_object('number', v_document.number, 'lines', v_refused));
    END IF;
    INSERT INTO recovery_entry (document_id, lot_id, owner_id, result, quantity, reason, return_document_id, return_line_no, person_id)
    SELECT v_document.document_id, lot_id, owner_id, result, quantity, p_recovery ->> 'reason',
        CASE WHEN result <> 'lost' THEN v_return_id END, CASE WHEN result <> 'lost' THEN line_no END, v_person_id
    FROM jsonb_to_recordset(p_recovery -> 'lines')
        AS line (lot_id bigint, owner_id bigint, result text, quantity bigint, line_no integer);
    IF EXISTS (
        SELECT FROM (SELECT * FROM recovery_entry WHERE return_document_id = v_return_id) AS entry
        FULL JOIN (SELECT movement.line_no, movement.lot_id, movement.quantity, target.owner_id, target.condition
                   FROM document JOIN stock_movement AS movement USING (document_id)
                   JOIN stock_account AS target ON target.account_id = movement.to_account_id
                   WHERE document_id = v_return_id AND document.kind = 'receipt' AND document.purpose = 'return'
                     AND document.place_id = v_document.place_id AND document.person_id = v_person_id) AS brought
            ON brought.line_no = entry.return_line_no
        -- Good is what waits for inspection no longer: it comes back uninspected all the same.
        WHERE (entry.document_id, entry.lot_id, entry.owner_id, entry.quantity, replace(entry.result, 'good', 'in_inspection'))
            IS DISTINCT FROM (v_document.document_id, brought.lot_id, brought.owner_id, brought.quantity, brought.condition)) THEN
        PERFORM refuse('SP664', 'the return brought something else', jsonb_build_object('number', v_document.number));
    END IF;
    PERFORM keep_recovery_task(v_document.document_id, v_person_id);
END
$$;
CREATE FUNCTION stockpile.record_rotation_document(p_person_id bigint, p_plan_id bigint, p_step_no integer, p_document_id bigint, p_fresh_document_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_step_id bigint := lock_rotation_step(p_person_id, p_plan_id, p_step_no);
    v_step record;
    v_quantity bigint;
    v_fresh bigint;
BEGIN
    SELECT * INTO v_step FROM rotation_step_detail WHERE rotation_step_id = v_step_id;
    v_quantity := rotation_document_quantity(v_step_id, p_document_id, p_person_id, false);
    v_fresh := rotation_document_quantity(v_step_id, p_fresh_document_id, p_person_id, true);
    IF v_quantity IS NULL OR (v_step.way = 'swap') <> (p_fresh_document_id IS NOT NULL)
        OR (p_fresh_document_id IS NOT NULL AND v_fresh IS NULL) THEN
        PERFORM refuse('SP536', 'the document does not carry this step out', jsonb_build_object('number', v_step.number,
            'documents', (SELECT jsonb_agg(number ORDER BY document_id) FROM document
                WHERE document_id IN (p_document_id, p_fresh_document_id))));
    END IF;
    -- A sample is drawn for all of it.
    IF v_step.way = 'extension_test' THEN
        v_quantity := greatest(v_quantity, v_step.open_quantity);
    END IF;
    IF v_quantity > v_step.open_quantity THEN
        PERFORM refuse('SP669', 'more than the step takes', jsonb_build_object('number', v_step.number, 'asked', v_quantity,
            'available', v_step.open_quantity));
    END IF;
    INSERT INTO rotation_document (document_id, rotation_step_id, quantity, replaces_document_id, person_id)
    VALUES (p_document_id, v_step_id, v_quantity, NULL, p_person_id);
    IF v_fresh IS NOT NULL THEN
        INSERT INTO rotation_document (document_id, rotation_step_id, quantity, replaces_document_id, person_id)
        VALUES (p_fresh_document_id, v_step_id, v_fresh, p_document_id, p_person_id);
    END IF;
    IF v_quantity = v_step.open_quantity THEN
        UPDATE rotation_step SET state = 'done' WHERE rotation_step_id = v_step_id;
        PERFORM add_rotation_event(p_plan_id, p_step_no, 'done', p_person_id,
            (SELECT number FROM document WHERE document_id = p_document_id));
        PERFORM close_tasks('rotation_step', v_step_id, NULL, p_person_id, 'done', NULL);
    END IF;
    PERFORM settle_rotation_plan(p_plan_id, p_person_id);
END
$$;
CREATE FUNCTION stockpile.record_rule_dates(p_person_id bigint, p_dates jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'post_receipt');
    INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, stop_issue_on, reason, source, shelf_life_rule_id, person_id)
    SELECT lot.lot_id, lot.expires_on, lot.warn_on, lot.rotate_by_on, given.stop_issue_on, 'shelf_life_rule', given.source,
        rule.shelf_life_rule_id, p_person_id
    FROM jsonb_to_recordset(p_dates) AS given (key text, line_no integer, stop_issue_on date, source text, rule_id bigint)
    JOIN request ON request.request_key = given.key
    JOIN document ON document.document_id = request.document_id AND document.kind = 'receipt' AND document.person_id = p_person_id
    JOIN stock_movement AS movement ON movement.document_id = document.document_id AND movement.line_no = given.line_no
    JOIN lot ON lot.lot_id = movement.lot_id
    LEFT JOIN shelf_life_rule AS rule ON rule.shelf_life_rule_id = given.rule_id AND rule.item_id = lot.item_id
    WHERE EXISTS (SELECT FROM lot_date AS first WHERE first.lot_id = lot.lot_id AND first.xmin = pg_current_xact_id()::xid)
      AND NOT EXISTS (SELECT FROM lot_date AS said WHERE said.lot_id = lot.lot_id AND said.reason <> 'receipt')
    ORDER BY movement.movement_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
CREATE FUNCTION stockpile.record_verification(p_person_id bigint, p_block_no bigint, p_block_sha256 text, p_is_full boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'seal_ledger');
    IF NOT EXISTS (SELECT FROM ledger_block WHERE block_no = p_block_no AND block_sha256 = decode(p_block_sha256, 'hex')) THEN
        PERFORM refuse('SP506', 'the ledger has no such block', jsonb_build_object('block_no', p_block_no, 'sha256', p_block_sha256));
    END IF;
    INSERT INTO ledger_verification (block_no, block_sha256, is_full, person_id)
    VALUES (p_block_no, decode(p_block_sha256, 'hex'), p_is_full, p_person_id);
END
$$;
CREATE FUNCTION stockpile.refresh_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    ANALYZE document, stock_movement, stock_account, lot, lot_date, request, item, place, document_counter;
END
$$;
CREATE FUNCTION stockpile.refuse(code text, message text, detail jsonb DEFAULT '{}'::jsonb, hint text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = code,
        MESSAGE = message,
        DETAIL = detail::text,
        HINT = coalesce(hint, '');
END
$$;
CREATE FUNCTION stockpile.refuse_account() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'there is no account that is %, %, % and % of ours', new.kind, new.condition, new.availability,
        CASE WHEN new.is_stock THEN 'one' ELSE 'none' END
        USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_account_is_an_account', TABLE = tg_table_name, SCHEMA = tg_table_schema;
END
$$;
CREATE FUNCTION stockpile.refuse_blocked_reversal(p_document stockpile.document, p_lines integer[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_short record;
    v_thought jsonb := '{"balances": {}, "steps": []}';
    v_blocked jsonb := '[]';
    v_in_the_way jsonb;
BEGIN
    FOR v_short IN
        SELECT account.account_id, account.quantity, needed.quantity AS needed, item.code AS item, item.name AS item_name,
            item.name_en AS item_name_en, item.base_unit, lot.lot_number, place.code AS place
        FROM (SELECT account_id, sum(quantity)::bigint AS quantity
            FROM (SELECT to_account_id AS account_id, quantity FROM stock_movement
                  WHERE document_id = p_document.document_id AND line_no = ANY (p_lines)
                  UNION ALL
                  SELECT from_account_id, -quantity FROM stock_movement
                  WHERE document_id = p_document.document_id AND line_no = ANY (p_lines)) AS side
            GROUP BY account_id) AS needed
        JOIN stock_account AS account USING (account_id) JOIN item USING (item_id) JOIN lot USING (lot_id)
        JOIN place ON place.place_id = account.place_id
        WHERE account.is_stock AND needed.quantity > account.quantity
        ORDER BY account.account_id
    LOOP
        v_blocked := v_blocked || jsonb_build_object('item', v_short.item, 'item_name', v_short.item_name,
            'item_name_en', v_short.item_name_en, 'base_unit', v_short.base_unit, 'lot', v_short.lot_number, 'place', v_short.place,
            'asked', v_short.needed, 'available', v_short.quantity);
        v_thought := think_back(v_thought, v_short.account_id, v_short.needed, p_document.recorded_at);
    END LOOP;
    IF v_blocked = '[]' THEN
        RETURN;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('number', document.number, 'kind', document.kind, 'purpose', document.purpose,
        'line_no', movement.line_no, 'quantity', movement.quantity, 'lot', lot.lot_number, 'place', place.code,
        'recorded_at', document.recorded_at,
        'order', allocation_order.number) ORDER BY step.position)
    INTO v_in_the_way
    FROM jsonb_array_elements(v_thought -> 'steps') WITH ORDINALITY AS step (movement, position)
    JOIN stock_movement AS movement ON movement.document_id = (step.movement ->> 'document')::bigint
        AND movement.line_no = (step.movement ->> 'line')::integer
        AND movement.from_account_id = (step.movement ->> 'account')::bigint
    JOIN document ON document.document_id = movement.document_id
    JOIN lot ON lot.lot_id = movement.lot_id
    JOIN place ON place.place_id = movement.from_place_id
    LEFT JOIN allocation_order ON allocation_order.order_id = document.order_id;
    PERFORM refuse('SP107', 'what the document brought has moved on', jsonb_build_object('number', p_document.number,
        'lines', v_blocked, 'in_the_way', v_in_the_way), 'take back first, in this order, what is listed');
END
$$;
CREATE FUNCTION stockpile.refuse_change_of_agreement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_steps text[] := '{state,approved_by,approved_at,last_day}';
    v_may boolean := false;
BEGIN
    IF tg_op = 'UPDATE' AND tg_table_name = 'agreement' THEN
        v_may := (to_jsonb(new) - v_steps) = (to_jsonb(old) - v_steps)
            AND (old.approved_by IS NULL OR (new.approved_by, new.approved_at) = (old.approved_by, old.approved_at))
            AND (old.last_day IS NULL OR new.last_day <= old.last_day)
            AND (new.state = old.state OR EXISTS (SELECT FROM stockpile.state_transition AS step
                WHERE step.subject = 'agreement' AND step.from_state = old.state AND step.to_state = new.state));
    ELSIF tg_op IN ('UPDATE', 'DELETE') AND tg_table_name <> 'agreement' THEN
        v_may := EXISTS (SELECT FROM stockpile.agreement WHERE agreement_id = old.agreement_id AND state = 'draft');
    END IF;
    IF NOT v_may THEN
        PERFORM stockpile.refuse('SP505', format('%s of %s: what was agreed stays', tg_op, tg_table_name),
            jsonb_build_object('table', tg_table_name), 'make an agreement that replaces it');
    END IF;
    RETURN CASE WHEN tg_op = 'DELETE' THEN old ELSE new END;
END
$$;
CREATE FUNCTION stockpile.refuse_change_of_history() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM stockpile.refuse('SP505', format('%s of %s: history is never changed', tg_op, tg_table_name),
        jsonb_build_object('table', tg_table_name), 'post a reversal');
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.refuse_change_of_lot() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF tg_op = 'UPDATE' AND (to_jsonb(new) - '{expires_on,warn_on,rotate_by_on,stop_issue_on,recalled_on,recalled_at}'::text[])
                          = (to_jsonb(old) - '{expires_on,warn_on,rotate_by_on,stop_issue_on,recalled_on,recalled_at}'::text[])
        -- A recall is never undone.
        AND (old.recalled_on IS NULL OR (new.recalled_on, new.recalled_at) IS NOT DISTINCT FROM (old.recalled_on, old.recalled_at)) THEN
        RETURN new;
    END IF;
    PERFORM stockpile.refuse('SP505', format('lot %s: what a lot was received as never changes', old.lot_number),
        jsonb_build_object('table', tg_table_name), 'move the goods into a child lot');
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.refuse_change_of_period() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF tg_op = 'UPDATE' AND old.state = 'closing' AND new.state = 'closed'
        AND (new.period, new.closing_by, new.closing_at) IS NOT DISTINCT FROM (old.period, old.closing_by, old.closing_at) THEN
        RETURN new;
    END IF;
    PERFORM stockpile.refuse('SP505', format('%s of period %s: a closed month stays closed', tg_op, old.period),
        jsonb_build_object('table', tg_table_name), 'post in an open period and name the closed one it is about');
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.refuse_change_of_standard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF tg_op = 'UPDATE' AND old.drafted_by IS NOT NULL AND old.adopted_by IS NULL AND new.adopted_by IS NOT NULL
        AND (to_jsonb(new) - '{adopted_by,adopted_at}'::text[]) = (to_jsonb(old) - '{adopted_by,adopted_at}'::text[]) THEN
        RETURN new;
    END IF;
    PERFORM stockpile.refuse('SP505', format('%s of standard %s/%s: make a new version', tg_op, old.code, old.version),
        jsonb_build_object('table', tg_table_name));
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.refuse_change_of_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    -- What a step writes: the state, and who took it when.
    v_steps text[] := '{state,review_no,reviewed_by,reviewed_at,approved_by,approved_at,posted_by,posted_at,rejected_by,rejected_at,'
        'cancelled_by,cancelled_at,completed_by,completed_at,approval_remarks}';
BEGIN
    IF tg_op = 'UPDATE' AND (to_jsonb(new) - v_steps) = (to_jsonb(old) - v_steps)
        AND EXISTS (SELECT FROM stockpile.state_transition AS step
                    WHERE step.subject = tg_table_name AND step.from_state = old.state AND step.to_state = new.state) THEN
        RETURN new;
    END IF;
    PERFORM stockpile.refuse('SP505', format('%s of %s %s: it only moves on, step by step', tg_op, tg_table_name, old.number),
        jsonb_build_object('table', tg_table_name));
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.refuse_count_shortage(p_count stockpile.stock_count) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_lines jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('count_line', short.line_no, 'item', item.code, 'item_name', item.name,
        'item_name_en', item.name_en, 'base_unit', item.base_unit, 'lot', lot.lot_number,
        'place', (SELECT code FROM place WHERE place_id = p_count.place_id), 'asked', short.loss, 'available', short.there)
        ORDER BY short.line_no)
    INTO v_lines
    FROM (
        SELECT finding.line_no, -finding.difference AS loss, coalesce(sum(account.quantity), 0)::bigint AS there
        FROM count_finding AS finding LEFT JOIN list_count_accounts(p_count.count_id) AS account USING (line_no)
        WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no AND finding.difference < 0
        GROUP BY finding.line_no, finding.difference
        HAVING coalesce(sum(account.quantity), 0) < -finding.difference
    ) AS short
    JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = short.line_no
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id;
    IF v_lines IS NOT NULL THEN
        PERFORM refuse('SP101', 'more is missing than lies there by now',
            (v_lines -> 0) || jsonb_build_object('number', p_count.number, 'lines', v_lines), 'cancel this count and count again');
    END IF;
END
$$;
CREATE FUNCTION stockpile.refuse_count_units(p_count stockpile.stock_count) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_lines jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('code', 'SP120', 'count_line', units.line_no, 'item', item.code, 'serial', missing.number,
        'kind', present.kind, 'place', place.code, 'lot', lot.lot_number, 'availability', present.availability)
        ORDER BY units.line_no, missing.number)
    INTO v_lines
    FROM count_serial_differences(p_count.count_id, p_count.review_no) AS units
    CROSS JOIN LATERAL unnest(units.missing) AS missing (number)
    JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = units.line_no
    JOIN item ON item.item_id = line.item_id
    JOIN serial ON serial.item_id = line.item_id AND serial.serial_number = missing.number
    JOIN stock_account AS present ON present.account_id = serial.account_id
    JOIN lot ON lot.lot_id = present.lot_id
    JOIN place ON place.place_id = present.place_id
    WHERE NOT units.is_postable AND cardinality(units.found) > 0;
    IF v_lines IS NOT NULL THEN
        PERFORM refuse('SP120', 'units that were not found have moved on, or an order has them',
            jsonb_build_object('number', p_count.number, 'lines', v_lines),
            'cancel the order that has them, or cancel this count and count again');
    END IF;
END
$$;
CREATE FUNCTION stockpile.refuse_counter(p_count_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM count_counter WHERE count_id = p_count_id AND person_id = p_person_id) THEN
        PERFORM refuse('SP402', 'who counted neither approves nor posts',
            (SELECT jsonb_build_object('number', number) FROM stock_count WHERE count_id = p_count_id), 'let another person do this step');
    END IF;
END
$$;
CREATE FUNCTION stockpile.refuse_item_cycle() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_item_id bigint;
    v_other_id bigint;
    v_chain bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.item_serving'));
    IF tg_table_name = 'kit_part' THEN
        v_item_id := new.kit_item_id;
        v_other_id := new.part_item_id;
    ELSE
        v_item_id := new.item_id;
        v_other_id := new.substitute_item_id;
    END IF;
    WITH RECURSIVE way (item_id, chain) AS (
        SELECT v_other_id, ARRAY[v_item_id, v_other_id]
        UNION ALL
        SELECT serving.serving_item_id, way.chain || serving.serving_item_id
        FROM way JOIN item_serving AS serving USING (item_id)
        WHERE way.item_id <> v_item_id AND NOT serving.serving_item_id = ANY (way.chain[2:]))
    SELECT chain INTO v_chain FROM way WHERE item_id = v_item_id ORDER BY cardinality(chain) LIMIT 1;
    IF v_chain IS NOT NULL THEN
        PERFORM refuse('SP675', 'an item would serve for itself', jsonb_build_object('items', (
            SELECT jsonb_agg(item.code ORDER BY position)
            FROM unnest(v_chain) WITH ORDINALITY AS link (item_id, position) JOIN item USING (item_id))));
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION stockpile.refuse_late_standard_line() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM standard WHERE standard.standard_id = new.standard_id AND standard.adopted_by IS NOT NULL) THEN
        PERFORM refuse('SP505', 'an adopted standard gets no further line', jsonb_build_object('table', tg_table_name));
    END IF;
    RETURN new;
END
$$;
CREATE FUNCTION stockpile.refuse_load() RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_count bigint := (SELECT count(*) FROM load_problem);
BEGIN
    IF v_count > 0 THEN
        PERFORM refuse('SP630', format('%s problems: nothing was loaded', v_count), jsonb_build_object('count', v_count, 'problems', (
            SELECT jsonb_agg(jsonb_build_object('document_no', document_no, 'line_no', line_no, 'code', code, 'detail', detail))
            FROM (SELECT * FROM load_problem ORDER BY document_no, line_no NULLS FIRST, code LIMIT 1000) AS problem)));
    END IF;
END
$$;
CREATE FUNCTION stockpile.refuse_overlapping_count(p_count_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_detail jsonb;
BEGIN
    SELECT jsonb_build_object('number', min(other.number), 'lines', count(*), 'item', min(item.code), 'lot', min(lot.lot_number))
    INTO v_detail
    FROM stock_count AS mine
    JOIN count_line AS line ON line.count_id = mine.count_id
    JOIN stock_count AS other ON other.place_id = mine.place_id AND other.count_id <> mine.count_id
        AND other.state NOT IN ('posted', 'cancelled')
    JOIN count_line AS theirs ON theirs.count_id = other.count_id AND theirs.lot_id = line.lot_id AND theirs.owner_id = line.owner_id
        AND theirs.condition = line.condition AND theirs.bin_id IS NOT DISTINCT FROM line.bin_id
    JOIN lot ON lot.lot_id = line.lot_id
    JOIN item ON item.item_id = lot.item_id
    WHERE mine.count_id = p_count_id
    HAVING count(*) > 0;
    IF v_detail IS NOT NULL THEN
        PERFORM refuse('SP512', 'these goods are in another open count', v_detail, 'post or cancel the other count first');
    END IF;
END
$$;
CREATE FUNCTION stockpile.refuse_serials(p_refused jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_code text := (SELECT min(line ->> 'code') FROM jsonb_array_elements(p_refused) AS line);
BEGIN
    PERFORM refuse(v_code, CASE v_code
            WHEN 'SP120' THEN 'a serial number is not where it is to be taken from'
            WHEN 'SP121' THEN 'a serial number is in stock already'
            WHEN 'SP122' THEN 'a unit moved later than that'
            ELSE 'a serialised item owes as many serial numbers as units' END,
        jsonb_build_object('lines', p_refused));
END
$$;
CREATE FUNCTION stockpile.refuse_shortage(p_from stockpile.stock_account, p_line_no integer, p_asked bigint, p_least bigint, p_is_late boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_detail jsonb;
    v_code text := CASE WHEN p_is_late THEN 'SP106' ELSE 'SP101' END;
BEGIN
    SELECT jsonb_build_object('line_no', p_line_no, 'item', item.code, 'item_name', item.name, 'lot', lot.lot_number,
        'place', place.code, 'asked', p_asked, 'available', greatest(p_least, 0),
        'availability', p_from.availability, 'base_unit', item.base_unit,
        'held', coalesce(sum(other.quantity) FILTER (WHERE other.availability = 'held'), 0),
        'reserved', coalesce(sum(other.quantity) FILTER (WHERE other.availability = 'reserved'), 0),
        'bin', (SELECT code FROM bin WHERE bin_id = p_from.bin_id),
        'other_bins', coalesce(sum(other.quantity) FILTER (WHERE other.availability = p_from.availability
            AND other.condition = p_from.condition AND other.owner_id = p_from.owner_id
            AND other.bin_id IS DISTINCT FROM p_from.bin_id), 0))
    INTO v_detail
    FROM item
    JOIN lot ON lot.lot_id = p_from.lot_id
    JOIN place ON place.place_id = p_from.place_id
    LEFT JOIN stock_account AS other ON other.lot_id = p_from.lot_id AND other.place_id = p_from.place_id
        AND other.is_stock AND other.account_id <> p_from.account_id
    WHERE item.item_id = p_from.item_id
    GROUP BY item.code, item.name, item.base_unit, lot.lot_number, place.code;
    IF v_code = 'SP106' THEN
        PERFORM refuse(v_code, 'entered at that time, a later balance would fall below zero', v_detail,
            'post with the present time, or reverse what was taken later first');
    ELSE
        PERFORM refuse(v_code, format('%s asked, %s available', p_asked, p_least), v_detail,
            'ask for less, name another lot or place, or release what is held or reserved');
    END IF;
END
$$;
CREATE FUNCTION stockpile.relabel_lot(p_person_id bigint, p_lot_id bigint, p_place_id bigint, p_remarks text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'relabel_lot');
    -- What was moved since is found first.
    PERFORM follow_relabels(p_person_id, p_lot_id);
    IF close_tasks('relabel', p_lot_id, p_place_id, p_person_id, 'done', p_remarks) = 0 THEN
        PERFORM refuse('SP504', 'no new labels are owed there', jsonb_build_object('operation', 'relabel',
            'lot', (SELECT lot_number FROM lot WHERE lot_id = p_lot_id)));
    END IF;
END
$$;
CREATE FUNCTION stockpile.release_for_count(p_count stockpile.stock_count, p_key text, p_request_hash text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_order record;
BEGIN
    FOR v_order IN
        WITH missing AS (
            SELECT finding.line_no, max(account.account_id) FILTER (WHERE account.availability = 'reserved') AS account_id,
                -finding.difference - coalesce(sum(account.quantity) FILTER (WHERE account.availability <> 'reserved'), 0) AS quantity
            FROM count_finding AS finding JOIN list_count_accounts(p_count.count_id) AS account USING (line_no)
            WHERE finding.count_id = p_count.count_id AND finding.review_no = p_count.review_no AND finding.difference < 0
            GROUP BY finding.line_no, finding.difference
        ), kept AS (
            SELECT missing.line_no, missing.quantity AS missing, document.order_id, movement.order_line_id,
                sum(movement.quantity) AS quantity
            FROM missing
            CROSS JOIN LATERAL (
                SELECT document_id, order_line_id, quantity FROM stock_movement WHERE to_account_id = missing.account_id
                UNION ALL
                SELECT document_id, order_line_id, -quantity FROM stock_movement WHERE from_account_id = missing.account_id
                OFFSET 0) AS movement
            JOIN document USING (document_id)
            WHERE missing.quantity > 0 AND document.order_id IS NOT NULL
            GROUP BY missing.line_no, missing.quantity, document.order_id, movement.order_line_id
        ), taken AS (
            SELECT kept.line_no, kept.order_id, kept.order_line_id, least(kept.quantity, kept.missing - coalesce(sum(kept.quantity) OVER (
                PARTITION BY kept.line_no ORDER BY kept.order_id DESC, kept.order_line_id DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS quantity
            FROM kept WHERE kept.quantity > 0
        ), numbered AS (
            SELECT taken.*, row_number() OVER (PARTITION BY order_id ORDER BY line_no, order_line_id) AS position
            FROM taken WHERE quantity > 0
        )
        SELECT taken.order_id, allocation_order.number, jsonb_agg(jsonb_build_object('line_no', taken.position, 'lot_id', line.lot_id,
            'quantity', taken.quantity, 'from_bin_id', line.bin_id, 'to_bin_id', line.bin_id, 'from_owner_id', line.owner_id,
            'to_owner_id', line.owner_id, 'from_condition', line.condition, 'order_line_id', taken.order_line_id)
            ORDER BY taken.position) AS lines
        FROM numbered AS taken
        JOIN allocation_order USING (order_id)
        JOIN count_line AS line ON line.count_id = p_count.count_id AND line.line_no = taken.line_no
        GROUP BY taken.order_id, allocation_order.number
        ORDER BY taken.order_id
    LOOP
        -- Locked already, unless it set something aside while the count waited for others.
        PERFORM FROM allocation_order WHERE order_id = v_order.order_id FOR NO KEY UPDATE;
        PERFORM post_count_document(p_count, jsonb_build_object('kind', 'reservation_release', 'purpose', 'counted_short',
            'order_id', v_order.order_id, 'remarks', v_order.number, 'lines', v_order.lines),
            p_key || '#release-' || v_order.order_id, p_request_hash);
        UPDATE allocation_order SET state = 'partly_reserved' WHERE order_id = v_order.order_id AND state = 'issued';
        IF FOUND THEN
            INSERT INTO allocation_order_event (order_id, event_no, state, person_id, remarks)
            SELECT v_order.order_id, count(*) + 1, 'partly_reserved', p_count.posted_by, p_count.number
            FROM allocation_order_event WHERE order_id = v_order.order_id;
        END IF;
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.remind_agreements(p_person_id bigint) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_agreement agreement;
    v_ended bigint := 0;
    v_opened bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'remind_agreements');
    FOR v_agreement IN SELECT * FROM agreement WHERE state IN ('in_force', 'suspended') AND coalesce(last_day, valid_to) < v_today
        ORDER BY agreement_id FOR UPDATE LOOP
        UPDATE agreement SET state = 'ended' WHERE agreement_id = v_agreement.agreement_id;
        PERFORM write_agreement_step(v_agreement, 'ended', p_person_id, NULL);
        v_ended := v_ended + 1;
    END LOOP;
    SELECT count(open_task('agreement_ends', ending.agreement_id, ending.number, NULL, NULL,
        (ending.valid_to + 1)::timestamp AT TIME ZONE district_zone(), p_person_id, jsonb_build_object('company', company.code,
        'valid_to', ending.valid_to))) INTO v_opened
    FROM agreement AS ending JOIN company USING (company_id)
    WHERE ending.state IN ('in_force', 'suspended') AND ending.last_day IS NULL AND ending.valid_to - ending.remind_days <= v_today
      AND NOT EXISTS (SELECT FROM task WHERE kind = 'agreement_ends' AND subject_id = ending.agreement_id);
    RETURN jsonb_build_object('opened', v_opened, 'ended', v_ended);
END
$$;
CREATE FUNCTION stockpile.remove_agreement_lines(p_agreement_id bigint, p_form text, p_item_id bigint, p_place_id bigint) RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    WITH stock AS (
        DELETE FROM agreement_stock WHERE p_form = 'agreement_stock' AND agreement_id = p_agreement_id AND item_id = p_item_id
            AND place_id = p_place_id RETURNING 1),
    capacity AS (
        DELETE FROM agreement_capacity WHERE p_form = 'capacity' AND agreement_id = p_agreement_id AND item_id = p_item_id
            AND place_id = p_place_id RETURNING 1),
    floor AS (
        DELETE FROM agreement_floor WHERE p_form = 'minimum_stock' AND agreement_id = p_agreement_id AND item_id = p_item_id
            AND place_id = p_place_id RETURNING 1)
    SELECT (SELECT count(*) FROM stock) + (SELECT count(*) FROM capacity) + (SELECT count(*) FROM floor)
$$;
CREATE FUNCTION stockpile.remove_item_substitute(p_person_id bigint, p_item text, p_substitute text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'keep_catalogue');
    DELETE FROM item_substitute USING item, item AS other
    WHERE item_substitute.item_id = item.item_id AND item_substitute.substitute_item_id = other.item_id
      AND item.code = p_item AND other.code = p_substitute;
    IF NOT FOUND THEN
        PERFORM refuse('SP655', 'nothing of the kind is there', jsonb_build_object('item', p_item, 'substitute', p_substitute));
    END IF;
END
$$;
CREATE FUNCTION stockpile.remove_kit_part(p_person_id bigint, p_kit text, p_part text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'keep_catalogue');
    DELETE FROM kit_part USING item AS kit, item AS part
    WHERE kit_part.kit_item_id = kit.item_id AND kit_part.part_item_id = part.item_id AND kit.code = p_kit AND part.code = p_part;
    IF NOT FOUND THEN
        PERFORM refuse('SP655', 'nothing of the kind is there', jsonb_build_object('kit', p_kit, 'part', p_part));
    END IF;
END
$$;
CREATE FUNCTION stockpile.reopen_call_off(p_document_id bigint, p_person_id bigint, p_remarks text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_call_off call_off;
    v_to text;
BEGIN
    SELECT call_off.* INTO v_call_off FROM call_off_delivery JOIN call_off USING (call_off_id)
    WHERE document_id = p_document_id AND call_off.state IN ('partly_delivered', 'delivered') FOR UPDATE OF call_off;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT CASE WHEN delivered_quantity = 0 THEN 'confirmed' ELSE 'partly_delivered' END INTO v_to
    FROM call_off_detail WHERE call_off_id = v_call_off.call_off_id;
    PERFORM step_call_off(v_call_off, v_to, p_person_id, p_remarks, NULL);
END
$$;
CREATE FUNCTION stockpile.reopen_rotation_step(p_document stockpile.document, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_step rotation_step;
    v_plan_state text;
    v_to text;
BEGIN
    SELECT step.* INTO v_step FROM rotation_document JOIN rotation_step AS step USING (rotation_step_id)
    WHERE rotation_document.document_id = p_document.document_id;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT state INTO v_plan_state FROM rotation_plan WHERE rotation_plan_id = v_step.rotation_plan_id FOR UPDATE;
    v_to := CASE WHEN v_plan_state = 'cancelled' THEN 'dropped' ELSE 'planned' END;
    -- A part of a step that is still planned, or was dropped, only counts no more.
    UPDATE rotation_step SET state = v_to WHERE rotation_step_id = v_step.rotation_step_id AND state = 'done';
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM add_rotation_event(v_step.rotation_plan_id, v_step.step_no, v_to, p_person_id, p_document.number);
    IF v_to = 'planned' THEN
        PERFORM open_rotation_task(v_step.rotation_step_id, p_person_id);
        PERFORM settle_rotation_plan(v_step.rotation_plan_id, p_person_id);
    END IF;
END
$$;
CREATE FUNCTION stockpile.report_floor(p_person_id bigint, p_report jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_report floor_report := jsonb_populate_record(NULL::floor_report, p_report);
    v_floor record;
    v_newest bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'report_floor');
    IF v_report.reported_on > (clock_timestamp() AT TIME ZONE district_zone())::date THEN
        PERFORM refuse('SP653', 'nothing can be reported in the future', jsonb_build_object('reported_on', v_report.reported_on));
    END IF;
    SELECT floor.*, agreement.number, item.code AS item, company.code AS company INTO STRICT v_floor
    FROM agreement_floor AS floor JOIN agreement USING (agreement_id) JOIN item USING (item_id) JOIN company USING (company_id)
    WHERE floor_id = v_report.floor_id FOR UPDATE OF floor;
    INSERT INTO floor_report (floor_id, reported_on, quantity, remarks, person_id)
    VALUES (v_report.floor_id, v_report.reported_on, v_report.quantity, v_report.remarks, p_person_id);
    SELECT quantity INTO v_newest FROM floor_report WHERE floor_id = v_report.floor_id
    ORDER BY reported_on DESC, report_id DESC LIMIT 1;
    IF v_newest < v_floor.quantity THEN
        PERFORM open_task('floor_breach', v_report.floor_id, v_floor.company || ' ' || v_floor.item, v_floor.place_id, NULL,
            clock_timestamp(), p_person_id, jsonb_build_object('number', v_floor.number, 'company', v_floor.company,
            'item', v_floor.item, 'floor', v_floor.quantity, 'quantity', v_newest));
    ELSE
        PERFORM close_tasks('floor_breach', v_report.floor_id, NULL, p_person_id, 'done');
    END IF;
    RETURN v_newest < v_floor.quantity;
END
$$;
CREATE FUNCTION stockpile.require_owed(p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_missing jsonb;
BEGIN
    SELECT jsonb_agg(due.owed ORDER BY due.place) INTO v_missing
    FROM unnest(p_purpose.owes) WITH ORDINALITY AS due (owed, place)
    WHERE CASE due.owed
        WHEN 'reason' THEN coalesce(p_document.reason, '') = ''
        WHEN 'reference' THEN coalesce(p_document.reference, '') = ''
        -- A paper that is kept elsewhere under its number, or the file itself.
        WHEN 'evidence' THEN coalesce(nullif(p_document.reference, ''), p_document.attachments) IS NULL
        WHEN 'checker' THEN p_document.checker_id IS NULL
        WHEN 'borrower' THEN coalesce(p_document.borrower, '') = ''
        WHEN 'due_on' THEN p_document.due_on IS NULL
        WHEN 'loan' THEN p_document.loan_document_id IS NULL
        -- Whoever the goods were taken from: not the district itself, which is the owner loaded first.
        WHEN 'owner' THEN EXISTS (SELECT FROM unnest(p_lines) AS line
            WHERE line.to_owner_id = (SELECT min(owner_id) FROM stock_owner))
        END;
    IF v_missing IS NOT NULL THEN
        PERFORM refuse('SP613', 'the document lacks what its purpose owes',
            jsonb_build_object('kind', p_document.kind, 'purpose', p_document.purpose, 'owed', v_missing),
            'post it again with all of these');
    END IF;
END
$$;
CREATE FUNCTION stockpile.require_permission(p_person_id bigint, p_permission text) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                   WHERE person_id = p_person_id AND permission = p_permission) THEN
        PERFORM refuse('SP401', format('this person may not %s', replace(p_permission, '_', ' ')),
            jsonb_build_object('permission', p_permission,
                'person', (SELECT login FROM person WHERE person_id = p_person_id)),
            'ask someone whose role carries the permission, or act as that person with --as');
    END IF;
END
$$;
CREATE FUNCTION stockpile.retire_bin(p_person_id bigint, p_place_id bigint, p_code text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_bin bin;
    v_quantity bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_bins');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.bin'));
    SELECT * INTO v_bin FROM bin WHERE place_id = p_place_id AND code = p_code;
    IF v_bin.bin_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such bin', jsonb_build_object('field', 'bin', 'code', p_code));
    END IF;
    IF v_bin.retired_on IS NOT NULL THEN
        PERFORM refuse('SP622', 'the bin is retired already', jsonb_build_object('lines', jsonb_build_array(jsonb_build_object(
            'bin', p_code, 'place', (SELECT code FROM place WHERE place_id = p_place_id)))));
    END IF;
    SELECT sum(quantity) INTO v_quantity FROM stock_account WHERE place_id = p_place_id AND bin_id = v_bin.bin_id AND holds;
    IF v_quantity > 0 THEN
        PERFORM refuse('SP624', 'the bin is not empty', jsonb_build_object('bin', p_code, 'quantity', v_quantity,
            'place', (SELECT code FROM place WHERE place_id = p_place_id)), 'move the goods to another bin first');
    END IF;
    UPDATE bin SET retired_on = (clock_timestamp() AT TIME ZONE district_zone())::date, retired_by = p_person_id
    WHERE bin_id = v_bin.bin_id;
END
$$;
CREATE FUNCTION stockpile.retire_requisition_candidate(p_person_id bigint, p_number text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_candidate requisition_candidate;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_requisition_list');
    SELECT * INTO v_candidate FROM requisition_candidate WHERE number = p_number FOR UPDATE;
    IF v_candidate.candidate_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such candidate', jsonb_build_object('field', 'number', 'code', p_number));
    END IF;
    IF v_candidate.retired_on IS NOT NULL THEN
        PERFORM refuse('SP529', 'the candidate was retired already', jsonb_build_object('number', p_number));
    END IF;
    UPDATE requisition_candidate SET retired_on = (clock_timestamp() AT TIME ZONE district_zone())::date, retired_by = p_person_id
    WHERE candidate_id = v_candidate.candidate_id;
END
$$;
CREATE FUNCTION stockpile.reverse_document(p_request jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    -- Taken before the document's identifier: the sealer tells by it when no lower identifier can come any more.
    v_transaction xid8 := pg_current_xact_id();
    v_original document;
    v_document document;
    v_zone text;
    v_lines integer[];
    v_answer jsonb;
BEGIN
    v_document.document_id := nextval('stockpile.document_document_id_seq');
    INSERT INTO request (request_key, request_hash, operation, person_id, document_id)
    VALUES (p_request ->> 'key', p_request ->> 'request_hash', 'reverse_document', (p_request ->> 'person_id')::bigint,
            v_document.document_id)
    ON CONFLICT (request_key) DO NOTHING;
    IF NOT FOUND THEN
        RETURN answer_again(p_request ->> 'key', p_request ->> 'request_hash');
    END IF;
    v_document.person_id := (p_request ->> 'person_id')::bigint;
    SELECT * INTO v_original FROM document WHERE number = p_request ->> 'number';
    PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.period'));
    v_zone := guard_posting(v_document, permission_to_reverse(v_original));
    IF v_original.document_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such document', jsonb_build_object('number', p_request ->> 'number'));
    END IF;
    IF v_original.kind NOT IN ('receipt', 'issue', 'transfer', 'write_off', 'condition_change', 'owner_change', 'reclassification')
    THEN
        PERFORM refuse('SP503', format('a document of kind %s is not reversed by itself', v_original.kind),
            jsonb_build_object('number', v_original.number, 'kind', v_original.kind), 'cancel the order, or release the hold');
    END IF;
    IF EXISTS (SELECT FROM write_off WHERE write_off_id = v_original.write_off_id
               AND v_document.person_id IN (requested_by, approved_by)) THEN
        PERFORM refuse('SP402', 'who asked for the write-off or approved it does not take it back',
            jsonb_build_object('number', v_original.number), 'let another person of finance do this');
    END IF;
    -- Reversals of one document take turns: the second is told what the first took back.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.reversal', v_original.document_id));
    v_lines := lines_to_reverse(v_original, nullif(p_request -> 'lines', 'null'));
    -- Before the goods, as whoever carries a plan out does.
    PERFORM FROM rotation_plan WHERE rotation_plan_id IN (
        SELECT rotation_plan_id FROM rotation_document JOIN rotation_step USING (rotation_step_id)
        WHERE document_id = v_original.document_id) FOR UPDATE;
    PERFORM lock_accounts(ARRAY(SELECT unnest(ARRAY[from_account_id, to_account_id]) FROM stock_movement
                                WHERE document_id = v_original.document_id AND line_no = ANY (v_lines)));
    PERFORM refuse_blocked_reversal(v_original, v_lines);
    v_document.recorded_at := clock_timestamp();
    v_document.occurred_at := v_document.recorded_at;
    -- Last line first: what a later line took from where an earlier one had brought it goes back before.
    PERFORM append_movements(ARRAY(
        SELECT ROW(NULL, NULL, line_no, item_id, lot_id, to_account_id, from_account_id, to_place_id, from_place_id, quantity, value_fen,
            order_line_id, NULL, NULL)::stock_movement
        FROM stock_movement WHERE document_id = v_original.document_id AND line_no = ANY (v_lines)
        ORDER BY line_no DESC, movement_id DESC), v_document);
    INSERT INTO reversed_line (document_id, line_no, reversal_document_id)
    SELECT v_original.document_id, line_no, v_document.document_id FROM unnest(v_lines) AS line_no;
    PERFORM move_serials(v_document.document_id, NULL, v_original.document_id);
    IF v_original.kind = 'receipt' THEN
        PERFORM reopen_call_off(v_original.document_id, v_document.person_id, p_request ->> 'remarks');
    END IF;
    PERFORM reopen_rotation_step(v_original, v_document.person_id);
    v_document.kind := 'reversal';
    v_document.purpose := v_original.purpose;
    v_document.place_id := v_original.place_id;
    v_document.reverses_document_id := v_original.document_id;
    v_document.write_off_id := v_original.write_off_id;
    v_document.remarks := p_request ->> 'remarks';
    v_answer := write_document(v_document, 'CX', v_zone);
    PERFORM follow_recovery(v_original.document_id, v_document.person_id);
    RETURN v_answer;
END
$$;
CREATE FUNCTION stockpile.review_count(p_count_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_count stock_count;
BEGIN
    v_count := lock_count_for_step(p_count_id, 'under_review', p_person_id);
    IF v_count.state = 'counted' AND mark_count_recounts(p_count_id) > 0 THEN
        PERFORM set_count_state(p_count_id, 'recounting', p_person_id, NULL);
        RETURN;
    END IF;
    -- The third counter decides; where there is none the first two agree.
    INSERT INTO count_finding (count_id, review_no, line_no, counter_no, quantity, counted_at, book_quantity, value_fen)
    SELECT DISTINCT ON (line_no) p_count_id, v_count.review_no + 1, line_no, counter_no, quantity, counted_at, book_quantity, value_fen
    FROM find_count_differences(p_count_id) ORDER BY line_no, counter_no DESC;
    PERFORM set_count_state(p_count_id, 'under_review', p_person_id, NULL);
END
$$;
CREATE FUNCTION stockpile.rotation_document_quantity(p_step_id bigint, p_document_id bigint, p_person_id bigint, p_is_fresh boolean) RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    SELECT sum(movement.quantity)::bigint
    FROM rotation_step AS step
    JOIN rotation_plan AS plan USING (rotation_plan_id)
    JOIN stock_account AS heap USING (account_id)
    JOIN document ON document.document_id = p_document_id AND document.person_id = p_person_id
        AND document.recorded_at >= plan.approved_at AND split_part(document.remarks, ' ', 1) = step.number
        AND (document.kind, document.purpose) = (
            SELECT kind, purpose FROM (VALUES ('swap', false, 'issue', 'rotation'), ('swap', true, 'receipt', 'rotation'),
                ('use', false, 'issue', 'use'), ('transfer', false, 'transfer', 'relocation'), ('sale', false, 'issue', 'sale'),
                ('donation', false, 'issue', 'donation'), ('extension_test', false, 'issue', 'sample'),
                ('disposal', false, 'issue', 'disposal')) AS known (way, is_fresh, kind, purpose)
            WHERE known.way = step.way AND known.is_fresh = p_is_fresh)
    JOIN stock_movement AS movement ON movement.document_id = document.document_id
    JOIN stock_account AS source ON source.account_id = movement.from_account_id
    WHERE step.rotation_step_id = p_step_id
      AND NOT EXISTS (SELECT FROM rotation_document AS other WHERE other.document_id = p_document_id)
      AND NOT EXISTS (SELECT FROM reversed_line WHERE reversed_line.document_id = p_document_id)
    HAVING bool_and(CASE WHEN p_is_fresh THEN movement.item_id = heap.item_id AND movement.to_place_id = heap.place_id
        ELSE source.lot_id = heap.lot_id AND source.place_id = heap.place_id AND source.owner_id = heap.owner_id
            AND (step.to_place_id IS NULL OR movement.to_place_id = step.to_place_id) END)
$$;
CREATE FUNCTION stockpile.sample_tables(VARIADIC p_tables regclass[]) RETURNS void
    LANGUAGE plpgsql
    SET default_statistics_target TO '10'
    AS $$
DECLARE
    v_table regclass;
BEGIN
    FOREACH v_table IN ARRAY p_tables LOOP
        EXECUTE format('ANALYZE %s', v_table);
    END LOOP;
END
$$;
CREATE FUNCTION stockpile.seal_documents(p_person_id bigint, p_documents_max integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
DECLARE
    v_has_number boolean := pg_current_xact_id_if_assigned() IS NOT NULL;
    v_newest_id bigint;
    v_lower_id bigint;
    v_last ledger_block;
    v_ids bigint[];
    v_sealed bigint;
BEGIN
    -- A report is frozen where everything is sealed, so whoever may freeze one may seal.
    IF NOT EXISTS (SELECT FROM person_role JOIN role_permission USING (role)
                   WHERE person_id = p_person_id AND permission = 'freeze_report') THEN
        PERFORM require_permission(p_person_id, 'seal_ledger');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.seal', 0));
    -- Read before this transaction has a number of its own, which move_seal_mark builds on; one that has written already sets no mark.
    IF NOT v_has_number THEN
        SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END INTO v_newest_id FROM document_document_id_seq;
    END IF;
    SELECT lower_document_id INTO STRICT v_lower_id FROM seal_mark;
    -- The time of recording is taken under the locks: in its order a document never comes before one it builds on.
    v_ids := ARRAY(
        SELECT document.document_id FROM document
        WHERE document.document_id > v_lower_id
          AND NOT EXISTS (SELECT FROM sealed_document AS sealed
                          WHERE sealed.document_id = document.document_id AND sealed.document_id > v_lower_id)
        ORDER BY document.recorded_at, document.document_id LIMIT p_documents_max);
    v_sealed := cardinality(v_ids);
    IF v_sealed > 0 THEN
        SELECT * INTO v_last FROM ledger_block ORDER BY block_no DESC LIMIT 1;
        INSERT INTO sealed_document (position, document_id, content_sha256)
        SELECT coalesce(v_last.last_position, 0) + chosen.place, chosen.document_id, sha256(convert_to(content.content, 'UTF8'))
        FROM unnest(v_ids) WITH ORDINALITY AS chosen (document_id, place)
        JOIN (SELECT * FROM document_content WHERE document_id = ANY (v_ids)) AS content USING (document_id);
        FOR i IN 1 .. (v_sealed + 999) / 1000 LOOP
            v_last := append_ledger_block(v_last);
        END LOOP;
        -- Here and not in postings, whose commits it would put in a row. Nothing is lost when nobody listens.
        PERFORM pg_notify('stockpile_sealed', v_last.last_position::text);
    END IF;
    PERFORM move_seal_mark(v_newest_id);
    RETURN v_sealed;
END
$$;
CREATE FUNCTION stockpile.send_call_off(p_person_id bigint, p_call_off jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_call_off call_off := jsonb_populate_record(NULL::call_off, p_call_off);
    v_line agreement_stock;
    v_agreement agreement;
    v_free bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'send_call_off');
    SELECT * INTO v_line FROM agreement_stock WHERE agreement_id = v_call_off.agreement_id AND item_id = v_call_off.item_id
        AND place_id = v_call_off.place_id FOR UPDATE;
    SELECT * INTO v_agreement FROM agreement WHERE agreement_id = v_call_off.agreement_id;
    IF v_line.agreement_id IS NULL THEN
        PERFORM refuse('SP659', 'the agreement has no such line', jsonb_build_object('number', v_agreement.number));
    END IF;
    v_call_off.sent_at := clock_timestamp();
    IF NOT EXISTS (SELECT FROM agreement_term AS term WHERE term.agreement_id = v_agreement.agreement_id AND NOT is_suspended
            AND (v_call_off.sent_at AT TIME ZONE district_zone())::date BETWEEN binds_from AND binds_to) THEN
        PERFORM refuse('SP658', 'the agreement is not in force today', jsonb_build_object('number', v_agreement.number,
            'state', v_agreement.state, 'valid_from', v_agreement.valid_from,
            'valid_to', coalesce(v_agreement.last_day, v_agreement.valid_to)));
    END IF;
    SELECT v_line.quantity - drawn INTO v_free FROM call_off_draw AS draw WHERE draw.agreement_id = v_line.agreement_id
        AND draw.item_id = v_line.item_id AND draw.place_id = v_line.place_id;
    IF v_call_off.quantity > v_free THEN
        PERFORM refuse('SP657', 'more than stands free under the agreement', jsonb_build_object('number', v_agreement.number,
            'item', (SELECT code FROM item WHERE item_id = v_line.item_id), 'place', (SELECT code FROM place
            WHERE place_id = v_line.place_id), 'asked', v_call_off.quantity, 'available', greatest(v_free, 0),
            'standing_quantity', v_line.quantity));
    END IF;
    INSERT INTO call_off (number, agreement_id, item_id, place_id, to_place_id, quantity, order_id, incident, respond_due_at,
        deliver_due_at, sent_by, sent_at, remarks, price_rule, price_fen, price_percent)
    SELECT next_district_number('DY'), v_line.agreement_id, v_line.item_id, v_line.place_id, v_call_off.to_place_id,
        v_call_off.quantity, v_call_off.order_id, v_call_off.incident,
        v_call_off.sent_at + make_interval(hours => (p_call_off ->> 'respond_hours')::integer),
        -- The same hours that readiness counts: until the goods are loaded, and on the road.
        v_call_off.sent_at + make_interval(hours => coalesce((SELECT response_hours FROM agreement_response AS own
            WHERE own.agreement_id = v_line.agreement_id AND own.item_id = v_line.item_id AND own.place_id = v_line.place_id
            AND own.town_id = v_call_off.to_place_id), v_line.response_hours), mins => place.handling_minutes
            + coalesce((SELECT minutes FROM route WHERE from_place_id = place.place_id AND to_place_id = v_call_off.to_place_id), 0)),
        p_person_id, v_call_off.sent_at, v_call_off.remarks, v_line.price_rule, v_line.price_fen, v_line.price_percent
    FROM place WHERE place.place_id = v_line.place_id
    RETURNING * INTO v_call_off;
    INSERT INTO call_off_step (call_off_id, step_no, state, person_id, remarks)
    VALUES (v_call_off.call_off_id, 1, 'sent', p_person_id, v_call_off.remarks);
    PERFORM open_task('call_off_due', v_call_off.call_off_id, v_call_off.number, v_call_off.to_place_id, p_person_id,
        v_call_off.respond_due_at, p_person_id, jsonb_build_object('step', 'answer'));
    RETURN v_call_off.number;
END
$$;
CREATE FUNCTION stockpile.serial_moved_after(p_serial_id bigint, p_moment timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM stockpile.movement_serial JOIN stockpile.stock_movement AS movement USING (movement_id)
                   WHERE movement_serial.serial_id = p_serial_id AND movement.occurred_at > p_moment)
$$;
CREATE FUNCTION stockpile.serial_problem(p_code text, p_movement stockpile.stock_movement, p_number text) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
    SELECT jsonb_build_object('code', p_code, 'line_no', p_movement.line_no, 'item', item.code, 'serial', p_number,
        'kind', account.kind, 'place', place.code, 'bin', bin.code, 'lot', lot.lot_number, 'availability', account.availability)
    FROM stockpile.item
    LEFT JOIN stockpile.serial ON serial.item_id = item.item_id AND serial.serial_number = p_number
    LEFT JOIN stockpile.stock_account AS account ON account.account_id = serial.account_id
    LEFT JOIN stockpile.place ON place.place_id = account.place_id
    LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
    LEFT JOIN stockpile.lot ON lot.lot_id = account.lot_id
    WHERE item.item_id = p_movement.item_id
$$;
CREATE FUNCTION stockpile.set_agreement_line(p_person_id bigint, p_agreement_id bigint, p_form text, p_line jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_agreement agreement;
    v_item_id bigint := (p_line ->> 'item_id')::bigint;
    v_place_id bigint := (p_line ->> 'place_id')::bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'make_agreement');
    v_agreement := lock_draft_agreement(p_agreement_id);
    IF NOT EXISTS (SELECT FROM place WHERE place_id = v_place_id AND company_id = v_agreement.company_id) THEN
        PERFORM refuse('SP649', 'the place is not a site of the company of this agreement', jsonb_build_object(
            'number', v_agreement.number, 'place', (SELECT code FROM place WHERE place_id = v_place_id),
            'company', (SELECT code FROM company WHERE company_id = v_agreement.company_id)));
    END IF;
    PERFORM remove_agreement_lines(p_agreement_id, p_form, v_item_id, v_place_id);
    IF p_form = 'agreement_stock' THEN
        INSERT INTO agreement_stock SELECT (jsonb_populate_record(NULL::agreement_stock,
            p_line || jsonb_build_object('agreement_id', p_agreement_id))).*;
        INSERT INTO agreement_response (agreement_id, item_id, place_id, town_id, response_hours)
        SELECT p_agreement_id, v_item_id, v_place_id, town_id, response_hours
        FROM jsonb_to_recordset(coalesce(p_line -> 'towns', '[]')) AS given (town_id bigint, response_hours integer);
    ELSIF p_form = 'capacity' THEN
        INSERT INTO agreement_capacity SELECT (jsonb_populate_record(NULL::agreement_capacity,
            p_line || jsonb_build_object('agreement_id', p_agreement_id))).*;
    ELSE
        INSERT INTO agreement_floor (agreement_id, item_id, place_id, quantity, source, days_of_use, daily_use, daily_use_source)
        SELECT p_agreement_id, v_item_id, v_place_id, coalesce(quantity, days_of_use * daily_use), source, days_of_use, daily_use,
            daily_use_source
        FROM jsonb_populate_record(NULL::agreement_floor, p_line);
    END IF;
END
$$;
CREATE FUNCTION stockpile.set_count_state(p_count_id bigint, p_to text, p_person_id bigint, p_remarks text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    UPDATE stock_count SET state = p_to,
        review_no = review_no + CASE WHEN p_to = 'under_review' THEN 1 ELSE 0 END,
        reviewed_by = CASE WHEN p_to = 'under_review' THEN p_person_id ELSE reviewed_by END,
        reviewed_at = CASE WHEN p_to = 'under_review' THEN clock_timestamp() ELSE reviewed_at END,
        -- A new review asks for a new approval.
        approved_by = CASE p_to WHEN 'approved' THEN p_person_id WHEN 'under_review' THEN NULL ELSE approved_by END,
        approved_at = CASE p_to WHEN 'approved' THEN clock_timestamp() WHEN 'under_review' THEN NULL ELSE approved_at END,
        posted_by = CASE WHEN p_to = 'posted' THEN p_person_id ELSE posted_by END,
        posted_at = CASE WHEN p_to = 'posted' THEN clock_timestamp() ELSE posted_at END,
        cancelled_by = CASE WHEN p_to = 'cancelled' THEN p_person_id ELSE cancelled_by END,
        cancelled_at = CASE WHEN p_to = 'cancelled' THEN clock_timestamp() ELSE cancelled_at END
    WHERE count_id = p_count_id AND state IN (SELECT from_state FROM state_transition WHERE subject = 'stock_count' AND to_state = p_to);
    IF NOT FOUND THEN
        PERFORM refuse('SP501', 'the count stands in another state',
            (SELECT jsonb_build_object('number', number, 'state', state, 'to', p_to) FROM stock_count WHERE count_id = p_count_id));
    END IF;
    INSERT INTO count_event (count_id, event_no, state, person_id, remarks)
    SELECT p_count_id, count(*) + 1, p_to, p_person_id, p_remarks FROM count_event WHERE count_id = p_count_id;
END
$$;
CREATE FUNCTION stockpile.set_count_tolerance(p_person_id bigint, p_tolerance_fen bigint, p_effective_from date, p_source text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'approve_count');
    INSERT INTO count_tolerance (effective_from, tolerance_fen, source, set_by)
    VALUES (coalesce(p_effective_from, (clock_timestamp() AT TIME ZONE district_zone())::date), p_tolerance_fen, p_source, p_person_id);
END
$$;
CREATE FUNCTION stockpile.set_district(p_district jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_start bigint := ((p_district ->> 'division_code')::bigint * 100 + (p_district ->> 'local_unit')::bigint) * 100000000;
BEGIN
    IF EXISTS (SELECT FROM district) THEN
        PERFORM refuse('SP605', 'this database already belongs to a district',
            (SELECT jsonb_build_object('district', name) FROM district), 'load another district into a database of its own');
    END IF;
    INSERT INTO district (district_id, division_code, local_unit, name, name_en, time_zone, short_code, content_sha256, source)
    VALUES (v_start, p_district ->> 'division_code', p_district ->> 'local_unit', p_district ->> 'name', p_district ->> 'name_en',
        p_district ->> 'time_zone', p_district ->> 'short_code', p_district ->> 'content_sha256', p_district ->> 'source');
    PERFORM align_sequences();
    -- Who acts when nobody does: the worker that gives back what was reserved past its due time.
    INSERT INTO person (login, name, name_en, source) VALUES ('worker', '系统', 'System', 'made with the district');
    INSERT INTO person_role SELECT person_id, 'worker' FROM person WHERE login = 'worker';
    RETURN v_start;
END
$$;
CREATE FUNCTION stockpile.set_liaison(p_liaison jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_person_id bigint := (p_liaison ->> 'person_id')::bigint;
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_known liaison;
    v_liaison liaison;
    v_place_kind text;
    v_dates jsonb;
BEGIN
    PERFORM require_permission(v_person_id, 'keep_liaisons');
    -- Facts about one person take turns: what the second leaves out is as the first has said it.
    PERFORM pg_advisory_xact_lock(hashtextextended('stockpile.liaison', hashtext(concat_ws(' ', p_liaison ->> 'organisation_kind',
        p_liaison ->> 'organisation', p_liaison ->> 'name'))));
    SELECT * INTO v_known FROM liaison_current WHERE organisation_kind = p_liaison ->> 'organisation_kind'
        AND organisation = p_liaison ->> 'organisation' AND name = p_liaison ->> 'name';
    v_liaison := jsonb_populate_record(v_known, p_liaison - '{liaison_id,place_id,company_id,recorded_at}'::text[]);
    IF v_liaison.organisation_kind IN ('town', 'place') THEN
        SELECT place_id, kind INTO v_liaison.place_id, v_place_kind FROM place WHERE code = v_liaison.organisation;
    ELSIF v_liaison.organisation_kind = 'company' THEN
        SELECT company_id INTO v_liaison.company_id FROM company WHERE code = v_liaison.organisation;
    END IF;
    IF v_liaison.organisation_kind <> 'department' AND coalesce(v_liaison.place_id, v_liaison.company_id) IS NULL THEN
        PERFORM refuse('SP601', 'there is no such organisation', jsonb_build_object('subject',
            CASE v_liaison.organisation_kind WHEN 'company' THEN 'company' ELSE 'place' END, 'code', v_liaison.organisation));
    END IF;
    -- A town is its point, and a company's site is the company's: one organisation has one name.
    IF v_place_kind = 'company_site' OR (v_place_kind = 'town_point') <> (v_liaison.organisation_kind = 'town') THEN
        PERFORM refuse('SP643', 'the organisation is not of this kind', jsonb_build_object('organisation', v_liaison.organisation,
            'organisation_kind', v_liaison.organisation_kind, 'place_kind', v_place_kind));
    END IF;
    -- A new beginning without an end has none.
    v_liaison.valid_to := CASE WHEN p_liaison ? 'valid_from' AND NOT p_liaison ? 'valid_to' THEN NULL ELSE v_liaison.valid_to END;
    v_liaison.valid_from := coalesce(v_liaison.valid_from, v_today);
    SELECT jsonb_agg(jsonb_build_object('field', field, 'value', value, 'expected', expected)) INTO v_dates
    FROM (VALUES ('valid_to', v_liaison.valid_to, '≥ ' || v_liaison.valid_from, v_liaison.valid_to < v_liaison.valid_from),
        ('trained_on', v_liaison.trained_on, '≤ ' || v_today, v_liaison.trained_on > v_today)) AS date (field, value, expected, is_wrong)
    WHERE is_wrong;
    IF v_dates IS NOT NULL THEN
        PERFORM refuse('SP610', 'the dates contradict each other', jsonb_build_object('dates', v_dates));
    END IF;
    INSERT INTO liaison (organisation_kind, organisation, place_id, company_id, name, telephone, deputy, deputy_telephone, trained_on,
        valid_from, valid_to, source, person_id)
    VALUES (v_liaison.organisation_kind, v_liaison.organisation, v_liaison.place_id, v_liaison.company_id, v_liaison.name,
        v_liaison.telephone, v_liaison.deputy, v_liaison.deputy_telephone, v_liaison.trained_on, v_liaison.valid_from, v_liaison.valid_to,
        v_liaison.source, v_person_id);
END
$$;
CREATE FUNCTION stockpile.set_lot_dates(p_person_id bigint, p_lot_id bigint, p_expires_on date, p_warn_on date, p_rotate_by_on date, p_stop_issue_on date, p_reason text, p_source text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_lot lot;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_lot_dates');
    SELECT * INTO v_lot FROM lot WHERE lot_id = p_lot_id FOR NO KEY UPDATE;
    IF coalesce(p_reason, '') = '' OR coalesce(p_source, '') = '' THEN
        PERFORM refuse('SP613', 'new dates owe a reason and what they rest on',
            jsonb_build_object('purpose', 'lot_dates', 'owed', jsonb_build_array('reason', 'reference')));
    END IF;
    IF (coalesce(p_expires_on, v_lot.expires_on), coalesce(p_warn_on, v_lot.warn_on), coalesce(p_rotate_by_on, v_lot.rotate_by_on),
        coalesce(p_stop_issue_on, v_lot.stop_issue_on))
        IS NOT DISTINCT FROM (v_lot.expires_on, v_lot.warn_on, v_lot.rotate_by_on, v_lot.stop_issue_on) THEN
        PERFORM refuse('SP614', 'the lot has these dates already', jsonb_build_object('lot', v_lot.lot_number));
    END IF;
    INSERT INTO lot_date (lot_id, expires_on, warn_on, rotate_by_on, stop_issue_on, reason, source, person_id)
    VALUES (p_lot_id, coalesce(p_expires_on, v_lot.expires_on), coalesce(p_warn_on, v_lot.warn_on),
        coalesce(p_rotate_by_on, v_lot.rotate_by_on), coalesce(p_stop_issue_on, v_lot.stop_issue_on), p_reason, p_source, p_person_id);
END
$$;
CREATE FUNCTION stockpile.set_scorecard_weight(p_person_id bigint, p_measure text, p_weight integer, p_source text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'make_confidence_rule');
    UPDATE scorecard_weight SET weight = p_weight, source = p_source WHERE measure = p_measure;
    IF NOT FOUND THEN
        PERFORM refuse('SP601', 'there is no such measure', jsonb_build_object('field', 'measure', 'code', p_measure));
    END IF;
END
$$;
CREATE FUNCTION stockpile.settle_count(p_count_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_state text := (SELECT state FROM stock_count WHERE count_id = p_count_id);
BEGIN
    IF v_state = 'planned' THEN
        PERFORM set_count_state(p_count_id, 'counting', p_person_id, NULL);
        v_state := 'counting';
    END IF;
    IF v_state = 'counting' AND NOT EXISTS (
        SELECT FROM count_line AS line WHERE line.count_id = p_count_id AND NOT EXISTS (SELECT FROM count_counter AS second
            WHERE second.count_id = p_count_id AND second.line_no = line.line_no AND second.counter_no = 2)) THEN
        PERFORM set_count_state(p_count_id,
            CASE WHEN mark_count_recounts(p_count_id) > 0 THEN 'recounting' ELSE 'counted' END, p_person_id, NULL);
    ELSIF v_state = 'recounting' AND NOT EXISTS (
        SELECT FROM count_recount AS due WHERE due.count_id = p_count_id AND NOT EXISTS (SELECT FROM count_counter AS third
            WHERE third.count_id = p_count_id AND third.line_no = due.line_no AND third.counter_no = 3)) THEN
        PERFORM set_count_state(p_count_id, 'counted', p_person_id, NULL);
    END IF;
END
$$;
CREATE UNLOGGED TABLE stockpile.settled_line (
    document_id bigint NOT NULL,
    line_no integer NOT NULL,
    value_fen bigint NOT NULL
);
CREATE FUNCTION stockpile.settle_lines() RETURNS SETOF stockpile.settled_line
    LANGUAGE plpgsql
    SET enable_nestloop TO 'off'
    AS $$
DECLARE
    v_accounts bigint[];
    v_quantities bigint[];
    v_values bigint[];
    v_held bigint;
    v_line record;
    v_settled settled_line;
BEGIN
    SELECT array_agg(account_id ORDER BY account_id), array_agg(quantity ORDER BY account_id), array_agg(value_fen ORDER BY account_id)
    INTO v_accounts, v_quantities, v_values FROM loading_account WHERE needs_order;
    IF v_accounts IS NULL THEN
        RETURN;
    END IF;
    FOR v_line IN
        WITH numbered AS MATERIALIZED (
            SELECT lot_id, place_id, owner_id, side_no, condition, row_number() OVER (ORDER BY account_id) AS account_no
            FROM loading_account WHERE needs_order
        )
        SELECT line.document_id, line.line_no, line.quantity, source.account_no AS from_no, target.account_no AS to_no,
            -- What comes from outside has the lot's cost; what comes from stock takes its share of the account's value.
            CASE WHEN side.kind <> 'stock' THEN line.quantity * line.unit_cost_fen END AS value_fen
        FROM loading_line AS line
        JOIN loading_side AS side ON side.side_no = line.from_side_no
        JOIN numbered AS source ON source.lot_id = line.lot_id AND source.place_id = line.from_place_id
            AND source.side_no = line.from_side_no AND source.condition = line.from_condition AND source.owner_id = line.owner_id
        JOIN numbered AS target ON target.lot_id = line.lot_id AND target.place_id = line.to_place_id
            AND target.side_no = line.to_side_no AND target.condition = line.to_condition AND target.owner_id = line.owner_id
        ORDER BY line.document_id, line.line_no
    LOOP
        v_held := v_quantities[v_line.from_no];
        v_settled.document_id := v_line.document_id;
        v_settled.line_no := v_line.line_no;
        IF v_line.value_fen IS NOT NULL THEN
            v_settled.value_fen := v_line.value_fen;
        ELSIF v_held > v_line.quantity THEN
            v_settled.value_fen := div(v_values[v_line.from_no]::numeric * v_line.quantity, v_held);
        ELSIF v_held = v_line.quantity THEN
            -- The last unit takes the rest of the value.
            v_settled.value_fen := v_values[v_line.from_no];
        ELSE
            INSERT INTO load_problem (document_no, line_no, code, detail)
            SELECT document_no, v_line.line_no, 'SP101', jsonb_build_object('asked', v_line.quantity, 'available', v_held)
            FROM loading_document WHERE document_id = v_line.document_id;
            CONTINUE;
        END IF;
        v_quantities[v_line.from_no] := v_held - v_line.quantity;
        v_values[v_line.from_no] := v_values[v_line.from_no] - v_settled.value_fen;
        v_quantities[v_line.to_no] := v_quantities[v_line.to_no] + v_line.quantity;
        v_values[v_line.to_no] := v_values[v_line.to_no] + v_settled.value_fen;
        RETURN NEXT v_settled;
    END LOOP;
    UPDATE loading_account AS loading SET settled_value_fen = settled.value_fen
    FROM unnest(v_accounts, v_values) AS settled (account_id, value_fen)
    WHERE loading.account_id = settled.account_id;
END
$$;
CREATE FUNCTION stockpile.settle_rotation_plan(p_plan_id bigint, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_state text;
    v_to text;
BEGIN
    SELECT state INTO v_state FROM rotation_plan WHERE rotation_plan_id = p_plan_id;
    v_to := CASE
        WHEN NOT EXISTS (SELECT FROM rotation_step WHERE rotation_plan_id = p_plan_id AND state = 'planned') THEN 'done'
        WHEN EXISTS (SELECT FROM rotation_step JOIN rotation_document USING (rotation_step_id)
                     WHERE rotation_plan_id = p_plan_id) THEN 'in_progress'
        ELSE v_state END;
    IF v_to <> v_state AND v_state IN ('approved', 'in_progress', 'done') THEN
        UPDATE rotation_plan SET state = v_to WHERE rotation_plan_id = p_plan_id;
        PERFORM add_rotation_event(p_plan_id, NULL, v_to, p_person_id, NULL);
    END IF;
END
$$;
CREATE FUNCTION stockpile.start_liaison_check(p_person_id bigint, p_due_at timestamp with time zone, p_remarks text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
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
CREATE TABLE stockpile.call_off (
    call_off_id bigint NOT NULL,
    number text NOT NULL,
    agreement_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    to_place_id bigint NOT NULL,
    quantity bigint NOT NULL,
    order_id bigint,
    incident text,
    state text DEFAULT 'sent'::text NOT NULL,
    respond_due_at timestamp with time zone NOT NULL,
    deliver_due_at timestamp with time zone NOT NULL,
    sent_by bigint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    remarks text,
    price_rule text,
    price_fen bigint,
    price_percent integer,
    CONSTRAINT call_off_due_after_it_is_sent CHECK (((respond_due_at > sent_at) AND (deliver_due_at >= sent_at))),
    CONSTRAINT call_off_is_positive CHECK ((quantity > 0)),
    CONSTRAINT call_off_price_is_whole CHECK ((((price_fen IS NOT NULL) = (NOT (price_rule IS DISTINCT FROM 'fixed'::text))) AND ((price_percent IS NOT NULL) = (COALESCE(price_rule, 'fixed'::text) <> 'fixed'::text)))),
    CONSTRAINT call_off_price_rule_is_known CHECK ((price_rule = ANY (ARRAY['fixed'::text, 'market_discount'::text, 'cost_plus'::text]))),
    CONSTRAINT call_off_state_is_known CHECK ((state = ANY (ARRAY['sent'::text, 'confirmed'::text, 'refused'::text, 'partly_delivered'::text, 'delivered'::text, 'settled'::text])))
);
CREATE FUNCTION stockpile.step_call_off(p_call_off stockpile.call_off, p_to text, p_person_id bigint, p_remarks text, p_amount_fen bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    UPDATE call_off SET state = p_to WHERE call_off_id = p_call_off.call_off_id;
    INSERT INTO call_off_step (call_off_id, step_no, state, person_id, remarks, amount_fen)
    SELECT p_call_off.call_off_id, max(step_no) + 1, p_to, p_person_id, p_remarks, p_amount_fen
    FROM call_off_step WHERE call_off_id = p_call_off.call_off_id;
    IF p_to IN ('confirmed', 'partly_delivered') THEN
        PERFORM open_task('call_off_due', p_call_off.call_off_id, p_call_off.number, p_call_off.to_place_id, p_call_off.sent_by,
            p_call_off.deliver_due_at, p_person_id, jsonb_build_object('step', 'delivery'));
    ELSE
        PERFORM close_tasks('call_off_due', p_call_off.call_off_id, NULL, p_person_id,
            CASE WHEN p_to = 'refused' THEN 'dropped' ELSE 'done' END, p_to);
    END IF;
END
$$;
CREATE FUNCTION stockpile.supply_of(p_items bigint[], p_first date, p_last date, p_days_min integer, p_days_max integer, p_today date, p_by_lot boolean, p_care_lots bigint[], p_care_places bigint[], p_care_serials bigint[], p_care_defective boolean[], p_care_due date[]) RETURNS TABLE(item_id bigint, place_id bigint, lot text, reserve_category text, place_kind text, is_in_transit boolean, is_lent boolean, condition text, availability text, usable_until date, is_defective boolean, care_due_on date, free_on date, is_recalled boolean, quantity bigint)
    LANGUAGE sql STABLE
    AS $$
    WITH uncared AS MATERIALIZED (
        SELECT lot_id, place_id, serial_id, bool_or(is_defective) AS is_defective, min(due_on) AS due_on
        FROM unnest(p_care_lots, p_care_places, p_care_serials, p_care_defective, p_care_due)
            AS care (lot_id, place_id, serial_id, is_defective, due_on)
        GROUP BY lot_id, place_id, serial_id),
    named AS MATERIALIZED (
        SELECT serial.account_id, uncared.is_defective, uncared.due_on,
            row_number() OVER (PARTITION BY serial.account_id ORDER BY uncared.is_defective DESC, uncared.due_on) AS place_no
        FROM uncared JOIN stockpile.serial USING (serial_id)),
    lapsing AS MATERIALIZED (SELECT * FROM stockpile.reservation_due),
    held AS MATERIALIZED (
        SELECT account.account_id, account.item_id, account.lot_id, account.place_id, account.kind, account.condition,
            account.availability, account.quantity - coalesce(reserved.quantity, 0) AS quantity, NULL::date AS free_on
        FROM stockpile.stock_account AS account
        LEFT JOIN (SELECT account_id, sum(quantity)::bigint AS quantity FROM lapsing GROUP BY account_id) AS reserved USING (account_id)
        WHERE account.holds AND account.kind <> 'borrower' AND account.item_id = ANY(p_items)
        UNION ALL
        SELECT account_id, account.item_id, account.lot_id, account.place_id, account.kind, account.condition, account.availability,
            lapsing.quantity, greatest(lapsing.due_on, p_today) + 1
        FROM lapsing JOIN stockpile.stock_account AS account USING (account_id)
        WHERE account.item_id = ANY(p_items)
        UNION ALL
        -- Whoever is late with a loan is not counted on.
        SELECT loan.account_id, loan.item_id, loan.lot_id, loan.place_id, 'borrower', loan.condition, 'free', loan.quantity,
            CASE WHEN loan.due_on >= p_today THEN loan.due_on + 1 END
        FROM stockpile.loan_detail AS loan
        WHERE loan.item_id = ANY(p_items) AND loan.quantity > 0),
    -- Read by item: one by one, many thousand lots take longer than all the rest.
    dated AS MATERIALIZED (
        SELECT lot_id, lot_number, reserve_category, least(expires_on, stop_issue_on - 1) AS until, recalled_on IS NOT NULL AS is_recalled
        FROM stockpile.lot WHERE lot.item_id = ANY(p_items)),
    part AS (
        SELECT held.item_id, held.lot_id, held.place_id, held.kind, held.condition, held.availability, held.free_on,
            named.is_defective, named.due_on, 1::bigint AS quantity
        FROM named JOIN held ON held.account_id = named.account_id AND held.kind = 'stock' AND named.place_no <= held.quantity
        UNION ALL
        SELECT held.item_id, held.lot_id, held.place_id, held.kind, held.condition, held.availability, held.free_on,
            coalesce(uncared.is_defective, false), uncared.due_on,
            held.quantity - least(coalesce(units.quantity, 0), held.quantity)
        FROM held
        LEFT JOIN (SELECT account_id, count(*) AS quantity FROM named GROUP BY account_id) AS units
            ON units.account_id = held.account_id AND held.kind = 'stock'
        LEFT JOIN uncared
            ON uncared.lot_id = held.lot_id AND uncared.place_id = held.place_id AND uncared.serial_id IS NULL AND held.kind = 'stock')
    -- Added up by as few columns as tell it apart, and put in order when little is left.
    SELECT heap.item_id, heap.place_id, heap.lot, heap.reserve_category, place.kind, heap.kind = 'carrier', heap.kind = 'borrower',
        heap.condition, heap.availability, heap.usable_until, heap.is_defective, heap.care_due_on, heap.free_on, heap.is_recalled,
        heap.quantity
    FROM (
        SELECT part.item_id, part.place_id, CASE WHEN p_by_lot THEN dated.lot_number END AS lot, dated.reserve_category, part.kind,
            part.condition, part.availability,
            CASE WHEN dated.until < p_last + p_days_max THEN greatest(dated.until, p_first - 1 + p_days_min) END AS usable_until,
            part.is_defective,
            CASE WHEN part.due_on < p_last AND NOT part.is_defective THEN greatest(part.due_on, p_first - 1) END AS care_due_on,
            CASE WHEN part.free_on <= p_last THEN greatest(part.free_on, p_first) END AS free_on, dated.is_recalled,
            sum(part.quantity)::bigint AS quantity
        FROM part JOIN dated USING (lot_id)
        WHERE part.quantity > 0
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) AS heap
    JOIN stockpile.place ON place.place_id = heap.place_id
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
$$;
CREATE FUNCTION stockpile.task_due_at(p_kind text) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
    SELECT ((clock_timestamp() AT TIME ZONE district_zone())::date + due_days + 1)::timestamp AT TIME ZONE district_zone()
        - interval '1 second'
    FROM task_kind WHERE kind = p_kind
$$;
CREATE FUNCTION stockpile.think_back(p_thought jsonb, p_account_id bigint, p_needed bigint, p_after timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    v_key text := p_account_id::text;
    v_step jsonb;
    v_movement record;
    v_there bigint;
BEGIN
    IF NOT (p_thought -> 'balances') ? v_key THEN
        p_thought := jsonb_set(p_thought, ARRAY['balances', v_key],
            to_jsonb((SELECT quantity FROM stock_account WHERE account_id = p_account_id)));
    END IF;
    FOR v_movement IN
        SELECT movement.document_id, movement.line_no, movement.to_account_id, movement.quantity, movement.recorded_at,
            target.is_stock
        FROM stock_movement AS movement
        JOIN stock_account AS target ON target.account_id = movement.to_account_id
        JOIN document ON document.document_id = movement.document_id
            AND document.kind NOT IN ('reversal', 'reservation_release', 'hold_release')
        WHERE movement.from_account_id = p_account_id AND movement.recorded_at > p_after
          AND NOT EXISTS (SELECT FROM reversed_line AS reversed
                          WHERE reversed.document_id = movement.document_id AND reversed.line_no = movement.line_no)
        ORDER BY movement.recorded_at DESC, movement.document_id DESC, movement.line_no DESC
    LOOP
        EXIT WHEN (p_thought -> 'balances' ->> v_key)::bigint >= p_needed OR jsonb_array_length(p_thought -> 'steps') >= 100;
        v_step := jsonb_build_object('document', v_movement.document_id, 'line', v_movement.line_no, 'account', p_account_id);
        CONTINUE WHEN (p_thought -> 'steps') @> jsonb_build_array(v_step);
        IF v_movement.is_stock THEN
            p_thought := think_back(p_thought, v_movement.to_account_id, v_movement.quantity, v_movement.recorded_at);
            v_there := (p_thought -> 'balances' ->> v_movement.to_account_id::text)::bigint;
            -- A reservation or hold that was released again is not in the way: nothing of it is there any more.
            CONTINUE WHEN v_there = 0;
            v_movement.quantity := least(v_movement.quantity, v_there);
            p_thought := jsonb_set(p_thought, ARRAY['balances', v_movement.to_account_id::text],
                to_jsonb(v_there - v_movement.quantity));
        END IF;
        p_thought := jsonb_set(p_thought, ARRAY['balances', v_key],
            to_jsonb((p_thought -> 'balances' ->> v_key)::bigint + v_movement.quantity));
        p_thought := jsonb_set(p_thought, '{steps}', (p_thought -> 'steps') || jsonb_build_array(v_step));
    END LOOP;
    RETURN p_thought;
END
$$;
CREATE FUNCTION stockpile.uncared_of(p_item_id bigint, p_place_ids bigint[], p_day date) RETURNS TABLE(account_id bigint, defective bigint, overdue bigint)
    LANGUAGE plpgsql STABLE ROWS 10
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM stockpile.care_rule AS rule WHERE rule.item_id = p_item_id AND rule.ended_at IS NULL) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT account.account_id,
        CASE WHEN item.is_serialised THEN count(*) FILTER (WHERE late.is_defective)
             WHEN bool_or(late.is_defective) THEN min(account.quantity) ELSE 0 END,
        CASE WHEN item.is_serialised THEN count(*) FILTER (WHERE NOT late.is_defective)
             WHEN bool_or(late.is_defective) THEN 0 ELSE min(account.quantity) END
    FROM (SELECT care.lot_id, care.place_id, care.serial_id, bool_or(care.last_result = 'defect') IS TRUE AS is_defective
          FROM stockpile.care_schedule AS care
          WHERE care.item_id = p_item_id AND care.place_id = ANY (p_place_ids) AND (care.last_result = 'defect' OR care.due_on < p_day)
          GROUP BY care.lot_id, care.place_id, care.serial_id) AS late
    JOIN stockpile.stock_account AS account ON account.lot_id = late.lot_id AND account.place_id = late.place_id
        AND account.kind = 'stock' AND account.holds AND account.condition = 'good'
    JOIN stockpile.item ON item.item_id = account.item_id
    LEFT JOIN stockpile.serial ON serial.serial_id = late.serial_id
    WHERE late.serial_id IS NULL OR serial.account_id = account.account_id
    GROUP BY account.account_id, item.is_serialised;
END
$$;
CREATE FUNCTION stockpile.withdraw_lot_test(p_person_id bigint, p_lot_test_id bigint, p_reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
DECLARE
    v_test lot_test_detail;
BEGIN
    PERFORM require_permission(p_person_id, CASE WHEN EXISTS (SELECT FROM lot_test WHERE lot_test_id = p_lot_test_id
        AND result = 'failed') THEN 'approve_lot_test' ELSE 'record_lot_test' END);
    PERFORM FROM lot JOIN lot_test USING (lot_id) WHERE lot_test_id = p_lot_test_id FOR NO KEY UPDATE OF lot;
    SELECT * INTO v_test FROM lot_test_detail WHERE lot_test_id = p_lot_test_id;
    IF v_test.lot_test_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such test', jsonb_build_object('field', 'report_number', 'code', p_lot_test_id));
    END IF;
    IF v_test.state NOT IN ('waiting', 'failed') THEN
        PERFORM refuse('SP636', 'this test is not to be taken back', jsonb_build_object('lot', v_test.lot,
            'report_number', v_test.report_number, 'state', v_test.state), 'an approved one changes by new dates of the lot');
    END IF;
    IF v_test.state = 'waiting' AND v_test.person_id <> p_person_id THEN
        PERFORM refuse('SP693', 'only whoever recorded it takes it back', jsonb_build_object('lot', v_test.lot,
            'report_number', v_test.report_number, 'person', (SELECT login FROM person WHERE person_id = v_test.person_id)));
    END IF;
    IF v_test.state = 'failed' AND v_test.person_id = p_person_id THEN
        PERFORM refuse('SP402', 'who makes does not check', jsonb_build_object('report_number', v_test.report_number));
    END IF;
    INSERT INTO lot_test_withdrawal (lot_test_id, reason, person_id) VALUES (p_lot_test_id, p_reason, p_person_id);
END
$$;
CREATE FUNCTION stockpile.write_agreement_step(p_agreement stockpile.agreement, p_to text, p_person_id bigint, p_remarks text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO agreement_step (agreement_id, step_no, state, person_id, remarks)
    SELECT p_agreement.agreement_id, coalesce(max(step_no), 0) + 1, p_to, p_person_id, p_remarks
    FROM agreement_step WHERE agreement_id = p_agreement.agreement_id;
    IF p_to = 'ended' THEN
        PERFORM close_tasks('agreement_ends', p_agreement.agreement_id, NULL, p_person_id, 'done', p_remarks);
    END IF;
END
$$;
CREATE FUNCTION stockpile.write_document(p_document stockpile.document, p_number_code text, p_zone text) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_year integer := extract(year FROM p_document.recorded_at AT TIME ZONE p_zone);
BEGIN
    LOOP
        WITH counter AS (
            UPDATE document_counter SET last_number = last_number + 1
            WHERE place_id = p_document.place_id AND number_code = p_number_code AND year = v_year
            RETURNING number_prefix, last_number
        )
        INSERT INTO document (document_id, number, kind, purpose, place_id, occurred_at, recorded_at, person_id, checker_id, order_id,
            write_off_id, reverses_document_id, about_period, reference, remarks, reason, occasion, borrower, due_on, loan_document_id,
            attachments)
        SELECT p_document.document_id, document_number(counter.number_prefix, counter.last_number), p_document.kind,
            p_document.purpose, p_document.place_id, p_document.occurred_at, p_document.recorded_at, p_document.person_id,
            p_document.checker_id, p_document.order_id, p_document.write_off_id, p_document.reverses_document_id,
            p_document.about_period, p_document.reference, p_document.remarks, p_document.reason, p_document.occasion,
            p_document.borrower, p_document.due_on, p_document.loan_document_id, p_document.attachments
        FROM counter
        RETURNING number INTO p_document.number;
        EXIT WHEN FOUND;
        PERFORM open_document_counter(p_document.place_id, p_number_code, v_year);
    END LOOP;
    IF p_document.purpose IN ('loan', 'loan_return') THEN
        PERFORM guard_loan(p_document);
    END IF;
    RETURN jsonb_build_object('document_id', p_document.document_id, 'number', p_document.number,
        'occurred_at', p_document.occurred_at, 'recorded_at', p_document.recorded_at, 'replayed', false);
END
$$;
CREATE FUNCTION stockpile.write_loaded_accounts(p_recorded_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    BEGIN
        INSERT INTO stock_account (account_id, kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen,
                                   last_occurred_at, is_stock, holds)
        SELECT account_id, kind, item_id, lot_id, place_id, owner_id, condition, availability, quantity, value_fen,
            coalesce(occurred_at, p_recorded_at), is_inside(kind), is_inside(kind) AND quantity > 0
        FROM loaded_balance WHERE NOT is_known ORDER BY account_id;
    EXCEPTION WHEN unique_violation THEN
        RAISE EXCEPTION 'an account was made by somebody else meanwhile' USING ERRCODE = 'serialization_failure';
    END;
    UPDATE stock_account AS account SET quantity = loaded.quantity, value_fen = loaded.value_fen,
        last_occurred_at = greatest(account.last_occurred_at, coalesce(loaded.occurred_at, p_recorded_at)),
        holds = account.is_stock AND loaded.quantity > 0
    FROM loaded_balance AS loaded
    WHERE loaded.is_known AND account.account_id = loaded.account_id;
END
$$;
CREATE FUNCTION stockpile.write_standards(p_content jsonb, p_person_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'stockpile', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO standard (code, version, name, name_en, response_level, effective_from, source, redundancy_percent, drafted_by, drafted_at)
    SELECT code, version, name, name_en, level, effective_from, source, redundancy_percent, p_person_id,
        CASE WHEN p_person_id IS NOT NULL THEN clock_timestamp() END
    FROM jsonb_to_recordset(p_content -> 'standards') AS draft (code text, version integer, name text, name_en text, level text,
        effective_from date, source text, redundancy_percent integer, position integer)
    ORDER BY position;
    INSERT INTO standard_line (standard_id, hazard, reserve_category, item_id, driver, coefficient, coefficient_max, days, within_hours,
        source, scope)
    SELECT standard.standard_id, line.hazard, line.category, item.item_id, line.driver, line.coefficient, line.coefficient_max, line.days,
        line.within_hours, line.source, coalesce(line.scope, 'district')
    FROM jsonb_to_recordset(p_content -> 'lines') AS line (line_no integer, standard text, version integer, hazard text, category text,
        item text, driver text, coefficient numeric, coefficient_max numeric, days integer, within_hours integer, source text,
        scope text)
    JOIN standard ON standard.code = line.standard AND standard.version = line.version
    JOIN item ON item.code = line.item
    ORDER BY line.line_no;
END
$$;
CREATE AGGREGATE stockpile.whole_sum(bigint) (
    SFUNC = int8pl,
    STYPE = bigint,
    COMBINEFUNC = int8pl,
    PARALLEL = safe
);
CREATE TABLE stockpile.lot (
    lot_id bigint NOT NULL,
    item_id bigint NOT NULL,
    lot_number text NOT NULL,
    reserve_category text NOT NULL,
    funding_source text NOT NULL,
    origin text,
    legacy_group text,
    parent_lot_id bigint,
    manufactured_on date,
    received_on date NOT NULL,
    unit_cost_fen bigint NOT NULL,
    expires_on date,
    warn_on date,
    rotate_by_on date,
    stop_issue_on date,
    recalled_on date,
    recalled_at timestamp with time zone,
    CONSTRAINT lot_expires_after_manufacture CHECK ((expires_on > manufactured_on)),
    CONSTRAINT lot_received_after_manufacture CHECK ((received_on >= manufactured_on)),
    CONSTRAINT lot_unit_cost_is_not_negative CHECK ((unit_cost_fen >= 0))
);
CREATE VIEW stockpile.account_content AS
 SELECT account.account_id,
    concat_ws('	'::text, 'account', account.account_id, account.kind, account.item_id, account.lot_id, account.place_id, concat(account.bin_id), account.owner_id, account.condition, concat(account.availability, '
lot'), lot.lot_id, lot.item_id, stockpile.content_cell(lot.lot_number), stockpile.content_cell(lot.reserve_category), stockpile.content_cell(lot.funding_source), stockpile.content_cell(lot.origin), stockpile.content_cell(lot.legacy_group), concat(lot.parent_lot_id), COALESCE(to_char((lot.manufactured_on)::timestamp with time zone, 'YYYY-MM-DD'::text), ''::text), to_char((lot.received_on)::timestamp with time zone, 'YYYY-MM-DD'::text), concat(lot.unit_cost_fen, '
')) AS content
   FROM (stockpile.stock_account account
     LEFT JOIN stockpile.lot USING (lot_id));
CREATE TABLE stockpile.bin (
    bin_id bigint NOT NULL,
    place_id bigint NOT NULL,
    code text NOT NULL,
    name text,
    retired_on date,
    retired_by bigint,
    CONSTRAINT bin_retired_by_someone CHECK (((retired_on IS NULL) = (retired_by IS NULL)))
);
CREATE TABLE stockpile.item (
    item_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    classification_code text NOT NULL,
    base_unit text NOT NULL,
    shelf_life_months integer,
    shelf_life_from text,
    shelf_life_source text,
    warn_days integer,
    rotate_days integer,
    is_returnable boolean NOT NULL,
    retired_on date,
    source text NOT NULL,
    is_serialised boolean DEFAULT false NOT NULL,
    life_left_days_max integer DEFAULT 0 NOT NULL,
    CONSTRAINT item_days_are_not_negative CHECK (((warn_days >= 0) AND (rotate_days >= 0))),
    CONSTRAINT item_shelf_life_is_whole_or_absent CHECK ((((shelf_life_months IS NULL) AND (shelf_life_from IS NULL) AND (shelf_life_source IS NULL)) OR ((shelf_life_months > 0) AND (shelf_life_from = ANY (ARRAY['manufactured'::text, 'received'::text])) AND (shelf_life_source <> ''::text))))
);
CREATE TABLE stockpile.place (
    place_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    kind text NOT NULL,
    company_id bigint,
    longitude numeric(11,8),
    latitude numeric(10,8),
    capacity_m2 integer,
    handling_minutes integer DEFAULT 0 NOT NULL,
    population integer,
    contact text,
    telephone text,
    source text NOT NULL,
    custodian_id bigint,
    capacity_m3 integer,
    used_by_id bigint,
    CONSTRAINT place_company_only_at_company_site CHECK (((kind = 'company_site'::text) = (company_id IS NOT NULL))),
    CONSTRAINT place_figures_are_not_negative CHECK (((capacity_m2 >= 0) AND (handling_minutes >= 0) AND (population >= 0))),
    CONSTRAINT place_has_both_coordinates_or_none CHECK (((longitude IS NULL) = (latitude IS NULL))),
    CONSTRAINT place_kind_is_known CHECK ((kind = ANY (ARRAY['depot'::text, 'town_point'::text, 'company_site'::text, 'shelter'::text, 'vehicle'::text]))),
    CONSTRAINT place_volume_is_not_negative CHECK ((capacity_m3 >= 0))
);
CREATE TABLE stockpile.reserve_category (
    reserve_category text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    "position" integer NOT NULL,
    source text NOT NULL
);
CREATE TABLE stockpile.stock_owner (
    owner_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    source text NOT NULL
);
CREATE VIEW stockpile.account_detail AS
 SELECT account.account_id,
    account.kind AS account_kind,
    account.quantity,
    account.value_fen,
    account.condition,
    account.availability,
    account.holds,
    item.item_id,
    item.code AS item,
    item.name AS item_name,
    item.name_en AS item_name_en,
    item.base_unit,
    lot.lot_id,
    lot.lot_number,
    lot.reserve_category,
    category.name AS reserve_category_name,
    category.name_en AS reserve_category_name_en,
    category."position" AS reserve_category_position,
    lot.manufactured_on,
    lot.received_on,
    lot.expires_on,
    lot.warn_on,
    lot.rotate_by_on,
    lot.unit_cost_fen,
    lot.funding_source,
    lot.origin,
    lot.legacy_group,
    place.place_id,
    place.code AS place,
    place.name AS place_name,
    place.name_en AS place_name_en,
    place.kind AS place_kind,
    bin.code AS bin,
    stock_owner.owner_id,
    stock_owner.code AS owner,
    bin.name AS bin_name,
    stock_owner.name AS owner_name,
    stock_owner.name_en AS owner_name_en,
    lot.stop_issue_on,
    lot.recalled_on
   FROM ((((((stockpile.stock_account account
     JOIN stockpile.lot USING (lot_id))
     JOIN stockpile.item ON ((item.item_id = account.item_id)))
     JOIN stockpile.reserve_category category ON ((category.reserve_category = lot.reserve_category)))
     JOIN stockpile.place ON ((place.place_id = account.place_id)))
     JOIN stockpile.stock_owner ON ((stock_owner.owner_id = account.owner_id)))
     LEFT JOIN stockpile.bin ON ((bin.bin_id = account.bin_id)))
  WHERE account.is_stock;
CREATE TABLE stockpile.standard (
    standard_id bigint NOT NULL,
    code text NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    response_level text NOT NULL,
    effective_from date NOT NULL,
    source text NOT NULL,
    redundancy_percent integer DEFAULT 0 NOT NULL,
    drafted_by bigint,
    drafted_at timestamp with time zone,
    adopted_by bigint,
    adopted_at timestamp with time zone,
    CONSTRAINT standard_adopted_by_another CHECK ((adopted_by <> drafted_by)),
    CONSTRAINT standard_adoption_follows_a_draft CHECK (((adopted_by IS NULL) OR (drafted_by IS NOT NULL))),
    CONSTRAINT standard_adoption_has_its_time CHECK (((adopted_by IS NULL) = (adopted_at IS NULL))),
    CONSTRAINT standard_draft_has_its_time CHECK (((drafted_by IS NULL) = (drafted_at IS NULL))),
    CONSTRAINT standard_level_is_known CHECK ((response_level = ANY (ARRAY['I'::text, 'II'::text, 'III'::text, 'IV'::text]))),
    CONSTRAINT standard_redundancy_adds CHECK (((redundancy_percent >= 0) AND (redundancy_percent <= 1000))),
    CONSTRAINT standard_version_is_positive CHECK ((version > 0))
);
CREATE VIEW stockpile.adopted_standard AS
 SELECT standard.standard_id,
    standard.response_level,
    standard.effective_from,
    lead(standard.effective_from) OVER (PARTITION BY standard.response_level ORDER BY standard.effective_from) AS superseded_from
   FROM stockpile.standard
  WHERE ((standard.drafted_by IS NULL) OR (standard.adopted_by IS NOT NULL));
CREATE TABLE stockpile.advisory_stock (
    advisory_id bigint NOT NULL,
    layer text NOT NULL,
    company_id bigint,
    town_id bigint,
    item_id bigint NOT NULL,
    households bigint,
    kit_quantity bigint,
    kit_percent integer,
    quantity bigint NOT NULL,
    confidence_percent integer NOT NULL,
    source text NOT NULL,
    CONSTRAINT advisory_stock_is_a_share CHECK (((quantity >= 0) AND (households >= 0) AND (kit_quantity > 0) AND ((kit_percent >= 0) AND (kit_percent <= 100)) AND ((confidence_percent >= 0) AND (confidence_percent <= 100)))),
    CONSTRAINT advisory_stock_is_households_by_kit CHECK (((households IS NULL) OR (quantity = (((households * kit_quantity) * kit_percent) / 100)))),
    CONSTRAINT advisory_stock_is_of_a_company_or_households CHECK (
CASE layer
    WHEN 'household'::text THEN ((company_id IS NULL) AND (households IS NOT NULL) AND (kit_quantity IS NOT NULL) AND (kit_percent IS NOT NULL))
    ELSE ((company_id IS NOT NULL) AND (town_id IS NULL) AND (households IS NULL) AND (kit_quantity IS NULL) AND (kit_percent IS NULL))
END),
    CONSTRAINT advisory_stock_layer_is_known CHECK ((layer = ANY (ARRAY['social_responsibility'::text, 'household'::text])))
);
ALTER TABLE stockpile.advisory_stock ALTER COLUMN advisory_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.advisory_stock_advisory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE stockpile.agreement ALTER COLUMN agreement_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.agreement_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.agreement_attachment (
    agreement_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    name text NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE stockpile.agreement_capacity (
    agreement_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    units_per_day bigint NOT NULL,
    ramp_up_hours integer NOT NULL,
    quantity_max bigint NOT NULL,
    source text NOT NULL,
    raw_material_days integer,
    CONSTRAINT agreement_capacity_is_positive CHECK (((units_per_day > 0) AND (ramp_up_hours >= 0) AND (quantity_max > 0))),
    CONSTRAINT agreement_capacity_raw_material_is_not_negative CHECK ((raw_material_days >= 0))
);
CREATE TABLE stockpile.agreement_floor (
    agreement_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    quantity bigint NOT NULL,
    source text NOT NULL,
    floor_id bigint NOT NULL,
    days_of_use integer,
    daily_use bigint,
    daily_use_source text,
    CONSTRAINT agreement_floor_in_days_is_whole CHECK ((((days_of_use IS NULL) = (daily_use IS NULL)) AND ((days_of_use IS NULL) = (daily_use_source IS NULL)))),
    CONSTRAINT agreement_floor_is_days_of_use CHECK (((days_of_use IS NULL) OR (quantity = (days_of_use * daily_use)))),
    CONSTRAINT agreement_floor_is_positive CHECK ((quantity > 0))
);
ALTER TABLE stockpile.agreement_floor ALTER COLUMN floor_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.agreement_floor_floor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.agreement_offer (
    agreement_offer_id bigint NOT NULL,
    company_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    fee_per_unit_fen bigint NOT NULL,
    lead_days integer NOT NULL,
    response_hours integer NOT NULL,
    quantity_max bigint NOT NULL,
    confidence_percent integer NOT NULL,
    source text NOT NULL,
    CONSTRAINT agreement_offer_confidence_is_a_share CHECK (((confidence_percent >= 0) AND (confidence_percent <= 100))),
    CONSTRAINT agreement_offer_figures_are_not_negative CHECK (((fee_per_unit_fen >= 0) AND (lead_days >= 0) AND (response_hours >= 0))),
    CONSTRAINT agreement_offer_promises_something CHECK ((quantity_max > 0))
);
ALTER TABLE stockpile.agreement_offer ALTER COLUMN agreement_offer_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.agreement_offer_agreement_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.agreement_response (
    agreement_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    town_id bigint NOT NULL,
    response_hours integer NOT NULL,
    CONSTRAINT agreement_response_is_not_negative CHECK ((response_hours >= 0))
);
CREATE TABLE stockpile.agreement_share (
    month text NOT NULL,
    subject text NOT NULL,
    code text NOT NULL,
    taken_on date NOT NULL,
    physical bigint NOT NULL,
    entrusted bigint NOT NULL,
    agreement bigint NOT NULL,
    physical_value_fen bigint NOT NULL,
    entrusted_value_fen bigint NOT NULL,
    agreement_value_fen bigint NOT NULL,
    agreement_unvalued bigint NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT agreement_share_subject_is_known CHECK ((subject = ANY (ARRAY['item'::text, 'category'::text, 'value'::text])))
);
CREATE TABLE stockpile.agreement_step (
    agreement_id bigint NOT NULL,
    step_no integer NOT NULL,
    state text NOT NULL,
    person_id bigint NOT NULL,
    remarks text,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE stockpile.agreement_stock (
    agreement_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    quantity bigint NOT NULL,
    response_hours integer NOT NULL,
    confidence_percent integer NOT NULL,
    source text NOT NULL,
    price_rule text,
    price_fen bigint,
    price_percent integer,
    CONSTRAINT agreement_stock_confidence_is_a_share CHECK (((confidence_percent >= 0) AND (confidence_percent <= 100))),
    CONSTRAINT agreement_stock_is_positive CHECK (((quantity > 0) AND (response_hours >= 0))),
    CONSTRAINT agreement_stock_price_is_a_price CHECK ((((price_fen >= 0) AND (price_fen <= 1000000000)) AND ((price_percent >= 0) AND (price_percent <= 100)))),
    CONSTRAINT agreement_stock_price_is_whole CHECK ((((price_fen IS NOT NULL) = (NOT (price_rule IS DISTINCT FROM 'fixed'::text))) AND ((price_percent IS NOT NULL) = (COALESCE(price_rule, 'fixed'::text) <> 'fixed'::text)))),
    CONSTRAINT agreement_stock_price_rule_is_known CHECK ((price_rule = ANY (ARRAY['fixed'::text, 'market_discount'::text, 'cost_plus'::text])))
);
CREATE VIEW stockpile.agreement_term AS
 SELECT agreement.agreement_id,
    GREATEST(agreement.valid_from, ((agreement.approved_at AT TIME ZONE stockpile.district_zone()))::date) AS binds_from,
    COALESCE(agreement.last_day, agreement.valid_to) AS binds_to,
    (agreement.state = 'suspended'::text) AS is_suspended
   FROM stockpile.agreement
  WHERE ((agreement.state <> 'draft'::text) AND ((agreement.made_by IS NULL) OR (agreement.approved_by IS NOT NULL)));
CREATE TABLE stockpile.allocation_order (
    order_id bigint NOT NULL,
    number text NOT NULL,
    state text NOT NULL,
    incident text,
    issued_by bigint NOT NULL,
    issued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    due_at timestamp with time zone NOT NULL,
    allows_part boolean NOT NULL,
    remarks text,
    CONSTRAINT allocation_order_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'acknowledged'::text, 'partly_reserved'::text, 'fulfilled'::text, 'recalled'::text, 'superseded'::text, 'expired'::text])))
);
CREATE TABLE stockpile.allocation_order_event (
    order_id bigint NOT NULL,
    event_no integer NOT NULL,
    state text NOT NULL,
    person_id bigint NOT NULL,
    remarks text,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE stockpile.allocation_order_line (
    order_line_id bigint NOT NULL,
    order_id bigint NOT NULL,
    line_no integer NOT NULL,
    item_id bigint NOT NULL,
    quantity bigint NOT NULL,
    to_place_id bigint NOT NULL,
    CONSTRAINT allocation_order_line_asks_something CHECK ((quantity > 0))
);
ALTER TABLE stockpile.allocation_order_line ALTER COLUMN order_line_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.allocation_order_line_order_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE stockpile.allocation_order ALTER COLUMN order_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.allocation_order_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.attachment (
    sha256 bytea NOT NULL,
    media_type text NOT NULL,
    size_bytes bigint NOT NULL,
    content bytea,
    kept_at text,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT attachment_content_is_at_most_5_mib CHECK ((octet_length(content) <= 5242880)),
    CONSTRAINT attachment_has_its_size CHECK (((size_bytes >= 0) AND ((content IS NULL) OR (octet_length(content) = size_bytes)))),
    CONSTRAINT attachment_is_kept_in_one_place CHECK (((content IS NULL) <> (kept_at IS NULL))),
    CONSTRAINT attachment_is_what_its_hash_says CHECK (((length(sha256) = 32) AND ((content IS NULL) OR (sha256(content) = sha256))))
);
ALTER TABLE stockpile.bin ALTER COLUMN bin_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.bin_bin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE stockpile.call_off ALTER COLUMN call_off_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.call_off_call_off_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.call_off_delivery (
    document_id bigint NOT NULL,
    call_off_id bigint NOT NULL,
    quantity bigint NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT call_off_delivery_is_positive CHECK ((quantity > 0))
);
CREATE TABLE stockpile.call_off_step (
    call_off_id bigint NOT NULL,
    step_no integer NOT NULL,
    state text NOT NULL,
    person_id bigint NOT NULL,
    amount_fen bigint,
    remarks text,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE stockpile.reversed_line (
    document_id bigint NOT NULL,
    line_no integer NOT NULL,
    reversal_document_id bigint NOT NULL,
    CONSTRAINT reversed_line_by_another_document CHECK ((document_id <> reversal_document_id))
);
CREATE VIEW stockpile.call_off_detail AS
 SELECT call_off.call_off_id,
    call_off.number,
    call_off.agreement_id,
    call_off.item_id,
    call_off.place_id,
    call_off.to_place_id,
    call_off.quantity,
    call_off.order_id,
    call_off.incident,
    call_off.state,
    call_off.respond_due_at,
    call_off.deliver_due_at,
    call_off.sent_by,
    call_off.sent_at,
    call_off.remarks,
    call_off.price_rule,
    call_off.price_fen,
    call_off.price_percent,
    answer.recorded_at AS answered_at,
    delivery.quantity AS delivered_quantity,
    delivery.amount_fen,
    delivery.last_at AS last_delivered_at,
    settlement.amount_fen AS settled_amount_fen,
    settlement.recorded_at AS settled_at,
    (COALESCE(answer.recorded_at, clock_timestamp()) > call_off.respond_due_at) AS is_answer_late,
    ((call_off.state <> 'refused'::text) AND (COALESCE(
        CASE
            WHEN (call_off.state = ANY (ARRAY['delivered'::text, 'settled'::text])) THEN delivery.last_at
            ELSE NULL::timestamp with time zone
        END, clock_timestamp()) > call_off.deliver_due_at)) AS is_delivery_late
   FROM (((stockpile.call_off
     LEFT JOIN LATERAL ( SELECT min(step.recorded_at) AS recorded_at
           FROM stockpile.call_off_step step
          WHERE ((step.call_off_id = call_off.call_off_id) AND (step.state = ANY (ARRAY['confirmed'::text, 'refused'::text])))) answer ON (true))
     LEFT JOIN LATERAL ( SELECT step.amount_fen,
            step.recorded_at
           FROM stockpile.call_off_step step
          WHERE ((step.call_off_id = call_off.call_off_id) AND (step.state = 'settled'::text))) settlement ON (true))
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(movement.quantity), (0)::numeric))::bigint AS quantity,
            (COALESCE(sum(movement.value_fen), (0)::numeric))::bigint AS amount_fen,
            max(delivery_1.recorded_at) AS last_at
           FROM (stockpile.call_off_delivery delivery_1
             JOIN stockpile.stock_movement movement USING (document_id))
          WHERE ((delivery_1.call_off_id = call_off.call_off_id) AND (NOT (EXISTS ( SELECT
                   FROM stockpile.reversed_line reversed
                  WHERE ((reversed.document_id = movement.document_id) AND (reversed.line_no = movement.line_no))))))) delivery);
CREATE TABLE stockpile.proof_of_stock (
    proof_id bigint NOT NULL,
    agreement_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    form text NOT NULL,
    kind text NOT NULL,
    proved_on date NOT NULL,
    quantity bigint NOT NULL,
    person_id bigint NOT NULL,
    evidence bytea,
    evidence_name text,
    file_sha256 bytea,
    remarks text,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT proof_of_stock_evidence_has_a_name CHECK (((evidence IS NULL) = (evidence_name IS NULL))),
    CONSTRAINT proof_of_stock_form_is_known CHECK ((form = ANY (ARRAY['agreement_stock'::text, 'capacity'::text]))),
    CONSTRAINT proof_of_stock_is_not_negative CHECK ((quantity >= 0)),
    CONSTRAINT proof_of_stock_kind_is_known CHECK ((kind = ANY (ARRAY['declaration'::text, 'visit'::text, 'surprise_check'::text]))),
    CONSTRAINT proof_of_stock_of_capacity_is_a_visit CHECK (((form = 'agreement_stock'::text) OR (kind = 'visit'::text)))
);
CREATE VIEW stockpile.call_off_draw AS
 SELECT line.agreement_id,
    line.item_id,
    line.place_id,
    ((called.quantity + delivered.quantity))::bigint AS drawn
   FROM ((stockpile.agreement_stock line
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(GREATEST((detail.quantity - detail.delivered_quantity), (0)::bigint)), (0)::numeric) AS quantity
           FROM stockpile.call_off_detail detail
          WHERE ((detail.agreement_id = line.agreement_id) AND (detail.item_id = line.item_id) AND (detail.place_id = line.place_id) AND (detail.state = ANY (ARRAY['sent'::text, 'confirmed'::text, 'partly_delivered'::text])))) called)
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(delivery.quantity), (0)::numeric) AS quantity
           FROM (stockpile.call_off
             JOIN stockpile.call_off_delivery delivery USING (call_off_id))
          WHERE ((call_off.agreement_id = line.agreement_id) AND (call_off.item_id = line.item_id) AND (call_off.place_id = line.place_id) AND (NOT (EXISTS ( SELECT
                   FROM stockpile.proof_of_stock proof
                  WHERE ((proof.agreement_id = line.agreement_id) AND (proof.item_id = line.item_id) AND (proof.place_id = line.place_id) AND (proof.form = 'agreement_stock'::text) AND (proof.recorded_at > delivery.recorded_at) AND (proof.proved_on >= ((delivery.recorded_at AT TIME ZONE stockpile.district_zone()))::date))))))) delivered);
CREATE TABLE stockpile.capacity_inspection (
    proof_id bigint NOT NULL,
    raw_material_days integer NOT NULL,
    CONSTRAINT capacity_inspection_is_not_negative CHECK ((raw_material_days >= 0))
);
CREATE TABLE stockpile.capacity_offer (
    capacity_offer_id bigint NOT NULL,
    company_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    fee_per_unit_fen bigint NOT NULL,
    lead_days integer NOT NULL,
    ramp_up_hours integer NOT NULL,
    units_per_day_max bigint NOT NULL,
    quantity_max bigint NOT NULL,
    confidence_percent integer NOT NULL,
    source text NOT NULL,
    CONSTRAINT capacity_offer_confidence_is_a_share CHECK (((confidence_percent >= 0) AND (confidence_percent <= 100))),
    CONSTRAINT capacity_offer_figures_are_not_negative CHECK (((fee_per_unit_fen >= 0) AND (lead_days >= 0) AND (ramp_up_hours >= 0))),
    CONSTRAINT capacity_offer_promises_something CHECK (((units_per_day_max > 0) AND (quantity_max > 0)))
);
ALTER TABLE stockpile.capacity_offer ALTER COLUMN capacity_offer_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.capacity_offer_capacity_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.care_record (
    care_record_id bigint NOT NULL,
    care_rule_id bigint NOT NULL,
    place_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    serial_id bigint,
    done_on date NOT NULL,
    done_by text NOT NULL,
    result text NOT NULL,
    remarks text,
    evidence bytea,
    evidence_name text,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT care_record_defect_is_described CHECK (((result <> 'defect'::text) OR (remarks <> ''::text))),
    CONSTRAINT care_record_evidence_has_a_name CHECK (((evidence IS NULL) = (evidence_name IS NULL))),
    CONSTRAINT care_record_result_is_known CHECK ((result = ANY (ARRAY['ok'::text, 'defect'::text])))
);
ALTER TABLE stockpile.care_record ALTER COLUMN care_record_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.care_record_care_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.care_rule (
    care_rule_id bigint NOT NULL,
    code text NOT NULL,
    item_id bigint NOT NULL,
    duty text NOT NULL,
    every_days integer NOT NULL,
    first_days integer,
    instruction text NOT NULL,
    source text NOT NULL,
    added_by bigint,
    ended_by bigint,
    ended_at timestamp with time zone,
    ended_because text,
    CONSTRAINT care_rule_comes_round CHECK (((every_days > 0) AND (first_days > 0))),
    CONSTRAINT care_rule_duty_is_known CHECK ((duty = ANY (ARRAY['run'::text, 'charge'::text, 'air'::text, 'service'::text, 'inspect'::text, 'clean'::text]))),
    CONSTRAINT care_rule_ended_by_someone CHECK ((((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) = (ended_because IS NULL))))
);
ALTER TABLE stockpile.care_rule ALTER COLUMN care_rule_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.care_rule_care_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW stockpile.care_schedule AS
 SELECT rule.care_rule_id,
    rule.code AS rule,
    rule.item_id,
    item.code AS item,
    rule.duty,
    rule.every_days,
    rule.instruction,
    rule.source,
    heap.lot_id,
    heap.place_id,
    heap.serial_id,
    heap.quantity,
    last.done_on AS last_done_on,
    last.result AS last_result,
    last.remarks AS last_remarks,
    COALESCE((last.done_on + rule.every_days), GREATEST((((arrival.occurred_at AT TIME ZONE ( SELECT stockpile.district_zone() AS district_zone)))::date + rule.every_days), (lot.manufactured_on + rule.first_days))) AS due_on
   FROM (((((stockpile.care_rule rule
     JOIN stockpile.item USING (item_id))
     CROSS JOIN LATERAL stockpile.care_heap(rule.item_id) heap(lot_id, place_id, serial_id, quantity))
     JOIN stockpile.lot ON ((lot.lot_id = heap.lot_id)))
     LEFT JOIN LATERAL ( SELECT record.done_on,
            record.result,
            record.remarks
           FROM stockpile.care_record record
          WHERE ((record.lot_id = heap.lot_id) AND (record.care_rule_id = rule.care_rule_id) AND (NOT (record.serial_id IS DISTINCT FROM heap.serial_id)) AND ((record.place_id = heap.place_id) OR (record.serial_id IS NOT NULL) OR (record.done_on <= ((stockpile.care_arrival(heap.lot_id, heap.place_id) AT TIME ZONE stockpile.district_zone()))::date)))
          ORDER BY record.done_on DESC, record.care_record_id DESC
         LIMIT 1) last ON (true))
     LEFT JOIN LATERAL ( SELECT min(first.occurred_at) AS occurred_at
           FROM (stockpile.stock_account account
             CROSS JOIN LATERAL ( SELECT movement.occurred_at
                   FROM stockpile.stock_movement movement
                  WHERE (movement.to_account_id = account.account_id)
                  ORDER BY movement.occurred_at
                 LIMIT 1) first)
          WHERE ((account.lot_id = heap.lot_id) AND (account.kind = 'stock'::text) AND (last.done_on IS NULL))) arrival ON (true))
  WHERE (rule.ended_at IS NULL);
CREATE TABLE stockpile.catalogue_version (
    is_the_only_one boolean DEFAULT true NOT NULL,
    version uuid DEFAULT gen_random_uuid() NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT catalogue_version_is_one CHECK (is_the_only_one)
);
CREATE TABLE stockpile.classification_code (
    classification_code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    source text NOT NULL,
    CONSTRAINT classification_code_has_its_form CHECK ((classification_code ~ '^[1-9]((0[1-9]|[1-9][0-9]){3}|(0[1-9]|[1-9][0-9]){2}00|(0[1-9]|[1-9][0-9])0000|000000)$'::text))
);
CREATE TABLE stockpile.company (
    company_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    contact text,
    telephone text,
    source text NOT NULL
);
ALTER TABLE stockpile.company ALTER COLUMN company_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.company_company_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.confidence_adoption (
    version integer NOT NULL,
    maker_id bigint NOT NULL,
    checker_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT confidence_adoption_by_another CHECK ((maker_id <> checker_id))
);
CREATE TABLE stockpile.confidence_band (
    version integer NOT NULL,
    kind text NOT NULL,
    days_max integer NOT NULL,
    percent integer NOT NULL,
    CONSTRAINT confidence_band_kind_is_known CHECK ((kind = ANY (ARRAY['declaration'::text, 'visit'::text, 'surprise_check'::text]))),
    CONSTRAINT confidence_band_percent_is_a_share CHECK ((((percent >= 0) AND (percent <= 100)) AND (days_max >= 0)))
);
CREATE TABLE stockpile.confidence_rule (
    version integer NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    valid_from date NOT NULL,
    never_percent integer NOT NULL,
    broken_points integer NOT NULL,
    kept_points integer NOT NULL,
    kept_points_max integer NOT NULL,
    promise_days integer NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT confidence_rule_percent_is_a_share CHECK (((never_percent >= 0) AND (never_percent <= 100))),
    CONSTRAINT confidence_rule_points_are_points CHECK ((((broken_points >= 0) AND (broken_points <= 100)) AND ((kept_points >= 0) AND (kept_points <= 100)) AND ((kept_points_max >= 0) AND (kept_points_max <= 100)) AND (promise_days > 0)))
);
CREATE TABLE stockpile.count_counter (
    count_id bigint NOT NULL,
    line_no integer NOT NULL,
    counter_no integer NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT count_counter_is_one_of_three CHECK (((counter_no >= 1) AND (counter_no <= 3)))
);
CREATE TABLE stockpile.count_document (
    request_key text NOT NULL,
    count_id bigint NOT NULL
);
CREATE TABLE stockpile.count_entry (
    count_id bigint NOT NULL,
    line_no integer NOT NULL,
    entry_no integer NOT NULL,
    counter_no integer NOT NULL,
    quantity bigint NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT count_entry_is_not_negative CHECK ((quantity >= 0)),
    CONSTRAINT count_entry_was_not_counted_in_the_future CHECK ((counted_at <= recorded_at))
);
CREATE TABLE stockpile.count_event (
    count_id bigint NOT NULL,
    event_no integer NOT NULL,
    state text NOT NULL,
    person_id bigint NOT NULL,
    remarks text,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE stockpile.count_finding (
    count_id bigint NOT NULL,
    review_no integer NOT NULL,
    line_no integer NOT NULL,
    counter_no integer NOT NULL,
    quantity bigint NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    book_quantity bigint NOT NULL,
    difference bigint GENERATED ALWAYS AS ((quantity - book_quantity)) STORED NOT NULL,
    value_fen bigint NOT NULL
);
CREATE TABLE stockpile.count_line (
    count_id bigint NOT NULL,
    line_no integer NOT NULL,
    item_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    bin_id bigint,
    owner_id bigint NOT NULL,
    condition text NOT NULL,
    added_by bigint,
    CONSTRAINT count_line_condition_is_known CHECK ((condition = ANY (ARRAY['good'::text, 'in_inspection'::text, 'to_repair'::text, 'to_scrap'::text])))
);
CREATE TABLE stockpile.count_recount (
    count_id bigint NOT NULL,
    line_no integer NOT NULL,
    reason text NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT count_recount_reason_is_known CHECK ((reason = ANY (ARRAY['counters_differ'::text, 'tolerance_passed'::text])))
);
CREATE TABLE stockpile.count_serial (
    count_id bigint NOT NULL,
    line_no integer NOT NULL,
    entry_no integer NOT NULL,
    serial_number text NOT NULL
);
CREATE TABLE stockpile.count_tolerance (
    tolerance_id bigint NOT NULL,
    effective_from date NOT NULL,
    tolerance_fen bigint NOT NULL,
    source text NOT NULL,
    set_by bigint,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT count_tolerance_is_not_negative CHECK ((tolerance_fen >= 0))
);
ALTER TABLE stockpile.count_tolerance ALTER COLUMN tolerance_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.count_tolerance_tolerance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.district (
    district_id bigint NOT NULL,
    is_the_only_one boolean DEFAULT true NOT NULL,
    division_code text NOT NULL,
    local_unit text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    time_zone text NOT NULL,
    short_code text NOT NULL,
    content_sha256 text NOT NULL,
    loaded_at timestamp with time zone DEFAULT now() NOT NULL,
    source text NOT NULL,
    CONSTRAINT district_division_code_has_six_digits CHECK ((division_code ~ '^[1-8][0-9]{5}$'::text)),
    CONSTRAINT district_is_one CHECK (is_the_only_one),
    CONSTRAINT district_local_unit_has_two_digits CHECK ((local_unit ~ '^[0-9]{2}$'::text))
);
CREATE TABLE stockpile.document_attachment (
    document_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    name text NOT NULL,
    is_of_posting boolean NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE stockpile.movement_serial (
    movement_id bigint NOT NULL,
    serial_id bigint NOT NULL
);
CREATE TABLE stockpile.serial (
    serial_id bigint NOT NULL,
    item_id bigint NOT NULL,
    serial_number text NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT serial_number_is_one_short_word CHECK (((serial_number ~ '^[^[:space:];,，；、]{1,60}$'::text) AND (serial_number = upper(serial_number))))
)
WITH (fillfactor='80');
CREATE VIEW stockpile.document_content AS
 SELECT document.document_id,
    concat(concat_ws('	'::text, 'document', document.document_id, stockpile.content_cell(document.number), document.kind, document.purpose, document.place_id, stockpile.exact(document.occurred_at), stockpile.exact(document.recorded_at), document.person_id, concat(document.checker_id), concat(document.order_id), concat(document.write_off_id), concat(document.reverses_document_id), concat(document.about_period), stockpile.content_cell(document.reference), stockpile.content_cell(document.remarks)),
        CASE
            WHEN (COALESCE(document.reason, document.occasion, document.borrower, (document.due_on)::text, (document.loan_document_id)::text, document.attachments) IS NOT NULL) THEN concat('	', concat_ws('	'::text, stockpile.content_cell(document.reason), stockpile.content_cell(document.occasion), stockpile.content_cell(document.borrower), COALESCE(to_char((document.due_on)::timestamp with time zone, 'YYYY-MM-DD'::text), ''::text), concat(document.loan_document_id), concat(document.attachments)))
            ELSE NULL::text
        END, '
', moved.lines) AS content
   FROM (stockpile.document
     CROSS JOIN LATERAL ( SELECT string_agg(line.content, ''::text) AS lines
           FROM ( SELECT (concat_ws('	'::text, 'movement', movement.movement_id, movement.line_no, movement.item_id, movement.lot_id, movement.from_account_id, movement.to_account_id, movement.from_place_id, movement.to_place_id, movement.quantity, movement.value_fen, concat(movement.order_line_id),
                        CASE
                            WHEN ((movement.occurred_at = document.occurred_at) AND (movement.recorded_at = document.recorded_at)) THEN '	
'::text
                            ELSE concat(stockpile.exact(movement.occurred_at), '	', stockpile.exact(movement.recorded_at), '
')
                        END) ||
                        CASE
                            WHEN (movement.movement_id >= ( SELECT min(movement_serial.movement_id) AS min
                               FROM stockpile.movement_serial)) THEN COALESCE(( SELECT concat('serials	', movement.movement_id, '	', string_agg(stockpile.content_cell(serial.serial_number), '	'::text ORDER BY (serial.serial_number COLLATE "C")), '
') AS concat
                               FROM (stockpile.movement_serial
                                 JOIN stockpile.serial USING (serial_id))
                              WHERE (movement_serial.movement_id = movement.movement_id)
                             HAVING (count(*) > 0)), ''::text)
                            ELSE ''::text
                        END) AS content
                   FROM stockpile.stock_movement movement
                  WHERE (movement.document_id = document.document_id)
                  ORDER BY movement.line_no, movement.movement_id) line) moved);
CREATE TABLE stockpile.document_counter (
    place_id bigint NOT NULL,
    number_code text NOT NULL,
    year integer NOT NULL,
    last_number bigint NOT NULL,
    number_prefix text NOT NULL
)
WITH (fillfactor='50');
ALTER TABLE stockpile.document ALTER COLUMN document_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.document_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.document_receiver (
    document_id bigint NOT NULL,
    receiver text NOT NULL,
    contact text,
    telephone text,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE stockpile.driver (
    driver text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    unit text NOT NULL,
    source text NOT NULL
);
CREATE TABLE stockpile.floor_report (
    report_id bigint NOT NULL,
    floor_id bigint NOT NULL,
    reported_on date NOT NULL,
    quantity bigint NOT NULL,
    remarks text,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT floor_report_is_not_negative CHECK ((quantity >= 0))
);
ALTER TABLE stockpile.floor_report ALTER COLUMN report_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.floor_report_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.frozen_report (
    frozen_report_id bigint NOT NULL,
    number text NOT NULL,
    response_level text NOT NULL,
    scenario_id bigint NOT NULL,
    report_on date NOT NULL,
    until_on date NOT NULL,
    standard_id bigint NOT NULL,
    rule_version integer,
    verdict text NOT NULL,
    short integer NOT NULL,
    first_short_on date,
    "position" bigint NOT NULL,
    head_sha256 bytea,
    report text NOT NULL,
    report_sha256 bytea NOT NULL,
    inputs text NOT NULL,
    inputs_sha256 bytea NOT NULL,
    frozen_by bigint NOT NULL,
    frozen_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT frozen_report_days_are_in_order CHECK (((until_on > report_on) AND ((first_short_on >= report_on) AND (first_short_on <= until_on)))),
    CONSTRAINT frozen_report_has_whole_hashes CHECK (((length(report_sha256) = 32) AND (length(inputs_sha256) = 32))),
    CONSTRAINT frozen_report_is_sealed CHECK ((("position" >= 0) AND (("position" = 0) = (head_sha256 IS NULL)))),
    CONSTRAINT frozen_report_level_is_one_of_four CHECK ((response_level = ANY (ARRAY['I'::text, 'II'::text, 'III'::text, 'IV'::text]))),
    CONSTRAINT frozen_report_verdict_is_known CHECK ((verdict = ANY (ARRAY['adequate'::text, 'not_assessed'::text, 'short'::text])))
);
ALTER TABLE stockpile.frozen_report ALTER COLUMN frozen_report_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.frozen_report_frozen_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.gap_plan (
    gap_plan_id bigint NOT NULL,
    number text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    response_level text NOT NULL,
    scenario_id bigint NOT NULL,
    made_on date NOT NULL,
    by_on date NOT NULL,
    budget_fen bigint,
    cost_fen bigint NOT NULL,
    yearly_fen bigint NOT NULL,
    yearly_at_least_fen bigint NOT NULL,
    verdict_before text NOT NULL,
    verdict_after text NOT NULL,
    short_before integer NOT NULL,
    short_after integer NOT NULL,
    remarks text,
    made_by bigint NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    approved_by bigint,
    approved_at timestamp with time zone,
    cancelled_by bigint,
    cancelled_at timestamp with time zone,
    approval_remarks text,
    CONSTRAINT gap_plan_approval_is_known CHECK (((state = 'approved'::text) <= (approved_by IS NOT NULL))),
    CONSTRAINT gap_plan_approved_by_another CHECK ((approved_by <> made_by)),
    CONSTRAINT gap_plan_figures_are_not_negative CHECK (((budget_fen >= 0) AND (cost_fen >= 0) AND (yearly_fen >= 0) AND (yearly_at_least_fen >= 0) AND (short_before >= short_after))),
    CONSTRAINT gap_plan_level_is_one_of_four CHECK ((response_level = ANY (ARRAY['I'::text, 'II'::text, 'III'::text, 'IV'::text]))),
    CONSTRAINT gap_plan_looks_ahead CHECK ((by_on >= made_on)),
    CONSTRAINT gap_plan_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'cancelled'::text])))
);
ALTER TABLE stockpile.gap_plan ALTER COLUMN gap_plan_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.gap_plan_gap_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.gap_plan_step (
    gap_plan_id bigint NOT NULL,
    step_no integer NOT NULL,
    way text NOT NULL,
    item_id bigint NOT NULL,
    reserve_category text,
    quantity bigint NOT NULL,
    supplier text,
    from_place_id bigint,
    to_place_id bigint NOT NULL,
    unit_fen bigint NOT NULL,
    cost_fen bigint NOT NULL,
    yearly_fen bigint NOT NULL,
    ready_on date NOT NULL,
    gap_plan_step_id bigint NOT NULL,
    CONSTRAINT gap_plan_step_figures_are_not_negative CHECK (((unit_fen >= 0) AND (cost_fen >= 0) AND (yearly_fen >= 0))),
    CONSTRAINT gap_plan_step_takes_something CHECK (((quantity > 0) AND (step_no > 0))),
    CONSTRAINT gap_plan_step_way_is_known CHECK ((way = ANY (ARRAY['purchase'::text, 'agreement'::text, 'capacity'::text, 'rotation'::text, 'transfer'::text])))
);
ALTER TABLE stockpile.gap_plan_step ALTER COLUMN gap_plan_step_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.gap_plan_step_gap_plan_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.hazard (
    hazard text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    source text NOT NULL
);
CREATE TABLE stockpile.item_category (
    item_id bigint NOT NULL,
    reserve_category text NOT NULL
);
ALTER TABLE stockpile.item ALTER COLUMN item_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.item_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.item_substitute (
    item_id bigint NOT NULL,
    substitute_item_id bigint NOT NULL,
    units numeric(18,6) NOT NULL,
    condition text,
    source text NOT NULL,
    CONSTRAINT item_substitute_is_another CHECK ((substitute_item_id <> item_id)),
    CONSTRAINT item_substitute_stands_for_something CHECK (((units > (0)::numeric) AND (units <= (1000000)::numeric)))
);
CREATE TABLE stockpile.kit_part (
    kit_item_id bigint NOT NULL,
    part_item_id bigint NOT NULL,
    quantity bigint NOT NULL,
    source text NOT NULL,
    CONSTRAINT kit_part_is_another CHECK ((part_item_id <> kit_item_id)),
    CONSTRAINT kit_part_takes_something CHECK (((quantity >= 1) AND (quantity <= 1000000)))
);
CREATE VIEW stockpile.item_serving AS
 SELECT item_substitute.item_id,
    item_substitute.substitute_item_id AS serving_item_id
   FROM stockpile.item_substitute
UNION ALL
 SELECT kit_part.kit_item_id AS item_id,
    kit_part.part_item_id AS serving_item_id
   FROM stockpile.kit_part;
CREATE TABLE stockpile.item_space (
    item_id bigint NOT NULL,
    m2_per_unit numeric(18,6),
    m3_per_unit numeric(18,6),
    source text NOT NULL,
    CONSTRAINT item_space_is_not_negative CHECK (((m2_per_unit >= (0)::numeric) AND (m3_per_unit >= (0)::numeric)))
);
CREATE TABLE stockpile.ledger_verification (
    verification_id bigint NOT NULL,
    block_no bigint NOT NULL,
    block_sha256 bytea NOT NULL,
    is_full boolean NOT NULL,
    person_id bigint NOT NULL,
    verified_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE stockpile.ledger_verification ALTER COLUMN verification_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.ledger_verification_verification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.legacy_group (
    legacy_group text NOT NULL,
    reserve_category text NOT NULL,
    name text NOT NULL,
    rule text NOT NULL,
    source text NOT NULL
);
CREATE TABLE stockpile.liaison_check (
    liaison_check_id bigint NOT NULL,
    number text NOT NULL,
    remarks text,
    due_at timestamp with time zone NOT NULL,
    started_by bigint NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT liaison_check_gives_time CHECK ((due_at > started_at))
);
CREATE TABLE stockpile.liaison_check_answer (
    liaison_check_id bigint NOT NULL,
    liaison_id bigint NOT NULL,
    answered_by text NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    remarks text,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT liaison_check_answer_answered_by_is_known CHECK ((answered_by = ANY (ARRAY['liaison'::text, 'deputy'::text]))),
    CONSTRAINT liaison_check_answer_was_not_in_the_future CHECK ((answered_at <= recorded_at))
);
ALTER TABLE stockpile.liaison_check ALTER COLUMN liaison_check_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.liaison_check_liaison_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.liaison_check_member (
    liaison_check_id bigint NOT NULL,
    liaison_id bigint NOT NULL
);
CREATE VIEW stockpile.liaison_current AS
 SELECT DISTINCT ON (liaison.organisation_kind, liaison.organisation, liaison.name) liaison.liaison_id,
    liaison.organisation_kind,
    liaison.organisation,
    liaison.place_id,
    liaison.company_id,
    liaison.name,
    liaison.telephone,
    liaison.deputy,
    liaison.deputy_telephone,
    liaison.trained_on,
    liaison.valid_from,
    liaison.valid_to,
    liaison.source,
    liaison.person_id,
    liaison.recorded_at
   FROM stockpile.liaison
  ORDER BY liaison.organisation_kind, liaison.organisation, liaison.name, liaison.liaison_id DESC;
ALTER TABLE stockpile.liaison ALTER COLUMN liaison_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.liaison_liaison_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.life_left_demand (
    life_left_demand_id bigint NOT NULL,
    item_id bigint,
    place_kind text,
    purpose text,
    days integer NOT NULL,
    source text NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    ended_by bigint,
    ended_at timestamp with time zone,
    CONSTRAINT life_left_demand_ended_whole CHECK (((ended_by IS NULL) = (ended_at IS NULL))),
    CONSTRAINT life_left_demand_is_of_days CHECK (((days >= 0) AND (days <= 36500)))
);
ALTER TABLE stockpile.life_left_demand ALTER COLUMN life_left_demand_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.life_left_demand_life_left_demand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE UNLOGGED TABLE stockpile.load_problem (
    document_no integer NOT NULL,
    line_no integer,
    code text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL
);
CREATE UNLOGGED TABLE stockpile.loading_account (
    account_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    place_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    side_no smallint NOT NULL,
    condition text NOT NULL,
    received_quantity bigint NOT NULL,
    issued_quantity bigint NOT NULL,
    last_received_id bigint,
    first_issued_id bigint,
    last_issued_id bigint,
    is_known boolean DEFAULT false NOT NULL,
    needs_order boolean DEFAULT false NOT NULL,
    quantity bigint DEFAULT 0 NOT NULL,
    value_fen bigint DEFAULT 0 NOT NULL,
    last_occurred_at timestamp with time zone,
    settled_value_fen bigint
);
CREATE UNLOGGED TABLE stockpile.loading_document (
    document_no integer NOT NULL,
    document_id bigint NOT NULL,
    request_key text NOT NULL,
    request_hash text NOT NULL,
    person_id bigint NOT NULL,
    place_id bigint NOT NULL,
    occurred_at timestamp with time zone,
    occurred_on date NOT NULL,
    reference text,
    remarks text,
    kind text NOT NULL,
    purpose text NOT NULL,
    number_code text NOT NULL,
    from_kind text NOT NULL,
    to_kind text NOT NULL,
    makes_lots boolean NOT NULL,
    changes_place boolean NOT NULL,
    reason text,
    occasion text,
    checker_id bigint,
    from_side_no smallint NOT NULL,
    to_side_no smallint NOT NULL
);
CREATE UNLOGGED TABLE stockpile.loading_side (
    side_no smallint NOT NULL,
    kind text NOT NULL,
    availability text NOT NULL
);
CREATE VIEW stockpile.loaded_balance AS
 SELECT loading.account_id,
    loading.is_known,
    side.kind,
    lot.item_id,
    loading.lot_id,
    loading.place_id,
    loading.owner_id,
    loading.condition,
    side.availability,
    ((loading.quantity + loading.received_quantity) - loading.issued_quantity) AS quantity,
    COALESCE(loading.settled_value_fen, (loading.value_fen + ((loading.received_quantity - loading.issued_quantity) * lot.unit_cost_fen))) AS value_fen,
    latest.occurred_at
   FROM (((stockpile.loading_account loading
     JOIN stockpile.loading_side side USING (side_no))
     JOIN stockpile.lot USING (lot_id))
     JOIN stockpile.loading_document latest ON ((latest.document_id = GREATEST(loading.last_received_id, loading.last_issued_id))));
CREATE UNLOGGED TABLE stockpile.loading_line (
    document_id bigint NOT NULL,
    item_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    quantity bigint NOT NULL,
    unit_cost_fen bigint NOT NULL,
    owner_id bigint NOT NULL,
    from_place_id bigint NOT NULL,
    to_place_id bigint NOT NULL,
    line_no integer NOT NULL,
    from_side_no smallint NOT NULL,
    to_side_no smallint NOT NULL,
    from_condition text NOT NULL,
    to_condition text NOT NULL
);
CREATE VIEW stockpile.loan_detail AS
 SELECT loan.document_id,
    loan.number,
    loan.borrower,
    loan.due_on,
    loan.place_id,
    lent.account_id,
    account.item_id,
    account.lot_id,
    account.owner_id,
    account.condition,
    lent.quantity AS lent_quantity,
    back.quantity AS returned_quantity,
    (lent.quantity - back.quantity) AS quantity
   FROM (((stockpile.document loan
     CROSS JOIN LATERAL ( SELECT side.account_id,
            (sum(side.quantity))::bigint AS quantity
           FROM ( SELECT stock_movement.to_account_id AS account_id,
                    stock_movement.quantity
                   FROM stockpile.stock_movement
                  WHERE (stock_movement.document_id = loan.document_id)
                UNION ALL
                 SELECT stock_movement.from_account_id,
                    (- stock_movement.quantity)
                   FROM (stockpile.stock_movement
                     JOIN stockpile.document reversal USING (document_id))
                  WHERE (reversal.reverses_document_id = loan.document_id)) side
          GROUP BY side.account_id) lent)
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(side.quantity), (0)::numeric))::bigint AS quantity
           FROM ( SELECT movement.from_account_id AS account_id,
                    movement.quantity
                   FROM (stockpile.document given
                     JOIN stockpile.stock_movement movement USING (document_id))
                  WHERE (given.loan_document_id = loan.document_id)
                UNION ALL
                 SELECT movement.to_account_id,
                    (- movement.quantity)
                   FROM ((stockpile.document given
                     JOIN stockpile.document reversal ON ((reversal.reverses_document_id = given.document_id)))
                     JOIN stockpile.stock_movement movement ON ((movement.document_id = reversal.document_id)))
                  WHERE (given.loan_document_id = loan.document_id)) side
          WHERE (side.account_id = lent.account_id)) back)
     JOIN stockpile.stock_account account ON ((account.account_id = lent.account_id)))
  WHERE ((loan.kind = 'issue'::text) AND (loan.purpose = 'loan'::text) AND (loan.due_on IS NOT NULL));
CREATE TABLE stockpile.lot_date (
    lot_date_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    expires_on date,
    warn_on date,
    rotate_by_on date,
    reason text NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    stop_issue_on date,
    source text,
    shelf_life_rule_id bigint,
    CONSTRAINT lot_date_rotates_before_expiry CHECK ((rotate_by_on <= expires_on)),
    CONSTRAINT lot_date_stops_before_expiry CHECK ((stop_issue_on <= expires_on)),
    CONSTRAINT lot_date_warns_before_expiry CHECK ((warn_on <= expires_on))
);
ALTER TABLE stockpile.lot_date ALTER COLUMN lot_date_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.lot_date_lot_date_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.lot_hold (
    lot_hold_id bigint NOT NULL,
    document_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    place_id bigint NOT NULL,
    reason text,
    owner_id bigint NOT NULL,
    until_on date,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE stockpile.lot_hold ALTER COLUMN lot_hold_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.lot_hold_lot_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.lot_hold_release (
    lot_hold_id bigint NOT NULL,
    document_id bigint,
    remarks text,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE stockpile.lot ALTER COLUMN lot_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.lot_lot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.lot_test (
    lot_test_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    sample_document_id bigint NOT NULL,
    laboratory text NOT NULL,
    report_number text NOT NULL,
    tested_on date NOT NULL,
    result text NOT NULL,
    former_expires_on date,
    expires_on date,
    evidence bytea NOT NULL,
    evidence_name text NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT lot_test_extends CHECK (((expires_on > former_expires_on) AND (expires_on > tested_on))),
    CONSTRAINT lot_test_passed_gives_an_expiry CHECK (((result = 'passed'::text) = (expires_on IS NOT NULL))),
    CONSTRAINT lot_test_result_is_known CHECK ((result = ANY (ARRAY['passed'::text, 'failed'::text])))
);
CREATE TABLE stockpile.lot_test_approval (
    lot_test_id bigint NOT NULL,
    maker_id bigint NOT NULL,
    approver_id bigint NOT NULL,
    lot_date_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT lot_test_approved_by_another CHECK ((maker_id <> approver_id))
);
CREATE TABLE stockpile.lot_test_withdrawal (
    lot_test_id bigint NOT NULL,
    reason text NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE VIEW stockpile.lot_test_detail AS
 SELECT test.lot_test_id,
    test.lot_id,
    test.sample_document_id,
    test.laboratory,
    test.report_number,
    test.tested_on,
    test.result,
    test.former_expires_on,
    test.expires_on,
    test.evidence,
    test.evidence_name,
    test.person_id,
    test.recorded_at,
    lot.lot_number AS lot,
    item.code AS item,
    item.name AS item_name,
    item.name_en AS item_name_en,
    sample.number AS sampled_by_document,
    approval.approver_id,
    approval.recorded_at AS approved_at,
        CASE
            WHEN (back.lot_test_id IS NOT NULL) THEN 'withdrawn'::text
            WHEN (test.result = 'failed'::text) THEN 'failed'::text
            WHEN (approval.lot_test_id IS NOT NULL) THEN 'approved'::text
            ELSE 'waiting'::text
        END AS state,
    back.person_id AS withdrawn_by,
    back.recorded_at AS withdrawn_at,
    back.reason AS withdrawn_because
   FROM (((((stockpile.lot_test test
     JOIN stockpile.lot ON ((lot.lot_id = test.lot_id)))
     JOIN stockpile.item ON ((item.item_id = lot.item_id)))
     JOIN stockpile.document sample ON ((sample.document_id = test.sample_document_id)))
     LEFT JOIN stockpile.lot_test_approval approval ON ((approval.lot_test_id = test.lot_test_id)))
     LEFT JOIN stockpile.lot_test_withdrawal back ON ((back.lot_test_id = test.lot_test_id)));
ALTER TABLE stockpile.lot_test ALTER COLUMN lot_test_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.lot_test_lot_test_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.mutual_aid (
    mutual_aid_id bigint NOT NULL,
    number text NOT NULL,
    neighbour_id bigint NOT NULL,
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    quantity bigint NOT NULL,
    response_hours integer NOT NULL,
    confidence_percent integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    source text NOT NULL,
    person_id bigint,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    ended_on date,
    ended_by bigint,
    CONSTRAINT mutual_aid_comes_after_the_call CHECK (((response_hours >= 0) AND (response_hours <= 100000))),
    CONSTRAINT mutual_aid_confidence_is_a_share CHECK (((confidence_percent >= 0) AND (confidence_percent <= 100))),
    CONSTRAINT mutual_aid_days_are_in_order CHECK ((valid_to >= valid_from)),
    CONSTRAINT mutual_aid_ended_whole CHECK (((ended_on IS NULL) = (ended_by IS NULL))),
    CONSTRAINT mutual_aid_promises_something CHECK ((quantity > 0))
);
ALTER TABLE stockpile.mutual_aid ALTER COLUMN mutual_aid_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.mutual_aid_mutual_aid_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.neighbour (
    neighbour_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    telephone text,
    source text NOT NULL
);
ALTER TABLE stockpile.neighbour ALTER COLUMN neighbour_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.neighbour_neighbour_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.order_counter (
    number_code text NOT NULL,
    year integer NOT NULL,
    last_number bigint NOT NULL
);
CREATE TABLE stockpile.period (
    period text NOT NULL,
    state text DEFAULT 'closing'::text NOT NULL,
    closing_by bigint NOT NULL,
    closing_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    closed_by bigint,
    closed_at timestamp with time zone,
    CONSTRAINT period_closed_by_another CHECK ((closed_by <> closing_by)),
    CONSTRAINT period_closed_by_someone CHECK (((state = 'closed'::text) = (closed_by IS NOT NULL))),
    CONSTRAINT period_is_a_month CHECK ((period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text)),
    CONSTRAINT period_state_is_known CHECK ((state = ANY (ARRAY['closing'::text, 'closed'::text])))
);
CREATE TABLE stockpile.period_balance (
    period text NOT NULL,
    account_id bigint NOT NULL,
    quantity bigint NOT NULL,
    value_fen bigint NOT NULL,
    place_id bigint NOT NULL,
    item_id bigint NOT NULL
);
CREATE TABLE stockpile.period_seal (
    period text NOT NULL,
    block_no bigint NOT NULL,
    block_sha256 bytea NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE stockpile.permission (
    permission text NOT NULL
);
CREATE TABLE stockpile.person (
    person_id bigint NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    name_en text,
    telephone text,
    source text NOT NULL
);
ALTER TABLE stockpile.person ALTER COLUMN person_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.person_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.person_role (
    person_id bigint NOT NULL,
    role text NOT NULL
);
ALTER TABLE stockpile.place ALTER COLUMN place_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.place_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW stockpile.promise_record AS
 SELECT agreement.company_id,
    detail.call_off_id,
    detail.number,
    ((detail.state = ANY (ARRAY['delivered'::text, 'settled'::text])) AND (NOT detail.is_answer_late) AND (NOT detail.is_delivery_late)) AS is_kept,
    ((detail.state = 'refused'::text) OR detail.is_answer_late OR detail.is_delivery_late) AS is_broken,
    ((detail.sent_at AT TIME ZONE stockpile.district_zone()))::date AS promised_on
   FROM (stockpile.call_off_detail detail
     JOIN stockpile.agreement USING (agreement_id));
CREATE TABLE stockpile.proof_file (
    sha256 bytea NOT NULL,
    name text NOT NULL,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE stockpile.proof_of_stock ALTER COLUMN proof_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.proof_of_stock_proof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.purchase_offer (
    purchase_offer_id bigint NOT NULL,
    item_id bigint NOT NULL,
    supplier text NOT NULL,
    unit_price_fen bigint NOT NULL,
    lead_days integer NOT NULL,
    quantity_min bigint NOT NULL,
    quantity_max bigint NOT NULL,
    shelf_life_months integer,
    source text NOT NULL,
    CONSTRAINT purchase_offer_figures_are_not_negative CHECK (((unit_price_fen >= 0) AND (lead_days >= 0) AND (shelf_life_months > 0))),
    CONSTRAINT purchase_offer_sells_something CHECK (((quantity_min >= 0) AND (quantity_max > 0) AND (quantity_min <= quantity_max)))
);
ALTER TABLE stockpile.purchase_offer ALTER COLUMN purchase_offer_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.purchase_offer_purchase_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.recall_lot (
    lot_id bigint NOT NULL,
    recall_id bigint NOT NULL,
    recalled_on date NOT NULL,
    recalled_at timestamp with time zone NOT NULL,
    named_lot_id bigint NOT NULL
);
CREATE VIEW stockpile.recall_carried AS
 SELECT recalled.recall_id,
    account.place_id,
    moved.order_id,
    (sum(moved.quantity))::bigint AS quantity,
    recalled.named_lot_id
   FROM ((stockpile.recall_lot recalled
     JOIN stockpile.stock_account account ON (((account.lot_id = recalled.lot_id) AND (account.kind = 'carrier'::text))))
     CROSS JOIN LATERAL ( SELECT document.order_id,
            movement.quantity
           FROM (stockpile.stock_movement movement
             JOIN stockpile.document USING (document_id))
          WHERE (movement.to_account_id = account.account_id)
        UNION ALL
         SELECT document.order_id,
            (- movement.quantity)
           FROM (stockpile.stock_movement movement
             JOIN stockpile.document USING (document_id))
          WHERE (movement.from_account_id = account.account_id)) moved)
  GROUP BY recalled.recall_id, account.place_id, moved.order_id, recalled.named_lot_id;
CREATE TABLE stockpile.recall_holder (
    recall_holder_id bigint NOT NULL,
    recall_id bigint NOT NULL,
    holder_no integer NOT NULL,
    kind text NOT NULL,
    place_id bigint NOT NULL,
    document_id bigint,
    order_id bigint,
    quantity bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    named_lot_id bigint NOT NULL,
    CONSTRAINT recall_holder_has_something CHECK ((quantity > 0)),
    CONSTRAINT recall_holder_kind_is_known CHECK ((kind = ANY (ARRAY['stock'::text, 'carrier'::text, 'borrower'::text, 'consumption'::text])))
);
CREATE TABLE stockpile.recall_progress (
    recall_progress_id bigint NOT NULL,
    recall_holder_id bigint NOT NULL,
    outcome text NOT NULL,
    quantity bigint NOT NULL,
    document_id bigint,
    remarks text,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT recall_progress_document_brings_back CHECK (((document_id IS NULL) OR (outcome = 'returned'::text))),
    CONSTRAINT recall_progress_is_something CHECK ((quantity > 0)),
    CONSTRAINT recall_progress_outcome_is_known CHECK ((outcome = ANY (ARRAY['returned'::text, 'not_recoverable'::text]))),
    CONSTRAINT recall_progress_says_why CHECK (((outcome <> 'not_recoverable'::text) OR (remarks IS NOT NULL)))
);
CREATE TABLE stockpile.recovery_entry (
    recovery_entry_id bigint NOT NULL,
    document_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    result text NOT NULL,
    quantity bigint NOT NULL,
    reason text,
    return_document_id bigint,
    return_line_no integer,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT recovery_entry_came_back_with_a_document CHECK ((((result = 'lost'::text) = (return_document_id IS NULL)) AND ((return_document_id IS NULL) = (return_line_no IS NULL)))),
    CONSTRAINT recovery_entry_is_something CHECK ((quantity > 0)),
    CONSTRAINT recovery_entry_lost_says_why CHECK (((result <> 'lost'::text) OR (reason IS NOT NULL))),
    CONSTRAINT recovery_entry_result_is_known CHECK ((result = ANY (ARRAY['good'::text, 'in_inspection'::text, 'to_repair'::text, 'to_scrap'::text, 'lost'::text])))
);
CREATE VIEW stockpile.recall_event AS
 SELECT progress.recall_holder_id,
    progress.recorded_at,
    progress.recall_progress_id AS nth,
    progress.quantity AS said,
    (0)::bigint AS gone
   FROM stockpile.recall_progress progress
  WHERE ((progress.outcome = 'returned'::text) AND (NOT (EXISTS ( SELECT
           FROM stockpile.document reversal
          WHERE (reversal.reverses_document_id = progress.document_id)))))
UNION ALL
 SELECT holder.recall_holder_id,
    side.recorded_at,
    side.movement_id AS nth,
    0 AS said,
    side.quantity AS gone
   FROM (((stockpile.recall_holder holder
     JOIN stockpile.recall_lot recalled ON (((recalled.recall_id = holder.recall_id) AND (recalled.named_lot_id = holder.named_lot_id))))
     JOIN stockpile.stock_account account ON (((account.lot_id = recalled.lot_id) AND (account.place_id = holder.place_id) AND (account.kind = ANY (ARRAY['consumption'::text, 'loss'::text, 'supplier'::text, 'adjustment'::text])))))
     CROSS JOIN LATERAL ( SELECT movement.movement_id,
            movement.recorded_at,
            movement.quantity
           FROM stockpile.stock_movement movement
          WHERE ((movement.to_account_id = account.account_id) AND (movement.recorded_at > recalled.recalled_at))
        UNION ALL
         SELECT movement.movement_id,
            movement.recorded_at,
            (- movement.quantity)
           FROM (stockpile.stock_movement movement
             JOIN stockpile.document reversal USING (document_id))
          WHERE ((movement.from_account_id = account.account_id) AND (movement.recorded_at > recalled.recalled_at) AND (reversal.kind = 'reversal'::text))) side)
  WHERE (holder.kind = 'stock'::text)
UNION ALL
 SELECT holder.recall_holder_id,
    entry.recorded_at,
    entry.recovery_entry_id AS nth,
    0 AS said,
    entry.quantity AS gone
   FROM ((stockpile.recall_holder holder
     JOIN stockpile.recovery_entry entry ON (((entry.document_id = holder.document_id) AND (entry.recorded_at > holder.recorded_at))))
     JOIN stockpile.recall_lot recalled ON (((recalled.lot_id = entry.lot_id) AND (recalled.recall_id = holder.recall_id) AND (recalled.named_lot_id = holder.named_lot_id))))
  WHERE ((holder.kind = 'consumption'::text) AND (entry.result <> 'lost'::text) AND (NOT (EXISTS ( SELECT
           FROM stockpile.reversed_line reversed
          WHERE ((reversed.document_id = entry.return_document_id) AND (reversed.line_no = entry.return_line_no))))))
UNION ALL
 SELECT holder.recall_holder_id,
    movement.recorded_at,
    movement.movement_id AS nth,
    0 AS said,
    movement.quantity AS gone
   FROM (((stockpile.recall_holder holder
     JOIN stockpile.document reversal ON (((reversal.reverses_document_id = holder.document_id) AND (reversal.recorded_at > holder.recorded_at))))
     JOIN stockpile.stock_movement movement ON ((movement.document_id = reversal.document_id)))
     JOIN stockpile.recall_lot recalled ON (((recalled.lot_id = movement.lot_id) AND (recalled.recall_id = holder.recall_id) AND (recalled.named_lot_id = holder.named_lot_id))))
  WHERE (holder.kind = 'consumption'::text);
CREATE VIEW stockpile.recall_given AS
 SELECT given.recall_id,
    given.place_id,
    given.document_id,
    given.occurred_at,
    ((given.quantity - back.quantity))::bigint AS quantity,
    given.named_lot_id
   FROM (( SELECT recalled.recall_id,
            document.place_id,
            document.document_id,
            document.occurred_at,
            sum(movement.quantity) AS quantity,
            recalled.named_lot_id
           FROM (((stockpile.recall_lot recalled
             JOIN stockpile.stock_account account ON (((account.lot_id = recalled.lot_id) AND (account.kind = 'consumption'::text))))
             JOIN stockpile.stock_movement movement ON ((movement.to_account_id = account.account_id)))
             JOIN stockpile.document ON ((document.document_id = movement.document_id)))
          WHERE ((document.kind = 'issue'::text) AND (document.purpose <> 'sample'::text) AND (NOT (EXISTS ( SELECT
                   FROM stockpile.reversed_line reversed
                  WHERE ((reversed.document_id = movement.document_id) AND (reversed.line_no = movement.line_no))))))
          GROUP BY recalled.recall_id, document.place_id, document.document_id, document.occurred_at, recalled.named_lot_id) given
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(entry.quantity), (0)::numeric) AS quantity
           FROM (stockpile.recovery_entry entry
             JOIN stockpile.recall_lot known ON (((known.lot_id = entry.lot_id) AND (known.recall_id = given.recall_id) AND (known.named_lot_id = given.named_lot_id))))
          WHERE ((entry.document_id = given.document_id) AND (entry.result <> 'lost'::text) AND (NOT (EXISTS ( SELECT
                   FROM stockpile.reversed_line reversed
                  WHERE ((reversed.document_id = entry.return_document_id) AND (reversed.line_no = entry.return_line_no))))))) back);
CREATE VIEW stockpile.recall_holder_detail AS
 SELECT holder.recall_holder_id,
    holder.recall_id,
    holder.holder_no,
    holder.kind,
    holder.place_id,
    holder.document_id,
    holder.order_id,
    place.code AS place,
    place.name AS place_name,
    place.name_en AS place_name_en,
    place.kind AS place_kind,
    COALESCE(given.receiver, document.borrower, document.occasion, document.reference, document.remarks, place.name) AS holder_name,
    COALESCE(given.contact, called.contact, asked.contact) AS contact,
    COALESCE(given.telephone, called.telephone, asked.telephone) AS telephone,
    COALESCE(document.number, allocation_order.number) AS document,
    document.occurred_at,
    holder.quantity,
    back.quantity AS returned_quantity,
    said.given_up AS not_recoverable_quantity,
    (holder.quantity - LEAST(holder.quantity, (said.given_up + back.quantity))) AS open_quantity,
    said.last_at,
    said.remarks,
    holder.named_lot_id,
    named.lot_number AS lot
   FROM (((((((((((stockpile.recall_holder holder
     JOIN stockpile.place ON ((place.place_id = holder.place_id)))
     JOIN stockpile.lot named ON ((named.lot_id = holder.named_lot_id)))
     LEFT JOIN stockpile.document ON ((document.document_id = holder.document_id)))
     LEFT JOIN stockpile.document_receiver given ON ((given.document_id = holder.document_id)))
     LEFT JOIN stockpile.allocation_order ON ((allocation_order.order_id = holder.order_id)))
     LEFT JOIN LATERAL stockpile.contact_of(holder.place_id, COALESCE(given.receiver, document.borrower)) called(contact, telephone, is_liaison) ON ((COALESCE(given.receiver, document.borrower) IS NOT NULL)))
     LEFT JOIN LATERAL stockpile.contact_of(holder.place_id, NULL::text) asked(contact, telephone, is_liaison) ON (true))
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(progress.quantity) FILTER (WHERE (progress.outcome = 'not_recoverable'::text)), (0)::numeric))::bigint AS given_up,
            max(progress.recorded_at) AS last_at,
            string_agg(progress.remarks, '; '::text ORDER BY progress.recall_progress_id) AS remarks
           FROM stockpile.recall_progress progress
          WHERE (progress.recall_holder_id = holder.recall_holder_id)) said)
     CROSS JOIN LATERAL ( SELECT (((COALESCE(sum(run.gone), (0)::numeric) + COALESCE((array_agg(run.balance ORDER BY run.recorded_at DESC, run.nth DESC))[1], (0)::numeric)) - LEAST(COALESCE(min(run.balance), (0)::numeric), (0)::numeric)))::bigint AS quantity
           FROM ( SELECT event.recorded_at,
                    event.nth,
                    event.gone,
                    sum((event.said - GREATEST(event.gone, (0)::bigint))) OVER (ORDER BY event.recorded_at, event.nth) AS balance
                   FROM stockpile.recall_event event
                  WHERE (event.recall_holder_id = holder.recall_holder_id)) run) told)
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(side.quantity), (0)::numeric))::bigint AS quantity
           FROM ( SELECT carried.quantity
                   FROM stockpile.recall_carried carried
                  WHERE ((holder.kind = 'carrier'::text) AND (carried.recall_id = holder.recall_id) AND (carried.named_lot_id = holder.named_lot_id) AND (carried.place_id = holder.place_id) AND (NOT (carried.order_id IS DISTINCT FROM holder.order_id)))
                UNION ALL
                 SELECT loan.quantity
                   FROM (stockpile.loan_detail loan
                     JOIN stockpile.recall_lot recalled ON (((recalled.lot_id = loan.lot_id) AND (recalled.recall_id = holder.recall_id) AND (recalled.named_lot_id = holder.named_lot_id))))
                  WHERE ((holder.kind = 'borrower'::text) AND (loan.document_id = holder.document_id))) side) left_over)
     CROSS JOIN LATERAL ( SELECT LEAST(holder.quantity,
                CASE
                    WHEN (holder.kind = ANY (ARRAY['stock'::text, 'consumption'::text])) THEN GREATEST(told.quantity, (0)::bigint)
                    ELSE (holder.quantity - LEAST(holder.quantity, left_over.quantity))
                END) AS quantity) back);
ALTER TABLE stockpile.recall_holder ALTER COLUMN recall_holder_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.recall_holder_recall_holder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE stockpile.recall_progress ALTER COLUMN recall_progress_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.recall_progress_recall_progress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE stockpile.recall ALTER COLUMN recall_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.recall_recall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW stockpile.recovery_detail AS
 SELECT issued.document_id,
    issued.number,
    issued.place_id,
    issued.occurred_at,
    issued.occasion,
    COALESCE(given.receiver, issued.occasion) AS receiver,
    given.contact,
    given.telephone,
    moved.item_id,
    moved.lot_id,
    moved.owner_id,
    moved.quantity AS issued_quantity,
    back.returned_quantity,
    back.good_quantity,
    back.in_inspection_quantity,
    back.to_repair_quantity,
    back.to_scrap_quantity,
    back.reported_lost_quantity,
    still.lost_quantity,
    (GREATEST((moved.quantity - back.returned_quantity), (0)::bigint) - still.lost_quantity) AS quantity
   FROM ((((stockpile.document issued
     LEFT JOIN stockpile.document_receiver given ON ((given.document_id = issued.document_id)))
     CROSS JOIN LATERAL ( SELECT side.item_id,
            side.lot_id,
            side.owner_id,
            (sum(side.quantity))::bigint AS quantity
           FROM (( SELECT movement.item_id,
                    movement.lot_id,
                    account.owner_id,
                    movement.quantity
                   FROM (stockpile.stock_movement movement
                     JOIN stockpile.stock_account account ON ((account.account_id = movement.from_account_id)))
                  WHERE (movement.document_id = issued.document_id)
                UNION ALL
                 SELECT movement.item_id,
                    movement.lot_id,
                    account.owner_id,
                    (- movement.quantity)
                   FROM ((stockpile.document reversal
                     JOIN stockpile.stock_movement movement USING (document_id))
                     JOIN stockpile.stock_account account ON ((account.account_id = movement.to_account_id)))
                  WHERE (reversal.reverses_document_id = issued.document_id)) side
             JOIN stockpile.item ON (((item.item_id = side.item_id) AND item.is_returnable)))
          GROUP BY side.item_id, side.lot_id, side.owner_id) moved)
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(entry.quantity) FILTER (WHERE (entry.result <> 'lost'::text)), (0)::numeric))::bigint AS returned_quantity,
            (COALESCE(sum(entry.quantity) FILTER (WHERE (entry.result = 'good'::text)), (0)::numeric))::bigint AS good_quantity,
            (COALESCE(sum(entry.quantity) FILTER (WHERE (entry.result = 'in_inspection'::text)), (0)::numeric))::bigint AS in_inspection_quantity,
            (COALESCE(sum(entry.quantity) FILTER (WHERE (entry.result = 'to_repair'::text)), (0)::numeric))::bigint AS to_repair_quantity,
            (COALESCE(sum(entry.quantity) FILTER (WHERE (entry.result = 'to_scrap'::text)), (0)::numeric))::bigint AS to_scrap_quantity,
            (COALESCE(sum(entry.quantity) FILTER (WHERE (entry.result = 'lost'::text)), (0)::numeric))::bigint AS reported_lost_quantity
           FROM stockpile.recovery_entry entry
          WHERE ((entry.document_id = issued.document_id) AND (entry.lot_id = moved.lot_id) AND (entry.owner_id = moved.owner_id) AND (NOT (EXISTS ( SELECT
                   FROM stockpile.reversed_line reversed
                  WHERE ((reversed.document_id = entry.return_document_id) AND (reversed.line_no = entry.return_line_no))))))) back)
     CROSS JOIN LATERAL ( SELECT LEAST(back.reported_lost_quantity, GREATEST((moved.quantity - back.returned_quantity), (0)::bigint)) AS lost_quantity) still)
  WHERE ((issued.kind = 'issue'::text) AND (issued.purpose = 'use'::text) AND ((moved.quantity > 0) OR ((back.returned_quantity + back.reported_lost_quantity) > 0)) AND ((issued.occasion IS NOT NULL) OR (given.document_id IS NOT NULL)));
ALTER TABLE stockpile.recovery_entry ALTER COLUMN recovery_entry_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.recovery_entry_recovery_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.request (
    request_key character varying(200) NOT NULL,
    request_hash text NOT NULL,
    operation text NOT NULL,
    person_id bigint,
    document_id bigint,
    answer jsonb,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT request_key_is_something CHECK (((request_key)::text <> ''::text))
);
CREATE TABLE stockpile.requisition_candidate (
    candidate_id bigint NOT NULL,
    number text NOT NULL,
    holder text NOT NULL,
    item_id bigint,
    classification_code text,
    quantity bigint NOT NULL,
    unit text,
    place text NOT NULL,
    contact text,
    telephone text,
    source text NOT NULL,
    person_id bigint,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    retired_on date,
    retired_by bigint,
    CONSTRAINT requisition_candidate_is_an_item_or_a_class CHECK (((item_id IS NULL) <> (classification_code IS NULL))),
    CONSTRAINT requisition_candidate_is_positive CHECK ((quantity > 0)),
    CONSTRAINT requisition_candidate_retired_whole CHECK (((retired_on IS NULL) = (retired_by IS NULL)))
);
ALTER TABLE stockpile.requisition_candidate ALTER COLUMN candidate_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.requisition_candidate_candidate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW stockpile.reservation_due AS
 SELECT change.account_id,
    ((given.due_at AT TIME ZONE stockpile.district_zone()))::date AS due_on,
    (sum(change.quantity))::bigint AS quantity
   FROM ((((stockpile.allocation_order given
     JOIN stockpile.document USING (order_id))
     JOIN stockpile.stock_movement movement USING (document_id))
     CROSS JOIN LATERAL ( VALUES (movement.to_account_id,movement.quantity), (movement.from_account_id,(- movement.quantity))) change(account_id, quantity))
     JOIN stockpile.stock_account account ON ((account.account_id = change.account_id)))
  WHERE ((given.state = ANY (ARRAY['issued'::text, 'acknowledged'::text, 'partly_reserved'::text])) AND (account.kind = 'stock'::text) AND (account.availability = 'reserved'::text))
  GROUP BY change.account_id, (((given.due_at AT TIME ZONE stockpile.district_zone()))::date)
 HAVING (sum(change.quantity) > (0)::numeric);
CREATE TABLE stockpile.response_hazard (
    response_hazard text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    source text NOT NULL
);
CREATE TABLE stockpile.response_hazard_cover (
    response_hazard text NOT NULL,
    hazard text NOT NULL
);
CREATE TABLE stockpile.response_metric (
    metric text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    is_percent boolean NOT NULL,
    figures text[] NOT NULL,
    source text NOT NULL,
    CONSTRAINT response_metric_has_figures CHECK (((cardinality(figures) > 0) AND ((NOT is_percent) OR (cardinality(figures) = 2))))
);
CREATE TABLE stockpile.response_plan (
    plan_id bigint NOT NULL,
    plan text NOT NULL,
    jurisdiction text NOT NULL,
    plan_year integer,
    admin_level text NOT NULL,
    by_forecast boolean DEFAULT false NOT NULL
);
ALTER TABLE stockpile.response_plan ALTER COLUMN plan_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.response_plan_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.response_trigger (
    plan_id bigint NOT NULL,
    response_hazard text NOT NULL,
    response_level text NOT NULL,
    metric text NOT NULL,
    min_inclusive numeric(18,6),
    max_exclusive numeric(18,6),
    unit text NOT NULL,
    source text NOT NULL,
    confidence text NOT NULL,
    note text,
    CONSTRAINT response_trigger_has_an_end CHECK (((min_inclusive IS NOT NULL) OR (max_exclusive IS NOT NULL))),
    CONSTRAINT response_trigger_is_a_band CHECK (((min_inclusive >= (0)::numeric) AND (max_exclusive > COALESCE(min_inclusive, (0)::numeric)))),
    CONSTRAINT response_trigger_level_is_known CHECK ((response_level = ANY (ARRAY['I'::text, 'II'::text, 'III'::text, 'IV'::text])))
);
CREATE TABLE stockpile.role (
    role text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL
);
CREATE TABLE stockpile.role_permission (
    role text NOT NULL,
    permission text NOT NULL
);
CREATE TABLE stockpile.rotation_document (
    document_id bigint NOT NULL,
    rotation_step_id bigint NOT NULL,
    quantity bigint NOT NULL,
    replaces_document_id bigint,
    person_id bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT rotation_document_does_something CHECK ((quantity > 0)),
    CONSTRAINT rotation_document_replaces_another CHECK ((replaces_document_id <> document_id))
);
CREATE TABLE stockpile.rotation_event (
    rotation_plan_id bigint NOT NULL,
    event_no integer NOT NULL,
    step_no integer,
    state text NOT NULL,
    person_id bigint NOT NULL,
    remarks text,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT rotation_event_says_why CHECK (((state <> ALL (ARRAY['dropped'::text, 'cancelled'::text])) OR (remarks ~ '\S'::text)))
);
ALTER TABLE stockpile.rotation_plan ALTER COLUMN rotation_plan_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.rotation_plan_rotation_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW stockpile.rotation_step_detail AS
 SELECT step.rotation_step_id,
    step.rotation_plan_id,
    step.step_no,
    step.number,
    step.state,
    step.account_id,
    step.quantity,
    step.way,
    step.to_place_id,
    step.agreement_id,
    step.planned_on,
    step.used_on,
    step.value_at_risk_fen,
    step.saved_fen,
    step.cost_fen,
    step.why_not_better,
    done.quantity AS done_quantity,
    (step.quantity - done.quantity) AS open_quantity,
    (div(((step.saved_fen)::numeric * (done.quantity)::numeric), (step.quantity)::numeric))::bigint AS saved_so_far_fen,
    (div(((step.value_at_risk_fen)::numeric * (done.quantity)::numeric), (step.quantity)::numeric))::bigint AS value_done_fen
   FROM (stockpile.rotation_step step
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(
                CASE
                    WHEN (EXISTS ( SELECT
                       FROM (stockpile.rotation_document fresh
                         JOIN stockpile.reversed_line USING (document_id))
                      WHERE (fresh.replaces_document_id = link.document_id))) THEN (0)::numeric
                    WHEN (step.way = 'extension_test'::text) THEN (
                    CASE
                        WHEN (EXISTS ( SELECT
                           FROM stockpile.reversed_line reversed
                          WHERE (reversed.document_id = link.document_id))) THEN (0)::bigint
                        ELSE link.quantity
                    END)::numeric
                    ELSE ( SELECT COALESCE(sum(movement.quantity), (0)::numeric) AS "coalesce"
                       FROM stockpile.stock_movement movement
                      WHERE ((movement.document_id = link.document_id) AND (NOT (EXISTS ( SELECT
                               FROM stockpile.reversed_line reversed
                              WHERE ((reversed.document_id = movement.document_id) AND (reversed.line_no = movement.line_no)))))))
                END), (0)::numeric))::bigint AS quantity
           FROM stockpile.rotation_document link
          WHERE ((link.rotation_step_id = step.rotation_step_id) AND (link.replaces_document_id IS NULL))) done);
ALTER TABLE stockpile.rotation_step ALTER COLUMN rotation_step_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.rotation_step_rotation_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW stockpile.rotation_summary AS
 SELECT plan.rotation_plan_id,
    plan.number,
    plan.state,
    plan.made_on,
    plan.until_on,
    plan.response_level,
    plan.scenarios,
    plan.value_at_risk_fen,
    plan.net_at_most_fen,
    plan.remarks,
    plan.made_by,
    plan.made_at,
    plan.approved_by,
    plan.approved_at,
    plan.cancelled_by,
    plan.cancelled_at,
    whole.steps_total,
    whole.steps_done,
    whole.steps_dropped,
    whole.steps_overdue,
    whole.steps_value_at_risk_fen,
    whole.saved_fen,
    whole.cost_fen,
    whole.saved_so_far_fen,
    whole.value_done_fen,
    (plan.value_at_risk_fen - whole.steps_value_at_risk_fen) AS no_way_value_fen,
        CASE
            WHEN (whole.steps_value_at_risk_fen > 0) THEN (div((whole.value_done_fen * (100)::numeric), (whole.steps_value_at_risk_fen)::numeric))::bigint
            ELSE NULL::bigint
        END AS done_percent
   FROM (stockpile.rotation_plan plan
     CROSS JOIN LATERAL ( SELECT count(*) AS steps_total,
            count(*) FILTER (WHERE (step.state = 'done'::text)) AS steps_done,
            count(*) FILTER (WHERE (step.state = 'dropped'::text)) AS steps_dropped,
            count(*) FILTER (WHERE ((step.state = 'planned'::text) AND (plan.state <> 'draft'::text) AND (step.planned_on < ((clock_timestamp() AT TIME ZONE stockpile.district_zone()))::date))) AS steps_overdue,
            (sum(step.value_at_risk_fen))::bigint AS steps_value_at_risk_fen,
            (sum(step.saved_fen))::bigint AS saved_fen,
            (sum(step.cost_fen))::bigint AS cost_fen,
            (sum(step.saved_so_far_fen))::bigint AS saved_so_far_fen,
            sum(step.value_done_fen) AS value_done_fen
           FROM stockpile.rotation_step_detail step
          WHERE (step.rotation_plan_id = plan.rotation_plan_id)) whole);
CREATE TABLE stockpile.rotation_way (
    rotation_way_id bigint NOT NULL,
    way text NOT NULL,
    item_id bigint,
    reserve_category text,
    place_id bigint,
    agreement_id bigint,
    saved_percent integer NOT NULL,
    fixed_cost_fen bigint NOT NULL,
    cost_per_unit_fen bigint NOT NULL,
    monthly_quantity bigint,
    lead_days integer NOT NULL,
    least_days_left integer NOT NULL,
    replaced_after_days integer,
    source text NOT NULL,
    CONSTRAINT rotation_way_figures_are_not_negative CHECK (((fixed_cost_fen >= 0) AND (cost_per_unit_fen >= 0) AND (monthly_quantity > 0) AND (lead_days >= 0) AND (least_days_left >= 0) AND (replaced_after_days >= 0))),
    CONSTRAINT rotation_way_is_known CHECK ((way = ANY (ARRAY['swap'::text, 'use'::text, 'transfer'::text, 'sale'::text, 'donation'::text, 'extension_test'::text, 'disposal'::text]))),
    CONSTRAINT rotation_way_saves_a_share CHECK (((saved_percent >= 0) AND (saved_percent <= 100))),
    CONSTRAINT rotation_way_swap_has_agreement CHECK (((way = 'swap'::text) OR (agreement_id IS NULL)))
);
ALTER TABLE stockpile.rotation_way ALTER COLUMN rotation_way_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.rotation_way_rotation_way_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.route (
    from_place_id bigint NOT NULL,
    to_place_id bigint NOT NULL,
    minutes integer NOT NULL,
    source text NOT NULL,
    CONSTRAINT route_leads_elsewhere CHECK ((from_place_id <> to_place_id)),
    CONSTRAINT route_takes_time CHECK ((minutes > 0))
);
CREATE TABLE stockpile.routine_use (
    item_id bigint NOT NULL,
    place_id bigint NOT NULL,
    monthly_quantity bigint NOT NULL,
    source text NOT NULL,
    CONSTRAINT routine_use_is_positive CHECK ((monthly_quantity > 0))
);
CREATE TABLE stockpile.scenario (
    scenario_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    hazard text NOT NULL,
    response_days integer NOT NULL,
    source text NOT NULL,
    CONSTRAINT scenario_lasts CHECK ((response_days > 0))
);
CREATE TABLE stockpile.scenario_driver (
    scenario_id bigint NOT NULL,
    driver text NOT NULL,
    value numeric(18,6) NOT NULL,
    source text NOT NULL,
    CONSTRAINT scenario_driver_is_not_negative CHECK ((value >= (0)::numeric))
);
ALTER TABLE stockpile.scenario ALTER COLUMN scenario_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.scenario_scenario_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.scenario_town (
    scenario_id bigint NOT NULL,
    place_id bigint NOT NULL
);
CREATE TABLE stockpile.scenario_town_driver (
    scenario_id bigint NOT NULL,
    driver text NOT NULL,
    place_id bigint NOT NULL,
    value numeric(18,6) NOT NULL,
    source text NOT NULL,
    CONSTRAINT scenario_town_driver_is_not_negative CHECK ((value >= (0)::numeric))
);
CREATE TABLE stockpile.scorecard_weight (
    measure text NOT NULL,
    weight integer NOT NULL,
    source text NOT NULL,
    CONSTRAINT scorecard_weight_is_known CHECK ((measure = ANY (ARRAY['answered_in_time'::text, 'confirmed'::text, 'delivered_in_full'::text, 'delivered_on_time'::text, 'proofs_sufficient'::text]))),
    CONSTRAINT scorecard_weight_is_not_negative CHECK ((weight >= 0))
);
CREATE TABLE stockpile.seal_mark (
    is_the_only_one boolean DEFAULT true NOT NULL,
    lower_document_id bigint DEFAULT 0 NOT NULL,
    pending_document_id bigint,
    pending_transaction xid8,
    CONSTRAINT seal_mark_is_one CHECK (is_the_only_one),
    CONSTRAINT seal_mark_is_pending_whole CHECK (((pending_document_id IS NULL) = (pending_transaction IS NULL)))
);
CREATE TABLE stockpile.sealed_account (
    account_id bigint NOT NULL,
    block_no bigint NOT NULL,
    content_sha256 bytea NOT NULL,
    CONSTRAINT sealed_account_has_a_whole_hash CHECK ((length(content_sha256) = 32))
);
CREATE TABLE stockpile.sealed_document (
    "position" bigint NOT NULL,
    document_id bigint NOT NULL,
    content_sha256 bytea NOT NULL,
    CONSTRAINT sealed_document_has_a_position CHECK (("position" > 0)),
    CONSTRAINT sealed_document_has_a_whole_hash CHECK ((length(content_sha256) = 32))
);
ALTER TABLE stockpile.serial ALTER COLUMN serial_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.serial_serial_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.shelf_life_rule (
    shelf_life_rule_id bigint NOT NULL,
    item_id bigint NOT NULL,
    life_kind text NOT NULL,
    months integer,
    days integer,
    counted_from text NOT NULL,
    acquired_by text,
    warn_days integer,
    rotate_before_days integer,
    stop_issue_before_days integer,
    source text NOT NULL,
    added_by bigint,
    ended_by bigint,
    ended_at timestamp with time zone,
    ended_because text,
    CONSTRAINT shelf_life_rule_counted_from_is_known CHECK ((counted_from = ANY (ARRAY['manufactured'::text, 'received'::text, 'first_used'::text]))),
    CONSTRAINT shelf_life_rule_days_are_not_negative CHECK (((warn_days >= 0) AND (rotate_before_days >= 0) AND (stop_issue_before_days >= 0))),
    CONSTRAINT shelf_life_rule_ended_by_someone CHECK ((((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) = (ended_because IS NULL)))),
    CONSTRAINT shelf_life_rule_has_one_period CHECK (((num_nonnulls(months, days) = 1) AND (COALESCE(months, days) > 0))),
    CONSTRAINT shelf_life_rule_life_kind_is_known CHECK ((life_kind = ANY (ARRAY['storage'::text, 'service'::text, 'mandatory_scrap'::text, 'rotation'::text])))
);
ALTER TABLE stockpile.shelf_life_rule ALTER COLUMN shelf_life_rule_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.shelf_life_rule_shelf_life_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE UNLOGGED TABLE stockpile.staged_document (
    document_no integer NOT NULL,
    request_key text NOT NULL,
    request_hash text NOT NULL,
    kind text NOT NULL,
    purpose text NOT NULL,
    place_id bigint NOT NULL,
    person_id bigint NOT NULL,
    occurred_at timestamp with time zone,
    reference text,
    remarks text,
    reason text,
    occasion text,
    checker text
);
CREATE UNLOGGED TABLE stockpile.staged_line (
    document_no integer NOT NULL,
    line_no integer NOT NULL,
    item_id bigint NOT NULL,
    lot_number text,
    quantity bigint NOT NULL,
    owner_id bigint NOT NULL,
    to_place_id bigint,
    from_condition text,
    to_condition text,
    reserve_category text,
    funding_source text,
    origin text,
    manufactured_on date,
    received_on date,
    expires_on date,
    warn_on date,
    rotate_by_on date,
    unit_cost_fen bigint
);
CREATE VIEW stockpile.staged_problem AS
 SELECT line.document_no,
    line.line_no,
    wrong.code,
    jsonb_build_object('quantity', line.quantity, 'retired_on', item.retired_on) AS detail
   FROM (((stockpile.loading_document document
     JOIN stockpile.staged_line line USING (document_no))
     LEFT JOIN stockpile.item ON ((item.item_id = line.item_id)))
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN (line.quantity < 1) THEN 'SP606'::text
                    WHEN (document.changes_place AND (COALESCE(line.to_place_id, document.place_id) = document.place_id)) THEN 'SP603'::text
                    WHEN (document.makes_lots AND (item.retired_on <= document.occurred_on)) THEN 'SP604'::text
                    WHEN item.is_serialised THEN 'SP626'::text
                    WHEN ((item.item_id IS NULL) OR ((line.lot_number IS NULL) AND (NOT document.makes_lots))) THEN 'SP601'::text
                    ELSE NULL::text
                END AS code) wrong)
  WHERE (wrong.code IS NOT NULL)
UNION ALL
 SELECT document.document_no,
    NULL::integer AS line_no,
    'SP606'::text AS code,
    jsonb_build_object('lines', COALESCE(staged.lines, (0)::bigint)) AS detail
   FROM (stockpile.loading_document document
     LEFT JOIN ( SELECT staged_line.document_no,
            count(*) AS lines
           FROM stockpile.staged_line
          GROUP BY staged_line.document_no) staged USING (document_no))
  WHERE ((COALESCE(staged.lines, (0)::bigint) < 1) OR (COALESCE(staged.lines, (0)::bigint) > 10000))
UNION ALL
 SELECT twice.document_no,
    twice.line_no,
    'SP608'::text AS code,
    jsonb_build_object('lot_number', twice.lot_number) AS detail
   FROM ( SELECT line.document_no,
            line.line_no,
            line.item_id,
            line.lot_number,
            row_number() OVER (PARTITION BY line.item_id, line.lot_number ORDER BY document.document_id, line.line_no) AS "position"
           FROM (stockpile.loading_document document
             JOIN stockpile.staged_line line USING (document_no))
          WHERE (document.makes_lots AND (line.lot_number IS NOT NULL))) twice
  WHERE ((twice."position" > 1) OR (EXISTS ( SELECT
           FROM stockpile.lot
          WHERE ((lot.item_id = twice.item_id) AND (lot.lot_number = twice.lot_number)))));
CREATE TABLE stockpile.standard_line (
    standard_line_id bigint NOT NULL,
    standard_id bigint NOT NULL,
    hazard text,
    reserve_category text NOT NULL,
    item_id bigint NOT NULL,
    driver text NOT NULL,
    coefficient numeric(18,6) NOT NULL,
    days integer NOT NULL,
    within_hours integer NOT NULL,
    source text NOT NULL,
    coefficient_max numeric(18,6),
    scope text DEFAULT 'district'::text NOT NULL,
    CONSTRAINT standard_line_maximum_is_no_less CHECK ((coefficient_max >= coefficient)),
    CONSTRAINT standard_line_needs_something CHECK (((coefficient > (0)::numeric) AND (days > 0) AND (within_hours > 0))),
    CONSTRAINT standard_line_scope_is_known CHECK ((scope = ANY (ARRAY['district'::text, 'town'::text])))
);
ALTER TABLE stockpile.standard_line ALTER COLUMN standard_line_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.standard_line_standard_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE stockpile.standard ALTER COLUMN standard_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.standard_standard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.state_transition (
    subject text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    permission text NOT NULL
);
ALTER TABLE stockpile.stock_account ALTER COLUMN account_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.stock_account_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE stockpile.stock_count ALTER COLUMN count_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.stock_count_count_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW stockpile.stock_detail AS
 SELECT account_detail.account_id,
    account_detail.account_kind,
    account_detail.quantity,
    account_detail.value_fen,
    account_detail.condition,
    account_detail.availability,
    account_detail.holds,
    account_detail.item_id,
    account_detail.item,
    account_detail.item_name,
    account_detail.item_name_en,
    account_detail.base_unit,
    account_detail.lot_id,
    account_detail.lot_number,
    account_detail.reserve_category,
    account_detail.reserve_category_name,
    account_detail.reserve_category_name_en,
    account_detail.reserve_category_position,
    account_detail.manufactured_on,
    account_detail.received_on,
    account_detail.expires_on,
    account_detail.warn_on,
    account_detail.rotate_by_on,
    account_detail.unit_cost_fen,
    account_detail.funding_source,
    account_detail.origin,
    account_detail.legacy_group,
    account_detail.place_id,
    account_detail.place,
    account_detail.place_name,
    account_detail.place_name_en,
    account_detail.place_kind,
    account_detail.bin,
    account_detail.owner_id,
    account_detail.owner,
    account_detail.bin_name,
    account_detail.owner_name,
    account_detail.owner_name_en,
    account_detail.stop_issue_on,
    account_detail.recalled_on
   FROM stockpile.account_detail
  WHERE account_detail.holds;
ALTER TABLE stockpile.stock_movement ALTER COLUMN movement_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.stock_movement_movement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE stockpile.stock_owner ALTER COLUMN owner_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.stock_owner_owner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.task (
    task_id bigint NOT NULL,
    kind text NOT NULL,
    subject_id bigint NOT NULL,
    subject text NOT NULL,
    place_id bigint,
    owner_id bigint,
    due_at timestamp with time zone NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    opened_by bigint NOT NULL,
    opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    outcome text,
    closed_by bigint,
    closed_at timestamp with time zone,
    remarks text,
    CONSTRAINT task_closed_whole CHECK ((((outcome IS NULL) = (closed_at IS NULL)) AND ((outcome IS NULL) = (closed_by IS NULL)))),
    CONSTRAINT task_outcome_is_known CHECK ((outcome = ANY (ARRAY['done'::text, 'dropped'::text])))
);
CREATE TABLE stockpile.task_kind (
    kind text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    owner_role text NOT NULL,
    due_days integer DEFAULT 0 NOT NULL,
    closes_by_hand boolean DEFAULT false NOT NULL,
    CONSTRAINT task_kind_has_time CHECK ((due_days >= 0))
);
CREATE VIEW stockpile.task_detail AS
 SELECT task.task_id,
    task.kind,
    task.subject_id,
    task.subject,
    task.place_id,
    task.owner_id,
    task.due_at,
    task.detail,
    task.opened_by,
    task.opened_at,
    task.outcome,
    task.closed_by,
    task.closed_at,
    task.remarks,
    kind.name AS kind_name,
    kind.name_en AS kind_name_en,
    kind.owner_role,
    kind.closes_by_hand,
    about.company_id,
    about.receiver,
    COALESCE(given.contact, called.contact) AS contact,
    COALESCE(given.telephone, called.telephone) AS telephone,
    COALESCE(((given.telephone IS NULL) AND called.is_liaison), false) AS is_liaison
   FROM ((((stockpile.task
     JOIN stockpile.task_kind kind ON ((kind.kind = task.kind)))
     CROSS JOIN LATERAL ( SELECT
                CASE task.kind
                    WHEN 'declaration_due'::text THEN task.subject_id
                    WHEN 'agreement_ends'::text THEN ( SELECT agreement.company_id
                       FROM stockpile.agreement
                      WHERE (agreement.agreement_id = task.subject_id))
                    WHEN 'call_off_due'::text THEN ( SELECT agreement.company_id
                       FROM (stockpile.call_off
                         JOIN stockpile.agreement USING (agreement_id))
                      WHERE (call_off.call_off_id = task.subject_id))
                    WHEN 'floor_breach'::text THEN ( SELECT agreement.company_id
                       FROM (stockpile.agreement_floor
                         JOIN stockpile.agreement USING (agreement_id))
                      WHERE (agreement_floor.floor_id = task.subject_id))
                    ELSE NULL::bigint
                END AS company_id,
            COALESCE((task.detail ->> 'receiver'::text), (task.detail ->> 'borrower'::text)) AS receiver) about)
     LEFT JOIN stockpile.document_receiver given ON (((task.kind = 'recovery'::text) AND (given.document_id = task.subject_id))))
     LEFT JOIN LATERAL stockpile.contact_of(
        CASE
            WHEN (about.company_id IS NULL) THEN task.place_id
            ELSE NULL::bigint
        END, about.receiver, about.company_id) called(contact, telephone, is_liaison) ON (true));
ALTER TABLE stockpile.task ALTER COLUMN task_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.task_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE stockpile.unit_conversion (
    item_id bigint NOT NULL,
    pack text NOT NULL,
    base_units bigint NOT NULL,
    packs bigint NOT NULL,
    source text NOT NULL,
    CONSTRAINT unit_conversion_is_positive CHECK (((base_units > 0) AND (packs > 0)))
);
CREATE TABLE stockpile.write_off (
    write_off_id bigint NOT NULL,
    number text NOT NULL,
    state text DEFAULT 'requested'::text NOT NULL,
    place_id bigint NOT NULL,
    reason text NOT NULL,
    requested_by bigint NOT NULL,
    requested_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    approved_by bigint,
    approved_at timestamp with time zone,
    posted_by bigint,
    posted_at timestamp with time zone,
    rejected_by bigint,
    rejected_at timestamp with time zone,
    CONSTRAINT write_off_persons_differ CHECK (((approved_by <> requested_by) AND (posted_by <> requested_by) AND (posted_by <> approved_by) AND (rejected_by <> requested_by))),
    CONSTRAINT write_off_posted_after_approval CHECK (((state <> 'posted'::text) OR ((approved_by IS NOT NULL) AND (posted_by IS NOT NULL)))),
    CONSTRAINT write_off_state_is_known CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'posted'::text, 'rejected'::text])))
);
CREATE TABLE stockpile.write_off_line (
    write_off_id bigint NOT NULL,
    line_no integer NOT NULL,
    account_id bigint NOT NULL,
    quantity bigint NOT NULL,
    serials text[],
    CONSTRAINT write_off_line_takes_something CHECK ((quantity > 0))
);
ALTER TABLE stockpile.write_off ALTER COLUMN write_off_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME stockpile.write_off_write_off_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY stockpile.advisory_stock
    ADD CONSTRAINT advisory_stock_pkey PRIMARY KEY (advisory_id);
ALTER TABLE ONLY stockpile.agreement_attachment
    ADD CONSTRAINT agreement_attachment_pkey PRIMARY KEY (agreement_id, sha256);
ALTER TABLE ONLY stockpile.agreement_capacity
    ADD CONSTRAINT agreement_capacity_pkey PRIMARY KEY (agreement_id, item_id, place_id);
ALTER TABLE ONLY stockpile.agreement_floor
    ADD CONSTRAINT agreement_floor_floor_id_key UNIQUE (floor_id);
ALTER TABLE ONLY stockpile.agreement_floor
    ADD CONSTRAINT agreement_floor_pkey PRIMARY KEY (agreement_id, item_id, place_id);
ALTER TABLE ONLY stockpile.agreement
    ADD CONSTRAINT agreement_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.agreement_offer
    ADD CONSTRAINT agreement_offer_pkey PRIMARY KEY (agreement_offer_id);
ALTER TABLE ONLY stockpile.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (agreement_id);
ALTER TABLE ONLY stockpile.agreement_response
    ADD CONSTRAINT agreement_response_pkey PRIMARY KEY (agreement_id, item_id, place_id, town_id);
ALTER TABLE ONLY stockpile.agreement_share
    ADD CONSTRAINT agreement_share_pkey PRIMARY KEY (month, subject, code);
ALTER TABLE ONLY stockpile.agreement_step
    ADD CONSTRAINT agreement_step_pkey PRIMARY KEY (agreement_id, step_no);
ALTER TABLE ONLY stockpile.agreement_stock
    ADD CONSTRAINT agreement_stock_pkey PRIMARY KEY (agreement_id, item_id, place_id);
ALTER TABLE ONLY stockpile.allocation_order_event
    ADD CONSTRAINT allocation_order_event_pkey PRIMARY KEY (order_id, event_no);
ALTER TABLE ONLY stockpile.allocation_order_line
    ADD CONSTRAINT allocation_order_line_order_id_line_no_key UNIQUE (order_id, line_no);
ALTER TABLE ONLY stockpile.allocation_order_line
    ADD CONSTRAINT allocation_order_line_pkey PRIMARY KEY (order_line_id);
ALTER TABLE ONLY stockpile.allocation_order
    ADD CONSTRAINT allocation_order_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.allocation_order
    ADD CONSTRAINT allocation_order_pkey PRIMARY KEY (order_id);
ALTER TABLE ONLY stockpile.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY stockpile.bin
    ADD CONSTRAINT bin_pkey PRIMARY KEY (bin_id);
ALTER TABLE ONLY stockpile.bin
    ADD CONSTRAINT bin_place_id_code_key UNIQUE (place_id, code);
ALTER TABLE ONLY stockpile.call_off_delivery
    ADD CONSTRAINT call_off_delivery_pkey PRIMARY KEY (document_id);
ALTER TABLE ONLY stockpile.call_off
    ADD CONSTRAINT call_off_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.call_off
    ADD CONSTRAINT call_off_pkey PRIMARY KEY (call_off_id);
ALTER TABLE ONLY stockpile.call_off_step
    ADD CONSTRAINT call_off_step_pkey PRIMARY KEY (call_off_id, step_no);
ALTER TABLE ONLY stockpile.capacity_inspection
    ADD CONSTRAINT capacity_inspection_pkey PRIMARY KEY (proof_id);
ALTER TABLE ONLY stockpile.capacity_offer
    ADD CONSTRAINT capacity_offer_pkey PRIMARY KEY (capacity_offer_id);
ALTER TABLE ONLY stockpile.care_record
    ADD CONSTRAINT care_record_pkey PRIMARY KEY (care_record_id);
ALTER TABLE ONLY stockpile.care_rule
    ADD CONSTRAINT care_rule_code_key UNIQUE (code);
ALTER TABLE ONLY stockpile.care_rule
    ADD CONSTRAINT care_rule_pkey PRIMARY KEY (care_rule_id);
ALTER TABLE ONLY stockpile.catalogue_version
    ADD CONSTRAINT catalogue_version_pkey PRIMARY KEY (is_the_only_one);
ALTER TABLE ONLY stockpile.classification_code
    ADD CONSTRAINT classification_code_pkey PRIMARY KEY (classification_code);
ALTER TABLE ONLY stockpile.company
    ADD CONSTRAINT company_code_key UNIQUE (code);
ALTER TABLE ONLY stockpile.company
    ADD CONSTRAINT company_pkey PRIMARY KEY (company_id);
ALTER TABLE ONLY stockpile.confidence_adoption
    ADD CONSTRAINT confidence_adoption_pkey PRIMARY KEY (version);
ALTER TABLE ONLY stockpile.confidence_band
    ADD CONSTRAINT confidence_band_pkey PRIMARY KEY (version, kind, days_max);
ALTER TABLE ONLY stockpile.confidence_rule
    ADD CONSTRAINT confidence_rule_pkey PRIMARY KEY (version);
ALTER TABLE ONLY stockpile.confidence_rule
    ADD CONSTRAINT confidence_rule_version_person_id_key UNIQUE (version, person_id);
ALTER TABLE ONLY stockpile.count_counter
    ADD CONSTRAINT count_counter_pkey PRIMARY KEY (count_id, line_no, counter_no);
ALTER TABLE ONLY stockpile.count_counter
    ADD CONSTRAINT count_counters_differ UNIQUE (count_id, line_no, person_id);
ALTER TABLE ONLY stockpile.count_document
    ADD CONSTRAINT count_document_pkey PRIMARY KEY (request_key);
ALTER TABLE ONLY stockpile.count_entry
    ADD CONSTRAINT count_entry_pkey PRIMARY KEY (count_id, line_no, entry_no);
ALTER TABLE ONLY stockpile.count_event
    ADD CONSTRAINT count_event_pkey PRIMARY KEY (count_id, event_no);
ALTER TABLE ONLY stockpile.count_finding
    ADD CONSTRAINT count_finding_pkey PRIMARY KEY (count_id, review_no, line_no);
ALTER TABLE ONLY stockpile.count_line
    ADD CONSTRAINT count_line_is_one UNIQUE NULLS NOT DISTINCT (count_id, lot_id, owner_id, condition, bin_id);
ALTER TABLE ONLY stockpile.count_line
    ADD CONSTRAINT count_line_pkey PRIMARY KEY (count_id, line_no);
ALTER TABLE ONLY stockpile.count_recount
    ADD CONSTRAINT count_recount_pkey PRIMARY KEY (count_id, line_no);
ALTER TABLE ONLY stockpile.count_serial
    ADD CONSTRAINT count_serial_pkey PRIMARY KEY (count_id, line_no, entry_no, serial_number);
ALTER TABLE ONLY stockpile.count_tolerance
    ADD CONSTRAINT count_tolerance_pkey PRIMARY KEY (tolerance_id);
ALTER TABLE ONLY stockpile.district
    ADD CONSTRAINT district_is_the_only_one_key UNIQUE (is_the_only_one);
ALTER TABLE ONLY stockpile.district
    ADD CONSTRAINT district_pkey PRIMARY KEY (district_id);
ALTER TABLE ONLY stockpile.document_attachment
    ADD CONSTRAINT document_attachment_pkey PRIMARY KEY (document_id, sha256);
ALTER TABLE ONLY stockpile.document_counter
    ADD CONSTRAINT document_counter_pkey PRIMARY KEY (place_id, number_code, year);
ALTER TABLE ONLY stockpile.document
    ADD CONSTRAINT document_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (document_id);
ALTER TABLE ONLY stockpile.document_purpose
    ADD CONSTRAINT document_purpose_pkey PRIMARY KEY (kind, purpose);
ALTER TABLE ONLY stockpile.document_receiver
    ADD CONSTRAINT document_receiver_pkey PRIMARY KEY (document_id);
ALTER TABLE ONLY stockpile.driver
    ADD CONSTRAINT driver_pkey PRIMARY KEY (driver);
ALTER TABLE ONLY stockpile.floor_report
    ADD CONSTRAINT floor_report_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY stockpile.frozen_report
    ADD CONSTRAINT frozen_report_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.frozen_report
    ADD CONSTRAINT frozen_report_pkey PRIMARY KEY (frozen_report_id);
ALTER TABLE ONLY stockpile.gap_plan
    ADD CONSTRAINT gap_plan_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.gap_plan
    ADD CONSTRAINT gap_plan_pkey PRIMARY KEY (gap_plan_id);
ALTER TABLE ONLY stockpile.gap_plan_step
    ADD CONSTRAINT gap_plan_step_gap_plan_step_id_key UNIQUE (gap_plan_step_id);
ALTER TABLE ONLY stockpile.gap_plan_step
    ADD CONSTRAINT gap_plan_step_pkey PRIMARY KEY (gap_plan_id, step_no);
ALTER TABLE ONLY stockpile.hazard
    ADD CONSTRAINT hazard_pkey PRIMARY KEY (hazard);
ALTER TABLE ONLY stockpile.item_category
    ADD CONSTRAINT item_category_pkey PRIMARY KEY (item_id, reserve_category);
ALTER TABLE ONLY stockpile.item
    ADD CONSTRAINT item_code_key UNIQUE (code);
ALTER TABLE ONLY stockpile.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (item_id);
ALTER TABLE ONLY stockpile.item_space
    ADD CONSTRAINT item_space_pkey PRIMARY KEY (item_id);
ALTER TABLE ONLY stockpile.item_substitute
    ADD CONSTRAINT item_substitute_pkey PRIMARY KEY (item_id, substitute_item_id);
ALTER TABLE ONLY stockpile.kit_part
    ADD CONSTRAINT kit_part_pkey PRIMARY KEY (kit_item_id, part_item_id);
ALTER TABLE ONLY stockpile.ledger_block
    ADD CONSTRAINT ledger_block_block_sha256_key UNIQUE (block_sha256);
ALTER TABLE ONLY stockpile.ledger_block
    ADD CONSTRAINT ledger_block_first_position_key UNIQUE (first_position);
ALTER TABLE ONLY stockpile.ledger_block
    ADD CONSTRAINT ledger_block_last_position_key UNIQUE (last_position);
ALTER TABLE ONLY stockpile.ledger_block
    ADD CONSTRAINT ledger_block_pkey PRIMARY KEY (block_no);
ALTER TABLE ONLY stockpile.ledger_verification
    ADD CONSTRAINT ledger_verification_pkey PRIMARY KEY (verification_id);
ALTER TABLE ONLY stockpile.legacy_group
    ADD CONSTRAINT legacy_group_pkey PRIMARY KEY (legacy_group, reserve_category);
ALTER TABLE ONLY stockpile.liaison_check_answer
    ADD CONSTRAINT liaison_check_answer_pkey PRIMARY KEY (liaison_check_id, liaison_id);
ALTER TABLE ONLY stockpile.liaison_check_member
    ADD CONSTRAINT liaison_check_member_pkey PRIMARY KEY (liaison_check_id, liaison_id);
ALTER TABLE ONLY stockpile.liaison_check
    ADD CONSTRAINT liaison_check_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.liaison_check
    ADD CONSTRAINT liaison_check_pkey PRIMARY KEY (liaison_check_id);
ALTER TABLE ONLY stockpile.liaison
    ADD CONSTRAINT liaison_pkey PRIMARY KEY (liaison_id);
ALTER TABLE ONLY stockpile.life_left_demand
    ADD CONSTRAINT life_left_demand_pkey PRIMARY KEY (life_left_demand_id);
ALTER TABLE ONLY stockpile.loading_document
    ADD CONSTRAINT loading_document_pkey PRIMARY KEY (document_no);
ALTER TABLE ONLY stockpile.loading_side
    ADD CONSTRAINT loading_side_pkey PRIMARY KEY (side_no);
ALTER TABLE ONLY stockpile.lot_date
    ADD CONSTRAINT lot_date_pkey PRIMARY KEY (lot_date_id);
ALTER TABLE ONLY stockpile.lot_hold
    ADD CONSTRAINT lot_hold_once_per_posting UNIQUE (document_id, lot_id, place_id);
ALTER TABLE ONLY stockpile.lot_hold
    ADD CONSTRAINT lot_hold_pkey PRIMARY KEY (lot_hold_id);
ALTER TABLE ONLY stockpile.lot_hold_release
    ADD CONSTRAINT lot_hold_release_pkey PRIMARY KEY (lot_hold_id);
ALTER TABLE ONLY stockpile.lot
    ADD CONSTRAINT lot_number_once_per_item UNIQUE (item_id, lot_number);
ALTER TABLE ONLY stockpile.lot
    ADD CONSTRAINT lot_pkey PRIMARY KEY (lot_id);
ALTER TABLE ONLY stockpile.lot_test_approval
    ADD CONSTRAINT lot_test_approval_lot_date_id_key UNIQUE (lot_date_id);
ALTER TABLE ONLY stockpile.lot_test_approval
    ADD CONSTRAINT lot_test_approval_pkey PRIMARY KEY (lot_test_id);
ALTER TABLE ONLY stockpile.lot_test
    ADD CONSTRAINT lot_test_lot_test_id_person_id_key UNIQUE (lot_test_id, person_id);
ALTER TABLE ONLY stockpile.lot_test
    ADD CONSTRAINT lot_test_pkey PRIMARY KEY (lot_test_id);
ALTER TABLE ONLY stockpile.lot_test_withdrawal
    ADD CONSTRAINT lot_test_withdrawal_pkey PRIMARY KEY (lot_test_id);
ALTER TABLE ONLY stockpile.movement_serial
    ADD CONSTRAINT movement_serial_pkey PRIMARY KEY (movement_id, serial_id);
ALTER TABLE ONLY stockpile.mutual_aid
    ADD CONSTRAINT mutual_aid_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.mutual_aid
    ADD CONSTRAINT mutual_aid_pkey PRIMARY KEY (mutual_aid_id);
ALTER TABLE ONLY stockpile.neighbour
    ADD CONSTRAINT neighbour_code_key UNIQUE (code);
ALTER TABLE ONLY stockpile.neighbour
    ADD CONSTRAINT neighbour_pkey PRIMARY KEY (neighbour_id);
ALTER TABLE ONLY stockpile.order_counter
    ADD CONSTRAINT order_counter_pkey PRIMARY KEY (number_code, year);
ALTER TABLE ONLY stockpile.period_balance
    ADD CONSTRAINT period_balance_pkey PRIMARY KEY (period, account_id);
ALTER TABLE ONLY stockpile.period
    ADD CONSTRAINT period_pkey PRIMARY KEY (period);
ALTER TABLE ONLY stockpile.period_seal
    ADD CONSTRAINT period_seal_pkey PRIMARY KEY (period);
ALTER TABLE ONLY stockpile.permission
    ADD CONSTRAINT permission_pkey PRIMARY KEY (permission);
ALTER TABLE ONLY stockpile.person
    ADD CONSTRAINT person_login_key UNIQUE (login);
ALTER TABLE ONLY stockpile.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY stockpile.person_role
    ADD CONSTRAINT person_role_pkey PRIMARY KEY (person_id, role);
ALTER TABLE ONLY stockpile.place
    ADD CONSTRAINT place_code_key UNIQUE (code);
ALTER TABLE ONLY stockpile.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (place_id);
ALTER TABLE ONLY stockpile.proof_file
    ADD CONSTRAINT proof_file_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY stockpile.proof_of_stock
    ADD CONSTRAINT proof_of_stock_pkey PRIMARY KEY (proof_id);
ALTER TABLE ONLY stockpile.purchase_offer
    ADD CONSTRAINT purchase_offer_pkey PRIMARY KEY (purchase_offer_id);
ALTER TABLE ONLY stockpile.recall_holder
    ADD CONSTRAINT recall_holder_is_one UNIQUE NULLS NOT DISTINCT (recall_id, named_lot_id, kind, place_id, document_id, order_id);
ALTER TABLE ONLY stockpile.recall_holder
    ADD CONSTRAINT recall_holder_pkey PRIMARY KEY (recall_holder_id);
ALTER TABLE ONLY stockpile.recall_holder
    ADD CONSTRAINT recall_holder_recall_id_holder_no_key UNIQUE (recall_id, holder_no);
ALTER TABLE ONLY stockpile.recall_lot
    ADD CONSTRAINT recall_lot_pkey PRIMARY KEY (lot_id);
ALTER TABLE ONLY stockpile.recall
    ADD CONSTRAINT recall_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.recall
    ADD CONSTRAINT recall_pkey PRIMARY KEY (recall_id);
ALTER TABLE ONLY stockpile.recall_progress
    ADD CONSTRAINT recall_progress_pkey PRIMARY KEY (recall_progress_id);
ALTER TABLE ONLY stockpile.recovery_entry
    ADD CONSTRAINT recovery_entry_line_once UNIQUE (return_document_id, return_line_no);
ALTER TABLE ONLY stockpile.recovery_entry
    ADD CONSTRAINT recovery_entry_pkey PRIMARY KEY (recovery_entry_id);
ALTER TABLE ONLY stockpile.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (request_key);
ALTER TABLE ONLY stockpile.requisition_candidate
    ADD CONSTRAINT requisition_candidate_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.requisition_candidate
    ADD CONSTRAINT requisition_candidate_pkey PRIMARY KEY (candidate_id);
ALTER TABLE ONLY stockpile.reserve_category
    ADD CONSTRAINT reserve_category_pkey PRIMARY KEY (reserve_category);
ALTER TABLE ONLY stockpile.response_hazard_cover
    ADD CONSTRAINT response_hazard_cover_pkey PRIMARY KEY (response_hazard, hazard);
ALTER TABLE ONLY stockpile.response_hazard
    ADD CONSTRAINT response_hazard_pkey PRIMARY KEY (response_hazard);
ALTER TABLE ONLY stockpile.response_metric
    ADD CONSTRAINT response_metric_pkey PRIMARY KEY (metric);
ALTER TABLE ONLY stockpile.response_plan
    ADD CONSTRAINT response_plan_is_one UNIQUE NULLS NOT DISTINCT (plan, jurisdiction, plan_year);
ALTER TABLE ONLY stockpile.response_plan
    ADD CONSTRAINT response_plan_pkey PRIMARY KEY (plan_id);
ALTER TABLE ONLY stockpile.response_trigger
    ADD CONSTRAINT response_trigger_pkey PRIMARY KEY (plan_id, response_hazard, response_level, metric);
ALTER TABLE ONLY stockpile.reversed_line
    ADD CONSTRAINT reversed_line_pkey PRIMARY KEY (document_id, line_no);
ALTER TABLE ONLY stockpile.role_permission
    ADD CONSTRAINT role_permission_pkey PRIMARY KEY (role, permission);
ALTER TABLE ONLY stockpile.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (role);
ALTER TABLE ONLY stockpile.rotation_document
    ADD CONSTRAINT rotation_document_pkey PRIMARY KEY (document_id);
ALTER TABLE ONLY stockpile.rotation_event
    ADD CONSTRAINT rotation_event_pkey PRIMARY KEY (rotation_plan_id, event_no);
ALTER TABLE ONLY stockpile.rotation_plan
    ADD CONSTRAINT rotation_plan_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.rotation_plan
    ADD CONSTRAINT rotation_plan_pkey PRIMARY KEY (rotation_plan_id);
ALTER TABLE ONLY stockpile.rotation_step
    ADD CONSTRAINT rotation_step_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.rotation_step
    ADD CONSTRAINT rotation_step_pkey PRIMARY KEY (rotation_step_id);
ALTER TABLE ONLY stockpile.rotation_step
    ADD CONSTRAINT rotation_step_rotation_plan_id_step_no_key UNIQUE (rotation_plan_id, step_no);
ALTER TABLE ONLY stockpile.rotation_way
    ADD CONSTRAINT rotation_way_pkey PRIMARY KEY (rotation_way_id);
ALTER TABLE ONLY stockpile.route
    ADD CONSTRAINT route_pkey PRIMARY KEY (from_place_id, to_place_id);
ALTER TABLE ONLY stockpile.routine_use
    ADD CONSTRAINT routine_use_pkey PRIMARY KEY (item_id, place_id);
ALTER TABLE ONLY stockpile.scenario
    ADD CONSTRAINT scenario_code_key UNIQUE (code);
ALTER TABLE ONLY stockpile.scenario_driver
    ADD CONSTRAINT scenario_driver_pkey PRIMARY KEY (scenario_id, driver);
ALTER TABLE ONLY stockpile.scenario
    ADD CONSTRAINT scenario_pkey PRIMARY KEY (scenario_id);
ALTER TABLE ONLY stockpile.scenario_town_driver
    ADD CONSTRAINT scenario_town_driver_pkey PRIMARY KEY (scenario_id, driver, place_id);
ALTER TABLE ONLY stockpile.scenario_town
    ADD CONSTRAINT scenario_town_pkey PRIMARY KEY (scenario_id, place_id);
ALTER TABLE ONLY stockpile.scorecard_weight
    ADD CONSTRAINT scorecard_weight_pkey PRIMARY KEY (measure);
ALTER TABLE ONLY stockpile.seal_mark
    ADD CONSTRAINT seal_mark_pkey PRIMARY KEY (is_the_only_one);
ALTER TABLE ONLY stockpile.sealed_account
    ADD CONSTRAINT sealed_account_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY stockpile.sealed_document
    ADD CONSTRAINT sealed_document_document_id_key UNIQUE (document_id);
ALTER TABLE ONLY stockpile.sealed_document
    ADD CONSTRAINT sealed_document_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY stockpile.serial
    ADD CONSTRAINT serial_number_once_per_item UNIQUE (item_id, serial_number);
ALTER TABLE ONLY stockpile.serial
    ADD CONSTRAINT serial_pkey PRIMARY KEY (serial_id);
ALTER TABLE ONLY stockpile.shelf_life_rule
    ADD CONSTRAINT shelf_life_rule_pkey PRIMARY KEY (shelf_life_rule_id);
ALTER TABLE ONLY stockpile.staged_document
    ADD CONSTRAINT staged_document_pkey PRIMARY KEY (document_no);
ALTER TABLE ONLY stockpile.staged_document
    ADD CONSTRAINT staged_document_request_key_key UNIQUE (request_key);
ALTER TABLE ONLY stockpile.standard
    ADD CONSTRAINT standard_code_version_key UNIQUE (code, version);
ALTER TABLE ONLY stockpile.standard_line
    ADD CONSTRAINT standard_line_once UNIQUE NULLS NOT DISTINCT (standard_id, hazard, reserve_category, item_id, driver, scope);
ALTER TABLE ONLY stockpile.standard_line
    ADD CONSTRAINT standard_line_pkey PRIMARY KEY (standard_line_id);
ALTER TABLE ONLY stockpile.standard
    ADD CONSTRAINT standard_pkey PRIMARY KEY (standard_id);
ALTER TABLE ONLY stockpile.state_transition
    ADD CONSTRAINT state_transition_pkey PRIMARY KEY (subject, from_state, to_state);
ALTER TABLE ONLY stockpile.stock_account
    ADD CONSTRAINT stock_account_is_one UNIQUE NULLS NOT DISTINCT (lot_id, place_id, kind, availability, condition, owner_id, bin_id);
ALTER TABLE ONLY stockpile.stock_account
    ADD CONSTRAINT stock_account_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_pkey PRIMARY KEY (count_id);
ALTER TABLE ONLY stockpile.stock_movement
    ADD CONSTRAINT stock_movement_pkey PRIMARY KEY (movement_id);
ALTER TABLE ONLY stockpile.stock_owner
    ADD CONSTRAINT stock_owner_code_key UNIQUE (code);
ALTER TABLE ONLY stockpile.stock_owner
    ADD CONSTRAINT stock_owner_pkey PRIMARY KEY (owner_id);
ALTER TABLE ONLY stockpile.task_kind
    ADD CONSTRAINT task_kind_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY stockpile.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (task_id);
ALTER TABLE ONLY stockpile.unit_conversion
    ADD CONSTRAINT unit_conversion_pkey PRIMARY KEY (item_id, pack);
ALTER TABLE ONLY stockpile.write_off_line
    ADD CONSTRAINT write_off_line_pkey PRIMARY KEY (write_off_id, line_no);
ALTER TABLE ONLY stockpile.write_off
    ADD CONSTRAINT write_off_number_key UNIQUE (number);
ALTER TABLE ONLY stockpile.write_off
    ADD CONSTRAINT write_off_pkey PRIMARY KEY (write_off_id);
CREATE INDEX advisory_stock_item ON stockpile.advisory_stock USING btree (item_id);
CREATE INDEX agreement_replaces ON stockpile.agreement USING btree (replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE INDEX allocation_order_due ON stockpile.allocation_order USING btree (due_at) WHERE (state = ANY (ARRAY['issued'::text, 'acknowledged'::text, 'partly_reserved'::text]));
CREATE INDEX call_off_delivery_call_off ON stockpile.call_off_delivery USING btree (call_off_id);
CREATE INDEX call_off_line ON stockpile.call_off USING btree (agreement_id, item_id, place_id);
CREATE INDEX call_off_order ON stockpile.call_off USING btree (order_id);
CREATE INDEX care_record_done ON stockpile.care_record USING btree (done_on, care_record_id);
CREATE INDEX care_record_lot ON stockpile.care_record USING btree (lot_id, care_rule_id, done_on, care_record_id);
CREATE INDEX care_record_serial ON stockpile.care_record USING btree (serial_id) WHERE (serial_id IS NOT NULL);
CREATE INDEX care_rule_item ON stockpile.care_rule USING btree (item_id);
CREATE INDEX count_document_count ON stockpile.count_document USING btree (count_id);
CREATE INDEX count_entry_counter ON stockpile.count_entry USING btree (count_id, line_no, counter_no);
CREATE INDEX count_finding_counter ON stockpile.count_finding USING btree (count_id, line_no, counter_no);
CREATE INDEX count_line_lot ON stockpile.count_line USING btree (lot_id);
CREATE INDEX document_attachment_sha256 ON stockpile.document_attachment USING btree (sha256);
CREATE INDEX document_due ON stockpile.document USING btree (due_on) WHERE (due_on IS NOT NULL);
CREATE INDEX document_loan ON stockpile.document USING btree (loan_document_id) WHERE (loan_document_id IS NOT NULL);
CREATE INDEX document_occurred ON stockpile.document USING btree (occurred_at, document_id);
CREATE INDEX document_order ON stockpile.document USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX document_place_recorded ON stockpile.document USING btree (place_id, recorded_at);
CREATE INDEX document_receiver_receiver ON stockpile.document_receiver USING btree (receiver);
CREATE INDEX document_recorded ON stockpile.document USING btree (recorded_at, document_id);
CREATE INDEX document_reverses ON stockpile.document USING btree (reverses_document_id) WHERE (reverses_document_id IS NOT NULL);
CREATE INDEX document_write_off ON stockpile.document USING btree (write_off_id) WHERE (write_off_id IS NOT NULL);
CREATE INDEX floor_report_floor ON stockpile.floor_report USING btree (floor_id, reported_on);
CREATE INDEX item_serialised ON stockpile.item USING btree (item_id) WHERE is_serialised;
CREATE INDEX item_substitute_substitute ON stockpile.item_substitute USING btree (substitute_item_id);
CREATE INDEX kit_part_part ON stockpile.kit_part USING btree (part_item_id);
CREATE INDEX ledger_verification_block ON stockpile.ledger_verification USING btree (block_no);
CREATE INDEX liaison_check_member_liaison ON stockpile.liaison_check_member USING btree (liaison_id);
CREATE INDEX liaison_company ON stockpile.liaison USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX liaison_person ON stockpile.liaison USING btree (organisation_kind, organisation, name, liaison_id);
CREATE INDEX liaison_place ON stockpile.liaison USING btree (place_id) WHERE (place_id IS NOT NULL);
CREATE UNIQUE INDEX life_left_demand_once ON stockpile.life_left_demand USING btree (item_id, place_kind, purpose) NULLS NOT DISTINCT WHERE (ended_at IS NULL);
CREATE INDEX lot_date_lot ON stockpile.lot_date USING btree (lot_id, lot_date_id);
CREATE INDEX lot_expires_on ON stockpile.lot USING btree (expires_on);
CREATE INDEX lot_hold_lot ON stockpile.lot_hold USING btree (lot_id, place_id, lot_hold_id);
CREATE INDEX lot_hold_release_document ON stockpile.lot_hold_release USING btree (document_id);
CREATE INDEX lot_lot_number ON stockpile.lot USING btree (lot_number);
CREATE INDEX lot_parent ON stockpile.lot USING btree (parent_lot_id) WHERE (parent_lot_id IS NOT NULL);
CREATE INDEX lot_recalled ON stockpile.lot USING btree (lot_id) WHERE (recalled_on IS NOT NULL);
CREATE INDEX lot_rotate_by_on ON stockpile.lot USING btree (rotate_by_on);
CREATE INDEX lot_test_approval_test ON stockpile.lot_test_approval USING btree (lot_test_id, maker_id);
CREATE INDEX lot_test_report ON stockpile.lot_test USING btree (lot_id, laboratory, report_number);
CREATE INDEX lot_test_sample ON stockpile.lot_test USING btree (sample_document_id);
CREATE INDEX movement_serial_serial ON stockpile.movement_serial USING btree (serial_id, movement_id);
CREATE INDEX mutual_aid_item ON stockpile.mutual_aid USING btree (item_id);
CREATE INDEX mutual_aid_neighbour ON stockpile.mutual_aid USING btree (neighbour_id);
CREATE INDEX period_balance_item ON stockpile.period_balance USING btree (period, item_id) INCLUDE (account_id, place_id, quantity, value_fen);
CREATE INDEX period_balance_place ON stockpile.period_balance USING btree (period, place_id) INCLUDE (account_id, quantity, value_fen);
CREATE INDEX place_used_by ON stockpile.place USING btree (used_by_id) WHERE (used_by_id IS NOT NULL);
CREATE INDEX proof_of_stock_line ON stockpile.proof_of_stock USING btree (agreement_id, item_id, place_id, form, proved_on);
CREATE INDEX recall_holder_document ON stockpile.recall_holder USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE INDEX recall_holder_family ON stockpile.recall_holder USING btree (named_lot_id);
CREATE INDEX recall_holder_order ON stockpile.recall_holder USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX recall_lot_family ON stockpile.recall_lot USING btree (named_lot_id);
CREATE INDEX recall_lot_named ON stockpile.recall USING btree (lot_id);
CREATE INDEX recall_lot_recall ON stockpile.recall_lot USING btree (recall_id);
CREATE INDEX recall_progress_document ON stockpile.recall_progress USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE INDEX recall_progress_holder ON stockpile.recall_progress USING btree (recall_holder_id);
CREATE INDEX recovery_entry_document ON stockpile.recovery_entry USING btree (document_id);
CREATE INDEX recovery_entry_lot ON stockpile.recovery_entry USING btree (lot_id);
CREATE INDEX response_hazard_cover_hazard ON stockpile.response_hazard_cover USING btree (hazard);
CREATE INDEX response_trigger_hazard ON stockpile.response_trigger USING btree (response_hazard);
CREATE INDEX response_trigger_metric ON stockpile.response_trigger USING btree (metric);
CREATE INDEX reversed_line_reversal ON stockpile.reversed_line USING btree (reversal_document_id);
CREATE INDEX rotation_document_replaces ON stockpile.rotation_document USING btree (replaces_document_id);
CREATE INDEX rotation_document_step ON stockpile.rotation_document USING btree (rotation_step_id);
CREATE INDEX rotation_step_account ON stockpile.rotation_step USING btree (account_id);
CREATE INDEX route_to_place ON stockpile.route USING btree (to_place_id);
CREATE INDEX sealed_account_block ON stockpile.sealed_account USING btree (block_no);
CREATE INDEX serial_account ON stockpile.serial USING btree (account_id, serial_number);
CREATE INDEX shelf_life_rule_item ON stockpile.shelf_life_rule USING btree (item_id);
CREATE UNIQUE INDEX standard_one_version_a_day ON stockpile.standard USING btree (response_level, effective_from) WHERE ((drafted_by IS NULL) OR (adopted_by IS NOT NULL));
CREATE INDEX stock_account_inside ON stockpile.stock_account USING btree (place_id) WHERE is_stock;
CREATE INDEX stock_account_item ON stockpile.stock_account USING btree (item_id) WHERE is_stock;
CREATE INDEX stock_account_item_place ON stockpile.stock_account USING btree (item_id, place_id) WHERE holds;
CREATE INDEX stock_account_place ON stockpile.stock_account USING btree (place_id) WHERE holds;
CREATE INDEX stock_count_open ON stockpile.stock_count USING btree (place_id) WHERE (state <> ALL (ARRAY['posted'::text, 'cancelled'::text]));
CREATE INDEX stock_movement_document ON stockpile.stock_movement USING btree (document_id, line_no);
CREATE INDEX stock_movement_from ON stockpile.stock_movement USING btree (from_account_id, occurred_at) INCLUDE (quantity, recorded_at);
CREATE INDEX stock_movement_occurred ON stockpile.stock_movement USING brin (occurred_at) WITH (pages_per_range='32');
CREATE INDEX stock_movement_to ON stockpile.stock_movement USING btree (to_account_id, occurred_at) INCLUDE (quantity, recorded_at);
CREATE INDEX task_open_due ON stockpile.task USING btree (due_at, task_id) WHERE (outcome IS NULL);
CREATE UNIQUE INDEX task_open_once ON stockpile.task USING btree (kind, subject_id, COALESCE(place_id, (0)::bigint)) WHERE (outcome IS NULL);
CREATE INDEX task_subject ON stockpile.task USING btree (kind, subject_id);
CREATE INDEX write_off_line_account ON stockpile.write_off_line USING btree (account_id);
CREATE TRIGGER advisory_stock_comes_with_a_district BEFORE INSERT ON stockpile.advisory_stock FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE TRIGGER advisory_stock_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.advisory_stock FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER agreement_attachment_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.agreement_attachment FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER agreement_capacity_comes_with_a_district BEFORE INSERT ON stockpile.agreement_capacity FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE TRIGGER agreement_capacity_stays_as_signed BEFORE DELETE OR UPDATE ON stockpile.agreement_capacity FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE TRIGGER agreement_comes_with_a_district BEFORE INSERT ON stockpile.agreement FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE TRIGGER agreement_floor_comes_with_a_district BEFORE INSERT ON stockpile.agreement_floor FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE TRIGGER agreement_floor_stays_as_signed BEFORE DELETE OR UPDATE ON stockpile.agreement_floor FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE TRIGGER agreement_response_comes_with_a_district BEFORE INSERT ON stockpile.agreement_response FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE TRIGGER agreement_response_stays_as_signed BEFORE DELETE OR UPDATE ON stockpile.agreement_response FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE TRIGGER agreement_share_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.agreement_share FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER agreement_stays_as_signed BEFORE DELETE OR UPDATE ON stockpile.agreement FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE TRIGGER agreement_step_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.agreement_step FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER agreement_stock_comes_with_a_district BEFORE INSERT ON stockpile.agreement_stock FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE TRIGGER agreement_stock_stays_as_signed BEFORE DELETE OR UPDATE ON stockpile.agreement_stock FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_agreement();
CREATE TRIGGER allocation_order_event_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.allocation_order_event FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER allocation_order_line_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.allocation_order_line FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER allocation_order_only_moves_on BEFORE DELETE OR UPDATE ON stockpile.allocation_order FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE TRIGGER attachment_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.attachment FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER call_off_delivery_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.call_off_delivery FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER call_off_step_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.call_off_step FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER capacity_inspection_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.capacity_inspection FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER care_record_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.care_record FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER catalogue_version_moves AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON stockpile.bin FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE TRIGGER catalogue_version_moves AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON stockpile.item FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE TRIGGER catalogue_version_moves AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON stockpile.item_category FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE TRIGGER catalogue_version_moves AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON stockpile.place FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE TRIGGER catalogue_version_moves AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON stockpile.shelf_life_rule FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE TRIGGER catalogue_version_moves AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON stockpile.stock_owner FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE TRIGGER catalogue_version_moves AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON stockpile.unit_conversion FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE TRIGGER confidence_adoption_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.confidence_adoption FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER confidence_band_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.confidence_band FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER confidence_rule_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.confidence_rule FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_counter_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_counter FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_document_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_document FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_entry_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_entry FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_event_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_event FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_finding_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_finding FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_line_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_line FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_recount_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_recount FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_serial_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_serial FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER count_tolerance_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.count_tolerance FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER document_attachment_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.document_attachment FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER document_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.document FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER document_receiver_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.document_receiver FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER floor_report_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.floor_report FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER frozen_report_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.frozen_report FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER gap_plan_only_moves_on BEFORE DELETE OR UPDATE ON stockpile.gap_plan FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE TRIGGER gap_plan_step_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.gap_plan_step FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER item_substitute_leads_nowhere_back AFTER INSERT OR UPDATE ON stockpile.item_substitute FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_item_cycle();
CREATE TRIGGER kit_part_leads_nowhere_back AFTER INSERT OR UPDATE ON stockpile.kit_part FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_item_cycle();
CREATE TRIGGER ledger_block_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.ledger_block FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER ledger_verification_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.ledger_verification FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER liaison_check_answer_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.liaison_check_answer FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER liaison_check_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.liaison_check FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER liaison_check_member_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.liaison_check_member FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER liaison_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.liaison FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER lot_date_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.lot_date FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER lot_date_moves_to_lot AFTER INSERT ON stockpile.lot_date FOR EACH ROW EXECUTE FUNCTION stockpile.keep_lot_dates();
CREATE TRIGGER lot_hold_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.lot_hold FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER lot_hold_release_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.lot_hold_release FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE CONSTRAINT TRIGGER lot_is_recalled_with_its_parent AFTER INSERT ON stockpile.lot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.parent_lot_id IS NOT NULL)) EXECUTE FUNCTION stockpile.keep_recalled_on();
CREATE TRIGGER lot_is_what_it_was_received_as BEFORE DELETE OR UPDATE ON stockpile.lot FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_lot();
CREATE TRIGGER lot_test_approval_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.lot_test_approval FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER lot_test_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.lot_test FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER lot_test_withdrawal_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.lot_test_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER movement_serial_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.movement_serial FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER mutual_aid_is_what_it_was_made_as BEFORE DELETE OR UPDATE OF mutual_aid_id, number, neighbour_id, item_id, place_id, quantity, response_hours, confidence_percent, valid_from, valid_to, source, person_id, recorded_at OR TRUNCATE ON stockpile.mutual_aid FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER period_is_history BEFORE DELETE OR UPDATE ON stockpile.period FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_period();
CREATE TRIGGER period_seal_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.period_seal FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER proof_file_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.proof_file FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER proof_of_stock_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.proof_of_stock FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER recall_holder_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.recall_holder FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER recall_lot_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.recall_lot FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER recall_moves_to_lot AFTER INSERT ON stockpile.recall_lot FOR EACH ROW EXECUTE FUNCTION stockpile.keep_recalled_on();
CREATE TRIGGER recall_only_moves_on BEFORE DELETE OR UPDATE ON stockpile.recall FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE TRIGGER recall_progress_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.recall_progress FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER recovery_entry_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.recovery_entry FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER request_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.request FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER requisition_candidate_comes_with_a_district BEFORE INSERT ON stockpile.requisition_candidate FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE TRIGGER requisition_candidate_is_what_it_was_made_as BEFORE DELETE OR UPDATE OF candidate_id, number, holder, item_id, classification_code, quantity, unit, place, contact, telephone, source, person_id, recorded_at OR TRUNCATE ON stockpile.requisition_candidate FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER reversed_line_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.reversed_line FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER rotation_document_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.rotation_document FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER rotation_event_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.rotation_event FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER rotation_plan_only_moves_on BEFORE DELETE OR UPDATE ON stockpile.rotation_plan FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE TRIGGER rotation_step_only_moves_on BEFORE DELETE OR UPDATE ON stockpile.rotation_step FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE TRIGGER sealed_account_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.sealed_account FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER sealed_document_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.sealed_document FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER serial_is_what_it_was_made_as BEFORE DELETE OR UPDATE OF serial_id, item_id, serial_number OR TRUNCATE ON stockpile.serial FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER standard_is_only_adopted BEFORE DELETE OR UPDATE ON stockpile.standard FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_standard();
CREATE TRIGGER standard_line_comes_with_its_draft BEFORE INSERT ON stockpile.standard_line FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_late_standard_line();
CREATE TRIGGER standard_line_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.standard_line FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER stock_account_is_an_account BEFORE INSERT ON stockpile.stock_account FOR EACH ROW WHEN ((NOT stockpile.is_account(new.kind, new.condition, new.availability, new.is_stock))) EXECUTE FUNCTION stockpile.refuse_account();
CREATE TRIGGER stock_account_is_what_it_was_made_as BEFORE DELETE OR UPDATE OF account_id, kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, is_stock OR TRUNCATE ON stockpile.stock_account FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER stock_count_only_moves_on BEFORE DELETE OR UPDATE ON stockpile.stock_count FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
CREATE TRIGGER stock_movement_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.stock_movement FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE CONSTRAINT TRIGGER town_figures_are_the_district_figure AFTER INSERT ON stockpile.scenario_town_driver DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stockpile.guard_town_figures();
CREATE TRIGGER write_off_line_is_history BEFORE DELETE OR UPDATE OR TRUNCATE ON stockpile.write_off_line FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE TRIGGER write_off_only_moves_on BEFORE DELETE OR UPDATE ON stockpile.write_off FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_state();
ALTER TABLE ONLY stockpile.advisory_stock
    ADD CONSTRAINT advisory_stock_company_id_fkey FOREIGN KEY (company_id) REFERENCES stockpile.company(company_id);
ALTER TABLE ONLY stockpile.advisory_stock
    ADD CONSTRAINT advisory_stock_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.advisory_stock
    ADD CONSTRAINT advisory_stock_town_id_fkey FOREIGN KEY (town_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.agreement
    ADD CONSTRAINT agreement_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.agreement_attachment
    ADD CONSTRAINT agreement_attachment_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.agreement_attachment
    ADD CONSTRAINT agreement_attachment_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.agreement_attachment
    ADD CONSTRAINT agreement_attachment_sha256_fkey FOREIGN KEY (sha256) REFERENCES stockpile.attachment(sha256);
ALTER TABLE ONLY stockpile.agreement_capacity
    ADD CONSTRAINT agreement_capacity_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.agreement_capacity
    ADD CONSTRAINT agreement_capacity_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.agreement_capacity
    ADD CONSTRAINT agreement_capacity_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.agreement
    ADD CONSTRAINT agreement_company_id_fkey FOREIGN KEY (company_id) REFERENCES stockpile.company(company_id);
ALTER TABLE ONLY stockpile.agreement_floor
    ADD CONSTRAINT agreement_floor_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.agreement_floor
    ADD CONSTRAINT agreement_floor_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.agreement_floor
    ADD CONSTRAINT agreement_floor_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.agreement
    ADD CONSTRAINT agreement_made_by_fkey FOREIGN KEY (made_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.agreement_offer
    ADD CONSTRAINT agreement_offer_company_id_fkey FOREIGN KEY (company_id) REFERENCES stockpile.company(company_id);
ALTER TABLE ONLY stockpile.agreement_offer
    ADD CONSTRAINT agreement_offer_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.agreement_offer
    ADD CONSTRAINT agreement_offer_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.agreement
    ADD CONSTRAINT agreement_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.agreement_response
    ADD CONSTRAINT agreement_response_agreement_id_item_id_place_id_fkey FOREIGN KEY (agreement_id, item_id, place_id) REFERENCES stockpile.agreement_stock(agreement_id, item_id, place_id) ON DELETE CASCADE;
ALTER TABLE ONLY stockpile.agreement_response
    ADD CONSTRAINT agreement_response_town_id_fkey FOREIGN KEY (town_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.agreement_share
    ADD CONSTRAINT agreement_share_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.agreement_step
    ADD CONSTRAINT agreement_step_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.agreement_step
    ADD CONSTRAINT agreement_step_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.agreement_stock
    ADD CONSTRAINT agreement_stock_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.agreement_stock
    ADD CONSTRAINT agreement_stock_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.agreement_stock
    ADD CONSTRAINT agreement_stock_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.allocation_order_event
    ADD CONSTRAINT allocation_order_event_order_id_fkey FOREIGN KEY (order_id) REFERENCES stockpile.allocation_order(order_id);
ALTER TABLE ONLY stockpile.allocation_order_event
    ADD CONSTRAINT allocation_order_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.allocation_order
    ADD CONSTRAINT allocation_order_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.allocation_order_line
    ADD CONSTRAINT allocation_order_line_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.allocation_order_line
    ADD CONSTRAINT allocation_order_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES stockpile.allocation_order(order_id);
ALTER TABLE ONLY stockpile.allocation_order_line
    ADD CONSTRAINT allocation_order_line_to_place_id_fkey FOREIGN KEY (to_place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.attachment
    ADD CONSTRAINT attachment_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.bin
    ADD CONSTRAINT bin_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.bin
    ADD CONSTRAINT bin_retired_by_fkey FOREIGN KEY (retired_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.call_off
    ADD CONSTRAINT call_off_agreement_id_item_id_place_id_fkey FOREIGN KEY (agreement_id, item_id, place_id) REFERENCES stockpile.agreement_stock(agreement_id, item_id, place_id);
ALTER TABLE ONLY stockpile.call_off_delivery
    ADD CONSTRAINT call_off_delivery_call_off_id_fkey FOREIGN KEY (call_off_id) REFERENCES stockpile.call_off(call_off_id);
ALTER TABLE ONLY stockpile.call_off_delivery
    ADD CONSTRAINT call_off_delivery_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.call_off_delivery
    ADD CONSTRAINT call_off_delivery_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.call_off
    ADD CONSTRAINT call_off_order_id_fkey FOREIGN KEY (order_id) REFERENCES stockpile.allocation_order(order_id);
ALTER TABLE ONLY stockpile.call_off
    ADD CONSTRAINT call_off_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.call_off_step
    ADD CONSTRAINT call_off_step_call_off_id_fkey FOREIGN KEY (call_off_id) REFERENCES stockpile.call_off(call_off_id);
ALTER TABLE ONLY stockpile.call_off_step
    ADD CONSTRAINT call_off_step_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.call_off
    ADD CONSTRAINT call_off_to_place_id_fkey FOREIGN KEY (to_place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.capacity_inspection
    ADD CONSTRAINT capacity_inspection_proof_id_fkey FOREIGN KEY (proof_id) REFERENCES stockpile.proof_of_stock(proof_id);
ALTER TABLE ONLY stockpile.capacity_offer
    ADD CONSTRAINT capacity_offer_company_id_fkey FOREIGN KEY (company_id) REFERENCES stockpile.company(company_id);
ALTER TABLE ONLY stockpile.capacity_offer
    ADD CONSTRAINT capacity_offer_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.capacity_offer
    ADD CONSTRAINT capacity_offer_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.care_record
    ADD CONSTRAINT care_record_care_rule_id_fkey FOREIGN KEY (care_rule_id) REFERENCES stockpile.care_rule(care_rule_id);
ALTER TABLE ONLY stockpile.care_record
    ADD CONSTRAINT care_record_evidence_fkey FOREIGN KEY (evidence) REFERENCES stockpile.attachment(sha256);
ALTER TABLE ONLY stockpile.care_record
    ADD CONSTRAINT care_record_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.care_record
    ADD CONSTRAINT care_record_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.care_record
    ADD CONSTRAINT care_record_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.care_record
    ADD CONSTRAINT care_record_serial_id_fkey FOREIGN KEY (serial_id) REFERENCES stockpile.serial(serial_id);
ALTER TABLE ONLY stockpile.care_rule
    ADD CONSTRAINT care_rule_added_by_fkey FOREIGN KEY (added_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.care_rule
    ADD CONSTRAINT care_rule_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.care_rule
    ADD CONSTRAINT care_rule_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.confidence_adoption
    ADD CONSTRAINT confidence_adoption_checker_id_fkey FOREIGN KEY (checker_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.confidence_adoption
    ADD CONSTRAINT confidence_adoption_version_maker_id_fkey FOREIGN KEY (version, maker_id) REFERENCES stockpile.confidence_rule(version, person_id);
ALTER TABLE ONLY stockpile.confidence_band
    ADD CONSTRAINT confidence_band_version_fkey FOREIGN KEY (version) REFERENCES stockpile.confidence_rule(version);
ALTER TABLE ONLY stockpile.confidence_rule
    ADD CONSTRAINT confidence_rule_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.count_counter
    ADD CONSTRAINT count_counter_count_id_line_no_fkey FOREIGN KEY (count_id, line_no) REFERENCES stockpile.count_line(count_id, line_no);
ALTER TABLE ONLY stockpile.count_counter
    ADD CONSTRAINT count_counter_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.count_document
    ADD CONSTRAINT count_document_count_id_fkey FOREIGN KEY (count_id) REFERENCES stockpile.stock_count(count_id);
ALTER TABLE ONLY stockpile.count_entry
    ADD CONSTRAINT count_entry_count_id_line_no_counter_no_fkey FOREIGN KEY (count_id, line_no, counter_no) REFERENCES stockpile.count_counter(count_id, line_no, counter_no);
ALTER TABLE ONLY stockpile.count_event
    ADD CONSTRAINT count_event_count_id_fkey FOREIGN KEY (count_id) REFERENCES stockpile.stock_count(count_id);
ALTER TABLE ONLY stockpile.count_event
    ADD CONSTRAINT count_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.count_finding
    ADD CONSTRAINT count_finding_count_id_line_no_counter_no_fkey FOREIGN KEY (count_id, line_no, counter_no) REFERENCES stockpile.count_counter(count_id, line_no, counter_no);
ALTER TABLE ONLY stockpile.count_line
    ADD CONSTRAINT count_line_added_by_fkey FOREIGN KEY (added_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.count_line
    ADD CONSTRAINT count_line_count_id_fkey FOREIGN KEY (count_id) REFERENCES stockpile.stock_count(count_id);
ALTER TABLE ONLY stockpile.count_line
    ADD CONSTRAINT count_line_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.count_recount
    ADD CONSTRAINT count_recount_count_id_line_no_fkey FOREIGN KEY (count_id, line_no) REFERENCES stockpile.count_line(count_id, line_no);
ALTER TABLE ONLY stockpile.count_serial
    ADD CONSTRAINT count_serial_count_id_line_no_entry_no_fkey FOREIGN KEY (count_id, line_no, entry_no) REFERENCES stockpile.count_entry(count_id, line_no, entry_no);
ALTER TABLE ONLY stockpile.count_tolerance
    ADD CONSTRAINT count_tolerance_set_by_fkey FOREIGN KEY (set_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.document_attachment
    ADD CONSTRAINT document_attachment_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY stockpile.document_attachment
    ADD CONSTRAINT document_attachment_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.document_attachment
    ADD CONSTRAINT document_attachment_sha256_fkey FOREIGN KEY (sha256) REFERENCES stockpile.attachment(sha256);
ALTER TABLE ONLY stockpile.document_counter
    ADD CONSTRAINT document_counter_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.document_purpose
    ADD CONSTRAINT document_purpose_permission_fkey FOREIGN KEY (permission) REFERENCES stockpile.permission(permission);
ALTER TABLE ONLY stockpile.document_receiver
    ADD CONSTRAINT document_receiver_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.document_receiver
    ADD CONSTRAINT document_receiver_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.document
    ADD CONSTRAINT document_reverses_document_id_fkey FOREIGN KEY (reverses_document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.floor_report
    ADD CONSTRAINT floor_report_floor_id_fkey FOREIGN KEY (floor_id) REFERENCES stockpile.agreement_floor(floor_id);
ALTER TABLE ONLY stockpile.floor_report
    ADD CONSTRAINT floor_report_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.frozen_report
    ADD CONSTRAINT frozen_report_frozen_by_fkey FOREIGN KEY (frozen_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.frozen_report
    ADD CONSTRAINT frozen_report_scenario_id_fkey FOREIGN KEY (scenario_id) REFERENCES stockpile.scenario(scenario_id);
ALTER TABLE ONLY stockpile.frozen_report
    ADD CONSTRAINT frozen_report_standard_id_fkey FOREIGN KEY (standard_id) REFERENCES stockpile.standard(standard_id);
ALTER TABLE ONLY stockpile.gap_plan
    ADD CONSTRAINT gap_plan_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.gap_plan
    ADD CONSTRAINT gap_plan_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.gap_plan
    ADD CONSTRAINT gap_plan_made_by_fkey FOREIGN KEY (made_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.gap_plan
    ADD CONSTRAINT gap_plan_scenario_id_fkey FOREIGN KEY (scenario_id) REFERENCES stockpile.scenario(scenario_id);
ALTER TABLE ONLY stockpile.gap_plan_step
    ADD CONSTRAINT gap_plan_step_from_place_id_fkey FOREIGN KEY (from_place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.gap_plan_step
    ADD CONSTRAINT gap_plan_step_gap_plan_id_fkey FOREIGN KEY (gap_plan_id) REFERENCES stockpile.gap_plan(gap_plan_id);
ALTER TABLE ONLY stockpile.gap_plan_step
    ADD CONSTRAINT gap_plan_step_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.gap_plan_step
    ADD CONSTRAINT gap_plan_step_reserve_category_fkey FOREIGN KEY (reserve_category) REFERENCES stockpile.reserve_category(reserve_category);
ALTER TABLE ONLY stockpile.gap_plan_step
    ADD CONSTRAINT gap_plan_step_to_place_id_fkey FOREIGN KEY (to_place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.item_category
    ADD CONSTRAINT item_category_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.item_category
    ADD CONSTRAINT item_category_reserve_category_fkey FOREIGN KEY (reserve_category) REFERENCES stockpile.reserve_category(reserve_category);
ALTER TABLE ONLY stockpile.item_space
    ADD CONSTRAINT item_space_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.item_substitute
    ADD CONSTRAINT item_substitute_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.item_substitute
    ADD CONSTRAINT item_substitute_substitute_item_id_fkey FOREIGN KEY (substitute_item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.kit_part
    ADD CONSTRAINT kit_part_kit_item_id_fkey FOREIGN KEY (kit_item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.kit_part
    ADD CONSTRAINT kit_part_part_item_id_fkey FOREIGN KEY (part_item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.ledger_verification
    ADD CONSTRAINT ledger_verification_block_no_fkey FOREIGN KEY (block_no) REFERENCES stockpile.ledger_block(block_no);
ALTER TABLE ONLY stockpile.ledger_verification
    ADD CONSTRAINT ledger_verification_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.legacy_group
    ADD CONSTRAINT legacy_group_reserve_category_fkey FOREIGN KEY (reserve_category) REFERENCES stockpile.reserve_category(reserve_category);
ALTER TABLE ONLY stockpile.liaison_check_answer
    ADD CONSTRAINT liaison_check_answer_liaison_check_id_liaison_id_fkey FOREIGN KEY (liaison_check_id, liaison_id) REFERENCES stockpile.liaison_check_member(liaison_check_id, liaison_id);
ALTER TABLE ONLY stockpile.liaison_check_answer
    ADD CONSTRAINT liaison_check_answer_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.liaison_check_member
    ADD CONSTRAINT liaison_check_member_liaison_check_id_fkey FOREIGN KEY (liaison_check_id) REFERENCES stockpile.liaison_check(liaison_check_id);
ALTER TABLE ONLY stockpile.liaison_check_member
    ADD CONSTRAINT liaison_check_member_liaison_id_fkey FOREIGN KEY (liaison_id) REFERENCES stockpile.liaison(liaison_id);
ALTER TABLE ONLY stockpile.liaison_check
    ADD CONSTRAINT liaison_check_started_by_fkey FOREIGN KEY (started_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.liaison
    ADD CONSTRAINT liaison_company_id_fkey FOREIGN KEY (company_id) REFERENCES stockpile.company(company_id);
ALTER TABLE ONLY stockpile.liaison
    ADD CONSTRAINT liaison_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.liaison
    ADD CONSTRAINT liaison_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.life_left_demand
    ADD CONSTRAINT life_left_demand_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.life_left_demand
    ADD CONSTRAINT life_left_demand_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.life_left_demand
    ADD CONSTRAINT life_left_demand_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.lot
    ADD CONSTRAINT lot_category_is_one_of_the_items FOREIGN KEY (item_id, reserve_category) REFERENCES stockpile.item_category(item_id, reserve_category);
ALTER TABLE ONLY stockpile.lot_date
    ADD CONSTRAINT lot_date_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.lot_date
    ADD CONSTRAINT lot_date_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.lot_date
    ADD CONSTRAINT lot_date_shelf_life_rule_id_fkey FOREIGN KEY (shelf_life_rule_id) REFERENCES stockpile.shelf_life_rule(shelf_life_rule_id);
ALTER TABLE ONLY stockpile.lot_hold
    ADD CONSTRAINT lot_hold_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.lot_hold
    ADD CONSTRAINT lot_hold_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.lot_hold
    ADD CONSTRAINT lot_hold_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.lot_hold
    ADD CONSTRAINT lot_hold_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.lot_hold
    ADD CONSTRAINT lot_hold_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.lot_hold_release
    ADD CONSTRAINT lot_hold_release_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.lot_hold_release
    ADD CONSTRAINT lot_hold_release_lot_hold_id_fkey FOREIGN KEY (lot_hold_id) REFERENCES stockpile.lot_hold(lot_hold_id);
ALTER TABLE ONLY stockpile.lot_hold_release
    ADD CONSTRAINT lot_hold_release_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.lot
    ADD CONSTRAINT lot_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.lot
    ADD CONSTRAINT lot_parent_lot_id_fkey FOREIGN KEY (parent_lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.lot
    ADD CONSTRAINT lot_reserve_category_fkey FOREIGN KEY (reserve_category) REFERENCES stockpile.reserve_category(reserve_category);
ALTER TABLE ONLY stockpile.lot_test_approval
    ADD CONSTRAINT lot_test_approval_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.lot_test_approval
    ADD CONSTRAINT lot_test_approval_lot_date_id_fkey FOREIGN KEY (lot_date_id) REFERENCES stockpile.lot_date(lot_date_id);
ALTER TABLE ONLY stockpile.lot_test_approval
    ADD CONSTRAINT lot_test_approval_lot_test_id_maker_id_fkey FOREIGN KEY (lot_test_id, maker_id) REFERENCES stockpile.lot_test(lot_test_id, person_id);
ALTER TABLE ONLY stockpile.lot_test
    ADD CONSTRAINT lot_test_evidence_fkey FOREIGN KEY (evidence) REFERENCES stockpile.attachment(sha256);
ALTER TABLE ONLY stockpile.lot_test
    ADD CONSTRAINT lot_test_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.lot_test
    ADD CONSTRAINT lot_test_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.lot_test
    ADD CONSTRAINT lot_test_sample_document_id_fkey FOREIGN KEY (sample_document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.lot_test_withdrawal
    ADD CONSTRAINT lot_test_withdrawal_lot_test_id_fkey FOREIGN KEY (lot_test_id) REFERENCES stockpile.lot_test(lot_test_id);
ALTER TABLE ONLY stockpile.lot_test_withdrawal
    ADD CONSTRAINT lot_test_withdrawal_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.movement_serial
    ADD CONSTRAINT movement_serial_serial_id_fkey FOREIGN KEY (serial_id) REFERENCES stockpile.serial(serial_id);
ALTER TABLE ONLY stockpile.mutual_aid
    ADD CONSTRAINT mutual_aid_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.mutual_aid
    ADD CONSTRAINT mutual_aid_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.mutual_aid
    ADD CONSTRAINT mutual_aid_neighbour_id_fkey FOREIGN KEY (neighbour_id) REFERENCES stockpile.neighbour(neighbour_id);
ALTER TABLE ONLY stockpile.mutual_aid
    ADD CONSTRAINT mutual_aid_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.mutual_aid
    ADD CONSTRAINT mutual_aid_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.period
    ADD CONSTRAINT period_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.period
    ADD CONSTRAINT period_closing_by_fkey FOREIGN KEY (closing_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.period_seal
    ADD CONSTRAINT period_seal_block_no_fkey FOREIGN KEY (block_no) REFERENCES stockpile.ledger_block(block_no);
ALTER TABLE ONLY stockpile.period_seal
    ADD CONSTRAINT period_seal_period_fkey FOREIGN KEY (period) REFERENCES stockpile.period(period);
ALTER TABLE ONLY stockpile.person_role
    ADD CONSTRAINT person_role_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.person_role
    ADD CONSTRAINT person_role_role_fkey FOREIGN KEY (role) REFERENCES stockpile.role(role);
ALTER TABLE ONLY stockpile.place
    ADD CONSTRAINT place_company_id_fkey FOREIGN KEY (company_id) REFERENCES stockpile.company(company_id);
ALTER TABLE ONLY stockpile.place
    ADD CONSTRAINT place_custodian_id_fkey FOREIGN KEY (custodian_id) REFERENCES stockpile.stock_owner(owner_id);
ALTER TABLE ONLY stockpile.place
    ADD CONSTRAINT place_used_by_id_fkey FOREIGN KEY (used_by_id) REFERENCES stockpile.stock_owner(owner_id);
ALTER TABLE ONLY stockpile.proof_file
    ADD CONSTRAINT proof_file_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.proof_of_stock
    ADD CONSTRAINT proof_of_stock_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.proof_of_stock
    ADD CONSTRAINT proof_of_stock_evidence_fkey FOREIGN KEY (evidence) REFERENCES stockpile.attachment(sha256);
ALTER TABLE ONLY stockpile.proof_of_stock
    ADD CONSTRAINT proof_of_stock_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stockpile.proof_file(sha256);
ALTER TABLE ONLY stockpile.proof_of_stock
    ADD CONSTRAINT proof_of_stock_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.proof_of_stock
    ADD CONSTRAINT proof_of_stock_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.proof_of_stock
    ADD CONSTRAINT proof_of_stock_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.purchase_offer
    ADD CONSTRAINT purchase_offer_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.recall
    ADD CONSTRAINT recall_completed_by_fkey FOREIGN KEY (completed_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.recall
    ADD CONSTRAINT recall_evidence_fkey FOREIGN KEY (evidence) REFERENCES stockpile.attachment(sha256);
ALTER TABLE ONLY stockpile.recall_holder
    ADD CONSTRAINT recall_holder_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.recall_holder
    ADD CONSTRAINT recall_holder_named_lot_id_fkey FOREIGN KEY (named_lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.recall_holder
    ADD CONSTRAINT recall_holder_order_id_fkey FOREIGN KEY (order_id) REFERENCES stockpile.allocation_order(order_id);
ALTER TABLE ONLY stockpile.recall_holder
    ADD CONSTRAINT recall_holder_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.recall_holder
    ADD CONSTRAINT recall_holder_recall_id_fkey FOREIGN KEY (recall_id) REFERENCES stockpile.recall(recall_id);
ALTER TABLE ONLY stockpile.recall
    ADD CONSTRAINT recall_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.recall
    ADD CONSTRAINT recall_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.recall_lot
    ADD CONSTRAINT recall_lot_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.recall_lot
    ADD CONSTRAINT recall_lot_named_lot_id_fkey FOREIGN KEY (named_lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.recall_lot
    ADD CONSTRAINT recall_lot_recall_id_fkey FOREIGN KEY (recall_id) REFERENCES stockpile.recall(recall_id);
ALTER TABLE ONLY stockpile.recall_progress
    ADD CONSTRAINT recall_progress_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.recall_progress
    ADD CONSTRAINT recall_progress_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.recall_progress
    ADD CONSTRAINT recall_progress_recall_holder_id_fkey FOREIGN KEY (recall_holder_id) REFERENCES stockpile.recall_holder(recall_holder_id);
ALTER TABLE ONLY stockpile.recovery_entry
    ADD CONSTRAINT recovery_entry_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.recovery_entry
    ADD CONSTRAINT recovery_entry_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES stockpile.lot(lot_id);
ALTER TABLE ONLY stockpile.recovery_entry
    ADD CONSTRAINT recovery_entry_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES stockpile.stock_owner(owner_id);
ALTER TABLE ONLY stockpile.recovery_entry
    ADD CONSTRAINT recovery_entry_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.recovery_entry
    ADD CONSTRAINT recovery_entry_return_document_id_fkey FOREIGN KEY (return_document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.requisition_candidate
    ADD CONSTRAINT requisition_candidate_classification_code_fkey FOREIGN KEY (classification_code) REFERENCES stockpile.classification_code(classification_code);
ALTER TABLE ONLY stockpile.requisition_candidate
    ADD CONSTRAINT requisition_candidate_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.requisition_candidate
    ADD CONSTRAINT requisition_candidate_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.requisition_candidate
    ADD CONSTRAINT requisition_candidate_retired_by_fkey FOREIGN KEY (retired_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.response_hazard_cover
    ADD CONSTRAINT response_hazard_cover_hazard_fkey FOREIGN KEY (hazard) REFERENCES stockpile.hazard(hazard);
ALTER TABLE ONLY stockpile.response_hazard_cover
    ADD CONSTRAINT response_hazard_cover_response_hazard_fkey FOREIGN KEY (response_hazard) REFERENCES stockpile.response_hazard(response_hazard);
ALTER TABLE ONLY stockpile.response_trigger
    ADD CONSTRAINT response_trigger_metric_fkey FOREIGN KEY (metric) REFERENCES stockpile.response_metric(metric);
ALTER TABLE ONLY stockpile.response_trigger
    ADD CONSTRAINT response_trigger_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES stockpile.response_plan(plan_id);
ALTER TABLE ONLY stockpile.response_trigger
    ADD CONSTRAINT response_trigger_response_hazard_fkey FOREIGN KEY (response_hazard) REFERENCES stockpile.response_hazard(response_hazard);
ALTER TABLE ONLY stockpile.reversed_line
    ADD CONSTRAINT reversed_line_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.reversed_line
    ADD CONSTRAINT reversed_line_reversal_document_id_fkey FOREIGN KEY (reversal_document_id) REFERENCES stockpile.document(document_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY stockpile.role_permission
    ADD CONSTRAINT role_permission_permission_fkey FOREIGN KEY (permission) REFERENCES stockpile.permission(permission);
ALTER TABLE ONLY stockpile.role_permission
    ADD CONSTRAINT role_permission_role_fkey FOREIGN KEY (role) REFERENCES stockpile.role(role);
ALTER TABLE ONLY stockpile.rotation_document
    ADD CONSTRAINT rotation_document_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.rotation_document
    ADD CONSTRAINT rotation_document_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.rotation_document
    ADD CONSTRAINT rotation_document_replaces_document_id_fkey FOREIGN KEY (replaces_document_id) REFERENCES stockpile.document(document_id);
ALTER TABLE ONLY stockpile.rotation_document
    ADD CONSTRAINT rotation_document_rotation_step_id_fkey FOREIGN KEY (rotation_step_id) REFERENCES stockpile.rotation_step(rotation_step_id);
ALTER TABLE ONLY stockpile.rotation_event
    ADD CONSTRAINT rotation_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.rotation_event
    ADD CONSTRAINT rotation_event_rotation_plan_id_fkey FOREIGN KEY (rotation_plan_id) REFERENCES stockpile.rotation_plan(rotation_plan_id);
ALTER TABLE ONLY stockpile.rotation_plan
    ADD CONSTRAINT rotation_plan_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.rotation_plan
    ADD CONSTRAINT rotation_plan_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.rotation_plan
    ADD CONSTRAINT rotation_plan_made_by_fkey FOREIGN KEY (made_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.rotation_step
    ADD CONSTRAINT rotation_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES stockpile.stock_account(account_id);
ALTER TABLE ONLY stockpile.rotation_step
    ADD CONSTRAINT rotation_step_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.rotation_step
    ADD CONSTRAINT rotation_step_rotation_plan_id_fkey FOREIGN KEY (rotation_plan_id) REFERENCES stockpile.rotation_plan(rotation_plan_id);
ALTER TABLE ONLY stockpile.rotation_step
    ADD CONSTRAINT rotation_step_to_place_id_fkey FOREIGN KEY (to_place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.rotation_way
    ADD CONSTRAINT rotation_way_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES stockpile.agreement(agreement_id);
ALTER TABLE ONLY stockpile.rotation_way
    ADD CONSTRAINT rotation_way_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.rotation_way
    ADD CONSTRAINT rotation_way_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.rotation_way
    ADD CONSTRAINT rotation_way_reserve_category_fkey FOREIGN KEY (reserve_category) REFERENCES stockpile.reserve_category(reserve_category);
ALTER TABLE ONLY stockpile.route
    ADD CONSTRAINT route_from_place_id_fkey FOREIGN KEY (from_place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.route
    ADD CONSTRAINT route_to_place_id_fkey FOREIGN KEY (to_place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.routine_use
    ADD CONSTRAINT routine_use_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.routine_use
    ADD CONSTRAINT routine_use_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.scenario_driver
    ADD CONSTRAINT scenario_driver_driver_fkey FOREIGN KEY (driver) REFERENCES stockpile.driver(driver);
ALTER TABLE ONLY stockpile.scenario_driver
    ADD CONSTRAINT scenario_driver_scenario_id_fkey FOREIGN KEY (scenario_id) REFERENCES stockpile.scenario(scenario_id);
ALTER TABLE ONLY stockpile.scenario
    ADD CONSTRAINT scenario_hazard_fkey FOREIGN KEY (hazard) REFERENCES stockpile.hazard(hazard);
ALTER TABLE ONLY stockpile.scenario_town_driver
    ADD CONSTRAINT scenario_town_driver_scenario_id_driver_fkey FOREIGN KEY (scenario_id, driver) REFERENCES stockpile.scenario_driver(scenario_id, driver);
ALTER TABLE ONLY stockpile.scenario_town_driver
    ADD CONSTRAINT scenario_town_driver_scenario_id_place_id_fkey FOREIGN KEY (scenario_id, place_id) REFERENCES stockpile.scenario_town(scenario_id, place_id);
ALTER TABLE ONLY stockpile.scenario_town
    ADD CONSTRAINT scenario_town_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.scenario_town
    ADD CONSTRAINT scenario_town_scenario_id_fkey FOREIGN KEY (scenario_id) REFERENCES stockpile.scenario(scenario_id);
ALTER TABLE ONLY stockpile.serial
    ADD CONSTRAINT serial_account_id_fkey FOREIGN KEY (account_id) REFERENCES stockpile.stock_account(account_id);
ALTER TABLE ONLY stockpile.serial
    ADD CONSTRAINT serial_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.shelf_life_rule
    ADD CONSTRAINT shelf_life_rule_added_by_fkey FOREIGN KEY (added_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.shelf_life_rule
    ADD CONSTRAINT shelf_life_rule_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.shelf_life_rule
    ADD CONSTRAINT shelf_life_rule_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.standard
    ADD CONSTRAINT standard_adopted_by_fkey FOREIGN KEY (adopted_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.standard
    ADD CONSTRAINT standard_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.standard_line
    ADD CONSTRAINT standard_line_driver_fkey FOREIGN KEY (driver) REFERENCES stockpile.driver(driver);
ALTER TABLE ONLY stockpile.standard_line
    ADD CONSTRAINT standard_line_hazard_fkey FOREIGN KEY (hazard) REFERENCES stockpile.hazard(hazard);
ALTER TABLE ONLY stockpile.standard_line
    ADD CONSTRAINT standard_line_item_id_reserve_category_fkey FOREIGN KEY (item_id, reserve_category) REFERENCES stockpile.item_category(item_id, reserve_category);
ALTER TABLE ONLY stockpile.standard_line
    ADD CONSTRAINT standard_line_standard_id_fkey FOREIGN KEY (standard_id) REFERENCES stockpile.standard(standard_id);
ALTER TABLE ONLY stockpile.state_transition
    ADD CONSTRAINT state_transition_permission_fkey FOREIGN KEY (permission) REFERENCES stockpile.permission(permission);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_planned_by_fkey FOREIGN KEY (planned_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_posted_by_fkey FOREIGN KEY (posted_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_reserve_category_fkey FOREIGN KEY (reserve_category) REFERENCES stockpile.reserve_category(reserve_category);
ALTER TABLE ONLY stockpile.stock_count
    ADD CONSTRAINT stock_count_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.stock_movement
    ADD CONSTRAINT stock_movement_document_id_fkey FOREIGN KEY (document_id) REFERENCES stockpile.document(document_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY stockpile.task
    ADD CONSTRAINT task_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.task
    ADD CONSTRAINT task_kind_fkey FOREIGN KEY (kind) REFERENCES stockpile.task_kind(kind);
ALTER TABLE ONLY stockpile.task_kind
    ADD CONSTRAINT task_kind_owner_role_fkey FOREIGN KEY (owner_role) REFERENCES stockpile.role(role);
ALTER TABLE ONLY stockpile.task
    ADD CONSTRAINT task_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.task
    ADD CONSTRAINT task_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.task
    ADD CONSTRAINT task_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.unit_conversion
    ADD CONSTRAINT unit_conversion_item_id_fkey FOREIGN KEY (item_id) REFERENCES stockpile.item(item_id);
ALTER TABLE ONLY stockpile.write_off
    ADD CONSTRAINT write_off_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.write_off_line
    ADD CONSTRAINT write_off_line_account_id_fkey FOREIGN KEY (account_id) REFERENCES stockpile.stock_account(account_id);
ALTER TABLE ONLY stockpile.write_off_line
    ADD CONSTRAINT write_off_line_write_off_id_fkey FOREIGN KEY (write_off_id) REFERENCES stockpile.write_off(write_off_id);
ALTER TABLE ONLY stockpile.write_off
    ADD CONSTRAINT write_off_place_id_fkey FOREIGN KEY (place_id) REFERENCES stockpile.place(place_id);
ALTER TABLE ONLY stockpile.write_off
    ADD CONSTRAINT write_off_posted_by_fkey FOREIGN KEY (posted_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.write_off
    ADD CONSTRAINT write_off_rejected_by_fkey FOREIGN KEY (rejected_by) REFERENCES stockpile.person(person_id);
ALTER TABLE ONLY stockpile.write_off
    ADD CONSTRAINT write_off_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES stockpile.person(person_id);
GRANT USAGE ON SCHEMA stockpile TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_bin(p_person_id bigint, p_place_id bigint, p_code text, p_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_bin(p_person_id bigint, p_place_id bigint, p_code text, p_name text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_care_rule(p_person_id bigint, p_rule jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_care_rule(p_person_id bigint, p_rule jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_count_line(p_count_id bigint, p_person_id bigint, p_lot_id bigint, p_bin_id bigint, p_owner_id bigint, p_condition text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_count_line(p_count_id bigint, p_person_id bigint, p_lot_id bigint, p_bin_id bigint, p_owner_id bigint, p_condition text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_item_substitutes(p_person_id bigint, p_rows jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_item_substitutes(p_person_id bigint, p_rows jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_kit_parts(p_person_id bigint, p_rows jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_kit_parts(p_person_id bigint, p_rows jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_mutual_aid(p_person_id bigint, p_aid jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_mutual_aid(p_person_id bigint, p_aid jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_recall_holders(p_recall_id bigint, p_named_lot_id bigint, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.add_recall_lot(p_person_id bigint, p_number text, p_lot_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_recall_lot(p_person_id bigint, p_number text, p_lot_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_requisition_candidate(p_person_id bigint, p_candidate jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_requisition_candidate(p_person_id bigint, p_candidate jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.add_rotation_event(p_plan_id bigint, p_step_no integer, p_state text, p_person_id bigint, p_remarks text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.add_shelf_life_rule(p_person_id bigint, p_rule jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.add_shelf_life_rule(p_person_id bigint, p_rule jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.adopt_confidence_rule(p_person_id bigint, p_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.adopt_confidence_rule(p_person_id bigint, p_version integer) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.adopt_standard(p_person_id bigint, p_code text, p_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.adopt_standard(p_person_id bigint, p_code text, p_version integer) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.advance_agreement(p_person_id bigint, p_agreement_id bigint, p_to text, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.advance_agreement(p_person_id bigint, p_agreement_id bigint, p_to text, p_remarks text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.advance_call_off(p_person_id bigint, p_call_off_id bigint, p_to text, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.advance_call_off(p_person_id bigint, p_call_off_id bigint, p_to text, p_remarks text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.advance_count(p_count_id bigint, p_to text, p_person_id bigint, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.advance_count(p_count_id bigint, p_to text, p_person_id bigint, p_remarks text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.advance_gap_plan(p_person_id bigint, p_plan_id bigint, p_to text, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.advance_gap_plan(p_person_id bigint, p_plan_id bigint, p_to text, p_remarks text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.advance_order(p_order_id bigint, p_to text, p_person_id bigint, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.advance_order(p_order_id bigint, p_to text, p_person_id bigint, p_remarks text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.advance_write_off(p_write_off_id bigint, p_to text, p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.advance_write_off(p_write_off_id bigint, p_to text, p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.align_sequences() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.answer_again(p_key text, p_hash text) FROM PUBLIC;
GRANT SELECT ON TABLE stockpile.ledger_block TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.append_ledger_block(p_previous stockpile.ledger_block) FROM PUBLIC;
GRANT SELECT ON TABLE stockpile.document TO stockpile_application;
GRANT SELECT ON TABLE stockpile.stock_movement TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.append_movements(p_movements stockpile.stock_movement[], p_document stockpile.document) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.approve_lot_test(p_person_id bigint, p_lot_test_id bigint, p_relabel_days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.approve_lot_test(p_person_id bigint, p_lot_test_id bigint, p_relabel_days integer) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.approve_rotation_plan(p_person_id bigint, p_plan_id bigint, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.approve_rotation_plan(p_person_id bigint, p_plan_id bigint, p_remarks text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.attach_file(p_number text, p_sha256 text, p_name text, p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.attach_file(p_number text, p_sha256 text, p_name text, p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.attach_to_agreement(p_person_id bigint, p_agreement_id bigint, p_sha256 text, p_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.attach_to_agreement(p_person_id bigint, p_agreement_id bigint, p_sha256 text, p_name text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.cancel_rotation_plan(p_person_id bigint, p_plan_id bigint, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.cancel_rotation_plan(p_person_id bigint, p_plan_id bigint, p_reason text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.care_arrival(p_lot_id bigint, p_place_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.care_arrival(p_lot_id bigint, p_place_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.care_heap(p_item_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.care_heap(p_item_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.check_late_lines() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.check_loading_lots() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.is_inside(p_kind text) FROM PUBLIC;
GRANT SELECT ON TABLE stockpile.document_purpose TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.check_lots_for_purpose(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose, p_occurred_at timestamp with time zone) FROM PUBLIC;
GRANT SELECT ON TABLE stockpile.stock_count TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.claim_count_lines(p_count stockpile.stock_count, p_person_id bigint, p_line_nos integer[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.close_period(p_period text, p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.close_period(p_period text, p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.close_recall_tasks(p_recall_id bigint, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.close_task(p_task_id bigint, p_outcome text, p_remarks text, p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.close_task(p_task_id bigint, p_outcome text, p_remarks text, p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.close_tasks(p_kind text, p_subject_id bigint, p_place_id bigint, p_person_id bigint, p_outcome text, p_remarks text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.complete_document(p_document stockpile.document, p_request jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.complete_posting_line(p_line stockpile.posting_line, p_purpose stockpile.document_purpose, p_place_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.complete_posting_lines(p_lines jsonb, p_purpose stockpile.document_purpose, p_place_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.contact_of(p_place_id bigint, p_receiver text, p_company_id bigint, OUT contact text, OUT telephone text, OUT is_liaison boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.contact_of(p_place_id bigint, p_receiver text, p_company_id bigint, OUT contact text, OUT telephone text, OUT is_liaison boolean) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.content_cell(p_text text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.copy_agreement_lines(p_from_id bigint, p_to_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.count_serial_differences(p_count_id bigint, p_review_no integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.count_serial_differences(p_count_id bigint, p_review_no integer) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.count_unit_differences(p_count_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.create_agreement(p_person_id bigint, p_agreement jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.create_agreement(p_person_id bigint, p_agreement jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.demand_life_left(p_person_id bigint, p_item_id bigint, p_place_kind text, p_purpose text, p_days integer, p_source text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.demand_life_left(p_person_id bigint, p_item_id bigint, p_place_kind text, p_purpose text, p_days integer, p_source text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.district_zone() FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.district_zone() TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.document_number(p_number_prefix text, p_number bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.document_number_prefix(p_place text, p_number_code text, p_year integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.drop_agreement_line(p_person_id bigint, p_agreement_id bigint, p_form text, p_item_id bigint, p_place_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.drop_agreement_line(p_person_id bigint, p_agreement_id bigint, p_form text, p_item_id bigint, p_place_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.drop_movement_keys() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.drop_rotation_step(p_person_id bigint, p_plan_id bigint, p_step_no integer, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.drop_rotation_step(p_person_id bigint, p_plan_id bigint, p_step_no integer, p_reason text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.end_care_rule(p_person_id bigint, p_code text, p_because text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.end_care_rule(p_person_id bigint, p_code text, p_because text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.end_mutual_aid(p_person_id bigint, p_number text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.end_mutual_aid(p_person_id bigint, p_number text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.end_recall(p_number text, p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.end_recall(p_number text, p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.end_shelf_life_rule(p_person_id bigint, p_rule_id bigint, p_because text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.end_shelf_life_rule(p_person_id bigint, p_rule_id bigint, p_because text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.enter_count(p_count_id bigint, p_person_id bigint, p_line_nos integer[], p_quantities bigint[], p_counted_at timestamp with time zone[]) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.enter_count(p_count_id bigint, p_person_id bigint, p_line_nos integer[], p_quantities bigint[], p_counted_at timestamp with time zone[]) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.enter_serials(p_document_id bigint, p_lines stockpile.posting_line[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.exact(p_moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.exact(p_moment timestamp with time zone) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.fill_open_quantities(p_movements stockpile.stock_movement[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_account_differences(p_part bigint, p_parts bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_accounts(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose, p_on date, OUT movements stockpile.stock_movement[], OUT is_out_of_the_ordinary boolean, OUT has_units boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_agreement_share(p_subject text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.find_agreement_share(p_subject text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.find_altered_accounts(p_after_block bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_altered_blocks(p_after_block bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_altered_documents(p_after_position bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_count_differences(p_count_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_ledger_differences(p_after_block bigint, p_is_balances_only boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.find_ledger_differences(p_after_block bigint, p_is_balances_only boolean) TO stockpile_application;
GRANT SELECT ON TABLE stockpile.liaison TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.find_liaison_called(p_check_id bigint, p_answer jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_lot_differences() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_missing_records() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_moved_on_serials(p_movement stockpile.stock_movement, p_reverses_document_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_named_serials(p_movement stockpile.stock_movement, p_named text[], OUT picked bigint[], OUT wrong jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_negative_moments(p_after_position bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_number_gaps() FROM PUBLIC;
GRANT SELECT ON TABLE stockpile.rotation_plan TO stockpile_application;
GRANT SELECT ON TABLE stockpile.rotation_step TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.find_planned_rotation_step(p_plan stockpile.rotation_plan, p_step_no integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.find_serial_differences() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.follow_recovery(p_reversed_id bigint, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.follow_relabels(p_person_id bigint, p_lot_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.gap_task_kind(p_way text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.gap_task_kind(p_way text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.guard_acceptance(p_document stockpile.document, p_purpose text, p_lines stockpile.posting_line[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_adjustment(p_key text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_agreement_load() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_belonging(p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_bins(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_loan(p_document stockpile.document) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_posting(p_document stockpile.document, p_permission text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_purpose(p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[], p_key text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_recall_return(p_recall_id bigint, p_holder_kind text, p_number text, p_quantity bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_return(p_lines stockpile.posting_line[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_serials(p_lines stockpile.posting_line[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.guard_town_figures() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.hash_accounts(p_block_no bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.hash_block(p_block stockpile.ledger_block) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.hash_documents(p_first bigint, p_last bigint) FROM PUBLIC;
GRANT SELECT ON TABLE stockpile.stock_account TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.insert_account(p_account stockpile.stock_account) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.insert_child_lots(p_lines stockpile.posting_line[], p_document stockpile.document) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.insert_confidence_rule(p_person_id bigint, p_rule jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.insert_confidence_rule(p_person_id bigint, p_rule jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.insert_frozen_report(p_person_id bigint, p_head jsonb, p_report text, p_inputs text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.insert_frozen_report(p_person_id bigint, p_head jsonb, p_report text, p_inputs text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.insert_gap_plan(p_person_id bigint, p_plan jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.insert_gap_plan(p_person_id bigint, p_plan jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.insert_lot(p_line stockpile.posting_line, p_place_id bigint, p_person_id bigint, p_received_on date) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.insert_lots(p_lines stockpile.posting_line[], p_document stockpile.document) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.insert_order(p_order jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.insert_order(p_order jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.insert_people(p_people jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.insert_people(p_people jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.insert_period_balances(p_period text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.insert_rotation_plan(p_person_id bigint, p_plan jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.insert_rotation_plan(p_person_id bigint, p_plan jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.insert_standards(p_person_id bigint, p_content jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.insert_standards(p_person_id bigint, p_content jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.insert_write_off(p_write_off jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.insert_write_off(p_write_off jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.inspect_capacity(p_person_id bigint, p_agreement_id bigint, p_item_id bigint, p_place_id bigint, p_raw_material_days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.inspect_capacity(p_person_id bigint, p_agreement_id bigint, p_item_id bigint, p_place_id bigint, p_raw_material_days integer) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.is_account(p_kind text, p_condition text, p_availability text, p_is_stock boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.is_for_users(p_purpose stockpile.document_purpose, p_to_place_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.is_for_users(p_purpose stockpile.document_purpose, p_to_place_kind text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.is_loadable(p_purpose stockpile.document_purpose) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.iso(p_moment timestamp with time zone, p_zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.iso(p_moment timestamp with time zone, p_zone text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.issue_recall(p_recall jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.issue_recall(p_recall jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.item_balances_at(p_as_of timestamp with time zone, p_known_at timestamp with time zone, p_item_id bigint, p_place_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.item_balances_at(p_as_of timestamp with time zone, p_known_at timestamp with time zone, p_item_id bigint, p_place_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.keep_answer(p_key text, p_hash text, p_operation text, p_person_id bigint, p_answer jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.keep_answer(p_key text, p_hash text, p_operation text, p_person_id bigint, p_answer jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.keep_attachment(p_sha256 text, p_media_type text, p_size_bytes bigint, p_content bytea, p_kept_at text, p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.keep_attachment(p_sha256 text, p_media_type text, p_size_bytes bigint, p_content bytea, p_kept_at text, p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.keep_loan_task(p_loan_id bigint, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.keep_lot_dates() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.keep_recalled_on() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.keep_recovery_task(p_document_id bigint, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.least_balance_since(p_account_id bigint, p_balance bigint, p_since timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.life_left_days(p_item_id bigint, p_place_kind text, p_purpose text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.life_left_days(p_item_id bigint, p_place_kind text, p_purpose text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.lines_to_reverse(p_document stockpile.document, p_asked jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.list_count_accounts(p_count_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.list_count_lines(p_count_id bigint, p_line_nos integer[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.load_accounts() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.load_documents(p_transaction xid8) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.load_lines(OUT lines bigint, OUT lots bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.load_movements(p_recorded_at timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.load_new_lots() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.load_standards(p_content jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.load_standards(p_content jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.lock_accounts(p_account_ids bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.lock_count(p_count_id bigint, p_expected text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.lock_count_for_step(p_count_id bigint, p_to text, p_person_id bigint) FROM PUBLIC;
GRANT SELECT,INSERT ON TABLE stockpile.agreement TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.lock_draft_agreement(p_agreement_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.lock_lots(p_lot_ids bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.lock_lots(p_lot_ids bigint[]) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.lock_order(p_order_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.lock_order(p_order_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.lock_order_accounts(p_order_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.lock_order_accounts(p_order_id bigint) TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recall TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.lock_recall(p_number text, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.lock_recalled_family(p_lot_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.lock_recovery(p_document_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.lock_recovery(p_document_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.lock_reserving_orders(p_account_ids bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.lock_rotation_plan(p_person_id bigint, p_plan_id bigint, p_to text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.lock_rotation_step(p_person_id bigint, p_plan_id bigint, p_step_no integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.lock_rotation_step(p_person_id bigint, p_plan_id bigint, p_step_no integer) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.make_movement_keys(p_keys jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.mark_count_recounts(p_count_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.move_catalogue_version() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.move_seal_mark(p_newest_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.move_serials(p_document_id bigint, p_lines stockpile.posting_line[], p_reverses_document_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.next_district_number(p_number_code text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.note_receiver(p_receiver jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.note_receiver(p_receiver jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.open_care_due(p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.open_care_due(p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.open_care_task(p_person_id bigint, p_care_rule_id bigint, p_place_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.open_declarations_due(p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.open_declarations_due(p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.open_document_counter(p_place_id bigint, p_number_code text, p_year integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.open_earlier_tasks() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.open_loaded_recoveries() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.open_relabels_due(p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.open_relabels_due(p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.open_rotation_task(p_step_id bigint, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.open_task(p_kind text, p_subject_id bigint, p_subject text, p_place_id bigint, p_owner_id bigint, p_due_at timestamp with time zone, p_person_id bigint, p_detail jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.period_end(p_period text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.period_end(p_period text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.permission_to_reverse(p_document stockpile.document) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.pick_serials(p_movement stockpile.stock_movement, p_reverses_document_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.plan_count(p_plan jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.plan_count(p_plan jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.post_claimed_document(p_document jsonb, p_document_id bigint, p_holds_nothing boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.post_count(p_count_id bigint, p_person_id bigint, p_key text, p_request_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.post_count(p_count_id bigint, p_person_id bigint, p_key text, p_request_hash text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.post_count_document(p_count stockpile.stock_count, p_document jsonb, p_key text, p_request_hash text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.post_count_gains(p_count stockpile.stock_count, p_key text, p_request_hash text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.post_count_losses(p_count stockpile.stock_count, p_key text, p_request_hash text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.post_document(p_document jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.post_document(p_document jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.post_documents(p_is_first boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.post_line(p_line stockpile.posting_line, p_document stockpile.document, p_purpose stockpile.document_purpose, p_zone text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.post_plain_line(p_key text, p_request_hash text, p_kind text, p_purpose text, p_place_id bigint, p_person_id bigint, p_reference text, p_remarks text, p_reason text, p_occasion text, p_lot_id bigint, p_quantity bigint, p_owner_id bigint, p_from_bin_id bigint, p_to_place_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.post_plain_line(p_key text, p_request_hash text, p_kind text, p_purpose text, p_place_id bigint, p_person_id bigint, p_reference text, p_remarks text, p_reason text, p_occasion text, p_lot_id bigint, p_quantity bigint, p_owner_id bigint, p_from_bin_id bigint, p_to_place_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.put_agreement_in_force(p_agreement stockpile.agreement, p_person_id bigint, p_today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.recall_family(p_recall stockpile.recall, p_lot_id bigint, p_lots bigint[], p_moment timestamp with time zone, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.record_agreement_share(p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_agreement_share(p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_call_off_delivery(p_person_id bigint, p_call_off_id bigint, p_document_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_call_off_delivery(p_person_id bigint, p_call_off_id bigint, p_document_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_care(p_person_id bigint, p_record jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_care(p_person_id bigint, p_record jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_count_serials(p_count_id bigint, p_person_id bigint, p_line_no integer, p_serials text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_count_serials(p_count_id bigint, p_person_id bigint, p_line_no integer, p_serials text[]) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_hold(p_person_id bigint, p_document_id bigint, p_owner_id bigint, p_until_on date, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_hold(p_person_id bigint, p_document_id bigint, p_owner_id bigint, p_until_on date, p_reason text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_hold_release(p_person_id bigint, p_lot_ids bigint[], p_place_id bigint, p_document_id bigint, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_hold_release(p_person_id bigint, p_lot_ids bigint[], p_place_id bigint, p_document_id bigint, p_remarks text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_liaison_answer(p_answer jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_liaison_answer(p_answer jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_lot_test(p_person_id bigint, p_test jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_lot_test(p_person_id bigint, p_test jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_proofs(p_person_id bigint, p_proofs jsonb, p_file_sha256 text, p_file_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_proofs(p_person_id bigint, p_proofs jsonb, p_file_sha256 text, p_file_name text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_recall_progress(p_progress jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_recall_progress(p_progress jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_recovery(p_recovery jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_recovery(p_recovery jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_rotation_document(p_person_id bigint, p_plan_id bigint, p_step_no integer, p_document_id bigint, p_fresh_document_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_rotation_document(p_person_id bigint, p_plan_id bigint, p_step_no integer, p_document_id bigint, p_fresh_document_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_rule_dates(p_person_id bigint, p_dates jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_rule_dates(p_person_id bigint, p_dates jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.record_verification(p_person_id bigint, p_block_no bigint, p_block_sha256 text, p_is_full boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.record_verification(p_person_id bigint, p_block_no bigint, p_block_sha256 text, p_is_full boolean) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.refresh_statistics() FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.refresh_statistics() TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.refuse(code text, message text, detail jsonb, hint text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_account() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_blocked_reversal(p_document stockpile.document, p_lines integer[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_change_of_agreement() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_change_of_history() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_change_of_lot() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_change_of_period() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_change_of_standard() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_change_of_state() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_count_shortage(p_count stockpile.stock_count) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_count_units(p_count stockpile.stock_count) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_counter(p_count_id bigint, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_item_cycle() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_late_standard_line() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_load() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_overlapping_count(p_count_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_serials(p_refused jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.refuse_shortage(p_from stockpile.stock_account, p_line_no integer, p_asked bigint, p_least bigint, p_is_late boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.relabel_lot(p_person_id bigint, p_lot_id bigint, p_place_id bigint, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.relabel_lot(p_person_id bigint, p_lot_id bigint, p_place_id bigint, p_remarks text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.release_for_count(p_count stockpile.stock_count, p_key text, p_request_hash text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.remind_agreements(p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.remind_agreements(p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.remove_agreement_lines(p_agreement_id bigint, p_form text, p_item_id bigint, p_place_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.remove_item_substitute(p_person_id bigint, p_item text, p_substitute text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.remove_item_substitute(p_person_id bigint, p_item text, p_substitute text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.remove_kit_part(p_person_id bigint, p_kit text, p_part text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.remove_kit_part(p_person_id bigint, p_kit text, p_part text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.reopen_call_off(p_document_id bigint, p_person_id bigint, p_remarks text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.reopen_rotation_step(p_document stockpile.document, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.report_floor(p_person_id bigint, p_report jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.report_floor(p_person_id bigint, p_report jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.require_owed(p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.require_permission(p_person_id bigint, p_permission text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.retire_bin(p_person_id bigint, p_place_id bigint, p_code text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.retire_bin(p_person_id bigint, p_place_id bigint, p_code text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.retire_requisition_candidate(p_person_id bigint, p_number text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.retire_requisition_candidate(p_person_id bigint, p_number text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.reverse_document(p_request jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.reverse_document(p_request jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.review_count(p_count_id bigint, p_person_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.review_count(p_count_id bigint, p_person_id bigint) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.rotation_document_quantity(p_step_id bigint, p_document_id bigint, p_person_id bigint, p_is_fresh boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.sample_tables(VARIADIC p_tables regclass[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.seal_documents(p_person_id bigint, p_documents_max integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.seal_documents(p_person_id bigint, p_documents_max integer) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.send_call_off(p_person_id bigint, p_call_off jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.send_call_off(p_person_id bigint, p_call_off jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.serial_moved_after(p_serial_id bigint, p_moment timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.serial_problem(p_code text, p_movement stockpile.stock_movement, p_number text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.set_agreement_line(p_person_id bigint, p_agreement_id bigint, p_form text, p_line jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.set_agreement_line(p_person_id bigint, p_agreement_id bigint, p_form text, p_line jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.set_count_state(p_count_id bigint, p_to text, p_person_id bigint, p_remarks text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.set_count_tolerance(p_person_id bigint, p_tolerance_fen bigint, p_effective_from date, p_source text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.set_count_tolerance(p_person_id bigint, p_tolerance_fen bigint, p_effective_from date, p_source text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.set_district(p_district jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.set_district(p_district jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.set_liaison(p_liaison jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.set_liaison(p_liaison jsonb) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.set_lot_dates(p_person_id bigint, p_lot_id bigint, p_expires_on date, p_warn_on date, p_rotate_by_on date, p_stop_issue_on date, p_reason text, p_source text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.set_lot_dates(p_person_id bigint, p_lot_id bigint, p_expires_on date, p_warn_on date, p_rotate_by_on date, p_stop_issue_on date, p_reason text, p_source text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.set_scorecard_weight(p_person_id bigint, p_measure text, p_weight integer, p_source text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.set_scorecard_weight(p_person_id bigint, p_measure text, p_weight integer, p_source text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.settle_count(p_count_id bigint, p_person_id bigint) FROM PUBLIC;
GRANT SELECT ON TABLE stockpile.settled_line TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.settle_lines() FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.settle_rotation_plan(p_plan_id bigint, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.start_liaison_check(p_person_id bigint, p_due_at timestamp with time zone, p_remarks text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.start_liaison_check(p_person_id bigint, p_due_at timestamp with time zone, p_remarks text) TO stockpile_application;
GRANT SELECT ON TABLE stockpile.call_off TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.step_call_off(p_call_off stockpile.call_off, p_to text, p_person_id bigint, p_remarks text, p_amount_fen bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.supply_of(p_items bigint[], p_first date, p_last date, p_days_min integer, p_days_max integer, p_today date, p_by_lot boolean, p_care_lots bigint[], p_care_places bigint[], p_care_serials bigint[], p_care_defective boolean[], p_care_due date[]) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.supply_of(p_items bigint[], p_first date, p_last date, p_days_min integer, p_days_max integer, p_today date, p_by_lot boolean, p_care_lots bigint[], p_care_places bigint[], p_care_serials bigint[], p_care_defective boolean[], p_care_due date[]) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.task_due_at(p_kind text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.think_back(p_thought jsonb, p_account_id bigint, p_needed bigint, p_after timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.uncared_of(p_item_id bigint, p_place_ids bigint[], p_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.uncared_of(p_item_id bigint, p_place_ids bigint[], p_day date) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.withdraw_lot_test(p_person_id bigint, p_lot_test_id bigint, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION stockpile.withdraw_lot_test(p_person_id bigint, p_lot_test_id bigint, p_reason text) TO stockpile_application;
REVOKE ALL ON FUNCTION stockpile.write_agreement_step(p_agreement stockpile.agreement, p_to text, p_person_id bigint, p_remarks text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.write_document(p_document stockpile.document, p_number_code text, p_zone text) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.write_loaded_accounts(p_recorded_at timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.write_standards(p_content jsonb, p_person_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION stockpile.whole_sum(bigint) FROM PUBLIC;
GRANT SELECT ON TABLE stockpile.lot TO stockpile_application;
GRANT SELECT ON TABLE stockpile.account_content TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.bin TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.item TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.place TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.reserve_category TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.stock_owner TO stockpile_application;
GRANT SELECT ON TABLE stockpile.account_detail TO stockpile_application;
GRANT SELECT ON TABLE stockpile.standard TO stockpile_application;
GRANT SELECT ON TABLE stockpile.adopted_standard TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.advisory_stock TO stockpile_application;
GRANT SELECT ON TABLE stockpile.agreement_attachment TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.agreement_capacity TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.agreement_floor TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.agreement_offer TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.agreement_response TO stockpile_application;
GRANT SELECT ON TABLE stockpile.agreement_share TO stockpile_application;
GRANT SELECT ON TABLE stockpile.agreement_step TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.agreement_stock TO stockpile_application;
GRANT SELECT ON TABLE stockpile.agreement_term TO stockpile_application;
GRANT SELECT ON TABLE stockpile.allocation_order TO stockpile_application;
GRANT SELECT ON TABLE stockpile.allocation_order_event TO stockpile_application;
GRANT SELECT ON TABLE stockpile.allocation_order_line TO stockpile_application;
GRANT SELECT ON TABLE stockpile.attachment TO stockpile_application;
GRANT SELECT ON TABLE stockpile.call_off_delivery TO stockpile_application;
GRANT SELECT ON TABLE stockpile.call_off_step TO stockpile_application;
GRANT SELECT ON TABLE stockpile.reversed_line TO stockpile_application;
GRANT SELECT ON TABLE stockpile.call_off_detail TO stockpile_application;
GRANT SELECT ON TABLE stockpile.proof_of_stock TO stockpile_application;
GRANT SELECT ON TABLE stockpile.call_off_draw TO stockpile_application;
GRANT SELECT ON TABLE stockpile.capacity_inspection TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.capacity_offer TO stockpile_application;
GRANT SELECT ON TABLE stockpile.care_record TO stockpile_application;
GRANT SELECT ON TABLE stockpile.care_rule TO stockpile_application;
GRANT INSERT(code) ON TABLE stockpile.care_rule TO stockpile_application;
GRANT INSERT(item_id) ON TABLE stockpile.care_rule TO stockpile_application;
GRANT INSERT(duty) ON TABLE stockpile.care_rule TO stockpile_application;
GRANT INSERT(every_days) ON TABLE stockpile.care_rule TO stockpile_application;
GRANT INSERT(first_days) ON TABLE stockpile.care_rule TO stockpile_application;
GRANT INSERT(instruction) ON TABLE stockpile.care_rule TO stockpile_application;
GRANT INSERT(source) ON TABLE stockpile.care_rule TO stockpile_application;
GRANT SELECT ON TABLE stockpile.care_schedule TO stockpile_application;
GRANT SELECT ON TABLE stockpile.catalogue_version TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.classification_code TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.company TO stockpile_application;
GRANT SELECT ON TABLE stockpile.confidence_adoption TO stockpile_application;
GRANT SELECT ON TABLE stockpile.confidence_band TO stockpile_application;
GRANT SELECT ON TABLE stockpile.confidence_rule TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_counter TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_document TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_entry TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_event TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_finding TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_line TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_recount TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_serial TO stockpile_application;
GRANT SELECT ON TABLE stockpile.count_tolerance TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.district TO stockpile_application;
GRANT SELECT ON TABLE stockpile.document_attachment TO stockpile_application;
GRANT SELECT ON TABLE stockpile.movement_serial TO stockpile_application;
GRANT SELECT ON TABLE stockpile.serial TO stockpile_application;
GRANT SELECT ON TABLE stockpile.document_content TO stockpile_application;
GRANT SELECT ON TABLE stockpile.document_counter TO stockpile_application;
GRANT SELECT ON TABLE stockpile.document_receiver TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.driver TO stockpile_application;
GRANT SELECT ON TABLE stockpile.floor_report TO stockpile_application;
GRANT SELECT ON TABLE stockpile.frozen_report TO stockpile_application;
GRANT SELECT ON TABLE stockpile.gap_plan TO stockpile_application;
GRANT SELECT ON TABLE stockpile.gap_plan_step TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.hazard TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.item_category TO stockpile_application;
GRANT SELECT ON TABLE stockpile.item_substitute TO stockpile_application;
GRANT SELECT ON TABLE stockpile.kit_part TO stockpile_application;
GRANT SELECT ON TABLE stockpile.item_serving TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.item_space TO stockpile_application;
GRANT SELECT ON TABLE stockpile.ledger_verification TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.legacy_group TO stockpile_application;
GRANT SELECT ON TABLE stockpile.liaison_check TO stockpile_application;
GRANT SELECT ON TABLE stockpile.liaison_check_answer TO stockpile_application;
GRANT SELECT ON TABLE stockpile.liaison_check_member TO stockpile_application;
GRANT SELECT ON TABLE stockpile.liaison_current TO stockpile_application;
GRANT SELECT ON TABLE stockpile.life_left_demand TO stockpile_application;
GRANT SELECT ON TABLE stockpile.load_problem TO stockpile_application;
GRANT SELECT ON TABLE stockpile.loading_account TO stockpile_application;
GRANT SELECT ON TABLE stockpile.loading_document TO stockpile_application;
GRANT SELECT ON TABLE stockpile.loading_side TO stockpile_application;
GRANT SELECT ON TABLE stockpile.loaded_balance TO stockpile_application;
GRANT SELECT ON TABLE stockpile.loading_line TO stockpile_application;
GRANT SELECT ON TABLE stockpile.loan_detail TO stockpile_application;
GRANT SELECT ON TABLE stockpile.lot_date TO stockpile_application;
GRANT SELECT ON TABLE stockpile.lot_hold TO stockpile_application;
GRANT SELECT ON TABLE stockpile.lot_hold_release TO stockpile_application;
GRANT SELECT ON TABLE stockpile.lot_test TO stockpile_application;
GRANT SELECT ON TABLE stockpile.lot_test_approval TO stockpile_application;
GRANT SELECT ON TABLE stockpile.lot_test_withdrawal TO stockpile_application;
GRANT SELECT ON TABLE stockpile.lot_test_detail TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.mutual_aid TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.neighbour TO stockpile_application;
GRANT SELECT ON TABLE stockpile.order_counter TO stockpile_application;
GRANT SELECT ON TABLE stockpile.period TO stockpile_application;
GRANT SELECT ON TABLE stockpile.period_balance TO stockpile_application;
GRANT SELECT ON TABLE stockpile.period_seal TO stockpile_application;
GRANT SELECT ON TABLE stockpile.permission TO stockpile_application;
GRANT SELECT ON TABLE stockpile.person TO stockpile_application;
GRANT SELECT ON TABLE stockpile.person_role TO stockpile_application;
GRANT SELECT ON TABLE stockpile.promise_record TO stockpile_application;
GRANT SELECT ON TABLE stockpile.proof_file TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.purchase_offer TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recall_lot TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recall_carried TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recall_holder TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recall_progress TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recovery_entry TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recall_event TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recall_given TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recall_holder_detail TO stockpile_application;
GRANT SELECT ON TABLE stockpile.recovery_detail TO stockpile_application;
GRANT SELECT ON TABLE stockpile.request TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.requisition_candidate TO stockpile_application;
GRANT SELECT ON TABLE stockpile.reservation_due TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.response_hazard TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.response_hazard_cover TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.response_metric TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.response_plan TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.response_trigger TO stockpile_application;
GRANT SELECT ON TABLE stockpile.role TO stockpile_application;
GRANT SELECT ON TABLE stockpile.role_permission TO stockpile_application;
GRANT SELECT ON TABLE stockpile.rotation_document TO stockpile_application;
GRANT SELECT ON TABLE stockpile.rotation_event TO stockpile_application;
GRANT SELECT ON TABLE stockpile.rotation_step_detail TO stockpile_application;
GRANT SELECT ON TABLE stockpile.rotation_summary TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.rotation_way TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.route TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.routine_use TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.scenario TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.scenario_driver TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.scenario_town TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.scenario_town_driver TO stockpile_application;
GRANT SELECT ON TABLE stockpile.scorecard_weight TO stockpile_application;
GRANT SELECT ON TABLE stockpile.seal_mark TO stockpile_application;
GRANT SELECT ON TABLE stockpile.sealed_account TO stockpile_application;
GRANT SELECT ON TABLE stockpile.sealed_document TO stockpile_application;
GRANT SELECT ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(item_id) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(life_kind) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(months) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(days) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(counted_from) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(acquired_by) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(warn_days) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(rotate_before_days) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(stop_issue_before_days) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT(source) ON TABLE stockpile.shelf_life_rule TO stockpile_application;
GRANT SELECT ON TABLE stockpile.staged_document TO stockpile_application;
GRANT SELECT ON TABLE stockpile.staged_line TO stockpile_application;
GRANT SELECT ON TABLE stockpile.staged_problem TO stockpile_application;
GRANT SELECT ON TABLE stockpile.standard_line TO stockpile_application;
GRANT SELECT ON TABLE stockpile.state_transition TO stockpile_application;
GRANT SELECT ON TABLE stockpile.stock_detail TO stockpile_application;
GRANT SELECT ON TABLE stockpile.task TO stockpile_application;
GRANT SELECT ON TABLE stockpile.task_kind TO stockpile_application;
GRANT SELECT ON TABLE stockpile.task_detail TO stockpile_application;
GRANT SELECT,INSERT ON TABLE stockpile.unit_conversion TO stockpile_application;
GRANT SELECT ON TABLE stockpile.write_off TO stockpile_application;
GRANT SELECT ON TABLE stockpile.write_off_line TO stockpile_application;
ALTER DEFAULT PRIVILEGES FOR ROLE stockpile_owner IN SCHEMA stockpile GRANT SELECT ON TABLES  TO stockpile_application;
