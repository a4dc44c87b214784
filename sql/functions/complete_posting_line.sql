-- Fills in what a line leaves open: places, condition, availability and owner of both sides. What is ours already changes its condition
-- or its owner only where the purpose says so. Refuses quantities that are none, moves that lead nowhere and changes that change nothing.
-- Step by step for one line after the other: for a single line one query over all of them takes several times as long.
CREATE OR REPLACE FUNCTION stockpile.complete_posting_line(
    p_line stockpile.posting_line, p_purpose stockpile.document_purpose, p_place_id bigint)
RETURNS stockpile.posting_line LANGUAGE plpgsql AS $$
DECLARE
    v_is_from_inside boolean := p_purpose.from_kind IN ('stock', 'carrier', 'borrower');
    v_says_good boolean := p_line.to_condition = 'good';
    v_near_id bigint := coalesce(p_line.from_place_id, p_place_id);
BEGIN
    -- A hold and its release may leave the quantity open: all that is there when the account is locked.
    IF NOT coalesce(p_line.quantity > 0, p_purpose.purpose = 'hold') THEN
        PERFORM refuse('SP606', 'a quantity is at least 1', jsonb_build_object('line_no', p_line.line_no));
    END IF;

    -- Outside accounts stand at the place the goods came from or went to; the carrier's at the destination,
    -- which is where goods come from that turn back.
    p_line.from_place_id := CASE WHEN p_purpose.from_kind = 'stock' OR p_purpose.changes_place THEN v_near_id
        ELSE coalesce(p_line.to_place_id, v_near_id) END;
    p_line.to_place_id := CASE WHEN p_purpose.from_kind = 'stock' AND p_purpose.to_kind NOT IN ('stock', 'carrier') THEN v_near_id
        ELSE coalesce(p_line.to_place_id, v_near_id) END;
    IF p_purpose.changes_place AND p_line.from_place_id = p_line.to_place_id THEN
        PERFORM refuse('SP603', 'goods cannot be moved from a place to itself', jsonb_build_object('line_no', p_line.line_no));
    END IF;
    IF p_line.from_bin_id IS NOT NULL AND p_purpose.from_kind NOT IN ('stock', 'carrier') THEN
        p_line.from_bin_id := NULL;
    END IF;
    IF p_line.to_bin_id IS NOT NULL AND p_purpose.to_kind NOT IN ('stock', 'carrier') THEN
        p_line.to_bin_id := NULL;
    END IF;

    IF v_says_good AND p_purpose.to_condition = 'in_inspection' THEN
        PERFORM refuse('SP110', 'goods that come back are inspected before they are good',
            jsonb_build_object('line_no', p_line.line_no, 'purpose', p_purpose.purpose),
            'leave the condition out, and accept the goods after inspection');
    END IF;
    -- Whoever accepts goods says of each line what was found, and so does a count's gain; every other purpose says it itself.
    p_line.from_condition := coalesce(p_line.from_condition, 'good');
    p_line.to_condition := CASE WHEN v_is_from_inside AND p_purpose.purpose <> 'acceptance'
        THEN coalesce(p_purpose.to_condition, p_line.from_condition)
        ELSE coalesce(p_line.to_condition, p_purpose.to_condition, p_line.from_condition) END;
    IF p_line.from_owner_id IS NULL THEN
        p_line.from_owner_id := p_line.to_owner_id;
    ELSIF p_line.to_owner_id IS NULL OR (v_is_from_inside AND p_purpose.kind <> 'owner_change') THEN
        p_line.to_owner_id := p_line.from_owner_id;
    END IF;
    IF p_purpose.kind IN ('condition_change', 'owner_change')
        AND p_line.from_condition = p_line.to_condition AND p_line.from_owner_id = p_line.to_owner_id THEN
        PERFORM refuse('SP614', 'the goods are so already', jsonb_build_object('line_no', p_line.line_no, 'purpose', p_purpose.purpose));
    END IF;

    -- A count's gain goes where the goods of its kind lie and is worth what they are; all else is told by the purpose.
    IF p_purpose.purpose <> 'count_gain' THEN
        p_line.value_fen := NULL;
        p_line.to_availability := NULL;
    END IF;
    -- A line may say that it takes what is on hold, which stays on hold where it stays in stock; what an order has reserved only the
    -- order's own documents take.
    IF p_line.from_availability = 'held' THEN
        IF p_purpose.takes_held AND p_purpose.from_kind = 'stock' AND p_purpose.to_kind = 'stock' THEN
            p_line.to_availability := 'held';
        END IF;
    ELSE
        p_line.from_availability := p_purpose.from_availability;
    END IF;
    p_line.to_availability := coalesce(p_line.to_availability, p_purpose.to_availability);
    p_line.to_lot_id := NULL;
    RETURN p_line;
END
$$;
