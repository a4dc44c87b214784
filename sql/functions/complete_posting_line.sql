-- Fills in what a line leaves open: places, condition, availability and owner of both sides. What is ours already changes its condition
-- or its owner only where the purpose says so. Refuses quantities that are none, moves that lead nowhere and changes that change nothing.
-- Step by step for one line after the other, and first what most lines leave out: the server gets every expression it meets ready anew in
-- every transaction, and one query over all lines takes several times as long for a single one.
CREATE OR REPLACE FUNCTION stockpile.complete_posting_line(
    p_line stockpile.posting_line, p_purpose stockpile.document_purpose, p_place_id bigint)
RETURNS stockpile.posting_line LANGUAGE plpgsql AS $$
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
