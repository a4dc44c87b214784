-- The one place that says which lots a document may take (recalled, expired, no longer for use, held, uninspected), whoever asks and by
-- whatever path. All lines that break a rule are told at once.
CREATE OR REPLACE FUNCTION stockpile.check_lots_for_purpose(
    p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose, p_occurred_at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
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
