-- Fills in what a line leaves open: places, condition, availability and owner of both sides. What is ours already changes its condition
-- or its owner only where the purpose says so. Refuses quantities that are none, moves that lead nowhere and changes that change nothing.
CREATE OR REPLACE FUNCTION stockpile.complete_posting_lines(p_lines jsonb, p_purpose stockpile.document_purpose, p_place_id bigint)
RETURNS stockpile.posting_line[] LANGUAGE plpgsql AS $$
DECLARE
    v_lines posting_line[];
    v_none integer;
    v_same integer;
    v_has_bins boolean;
    v_has_serials boolean;
    v_unchanged integer;
    v_uninspected integer;
BEGIN
    IF coalesce(jsonb_array_length(p_lines), 0) NOT BETWEEN 1 AND 10000 THEN
        PERFORM refuse('SP606', 'a document has 1 to 10,000 lines',
            jsonb_build_object('lines', coalesce(jsonb_array_length(p_lines), 0)));
    END IF;
    SELECT array_agg(ROW(line.line_no, line.item_id, line.lot_id, line.quantity,
            place.from_id, CASE WHEN p_purpose.from_kind IN ('stock', 'carrier') THEN line.from_bin_id END,
            state.from_owner_id, state.from_condition,
            state.from_availability,
            place.to_id, CASE WHEN p_purpose.to_kind IN ('stock', 'carrier') THEN line.to_bin_id END,
            state.to_owner_id, state.to_condition,
            line.order_line_id, line.lot_number, line.reserve_category, line.funding_source, line.origin, line.legacy_group,
            line.manufactured_on, line.received_on, line.expires_on, line.warn_on, line.rotate_by_on,
            line.unit_cost_fen, state.to_availability,
            CASE WHEN p_purpose.purpose = 'count_gain' THEN line.value_fen END, NULL, line.serials)::posting_line ORDER BY line.line_no),
        -- A hold and its release may leave the quantity open: all that is there when the account is locked.
        min(line.line_no) FILTER (
            WHERE coalesce(line.quantity, CASE WHEN p_purpose.purpose = 'hold' THEN 1 ELSE 0 END) <= 0),
        min(line.line_no) FILTER (WHERE p_purpose.changes_place AND place.from_id = place.to_id),
        min(line.line_no) FILTER (WHERE p_purpose.kind IN ('condition_change', 'owner_change')
            AND state.from_condition = state.to_condition AND state.from_owner_id = state.to_owner_id),
        min(line.line_no) FILTER (WHERE p_purpose.to_condition = 'in_inspection' AND line.to_condition = 'good'),
        bool_or(line.from_bin_id IS NOT NULL OR line.to_bin_id IS NOT NULL), bool_or(line.serials IS NOT NULL)
    INTO v_lines, v_none, v_same, v_unchanged, v_uninspected, v_has_bins, v_has_serials
    FROM jsonb_populate_recordset(NULL::posting_line, p_lines) AS line
    CROSS JOIN LATERAL (SELECT coalesce(line.from_place_id, p_place_id) AS from_id) AS given
    -- Outside accounts stand at the place the goods came from or went to; the carrier's at the destination,
    -- which is where goods come from that turn back.
    CROSS JOIN LATERAL (SELECT
        CASE WHEN p_purpose.from_kind = 'stock' OR p_purpose.changes_place THEN given.from_id
             ELSE coalesce(line.to_place_id, given.from_id) END AS from_id,
        CASE WHEN p_purpose.to_kind IN ('stock', 'carrier') THEN coalesce(line.to_place_id, given.from_id)
             WHEN p_purpose.from_kind = 'stock' THEN given.from_id
             ELSE coalesce(line.to_place_id, given.from_id) END AS to_id) AS place
    -- A count's gain goes where the goods of its kind lie and is worth what they are; all else is told by the purpose.
    CROSS JOIN LATERAL (SELECT coalesce(line.from_condition, 'good') AS from_condition,
        -- Whoever accepts goods says of each line what was found; every other purpose says it itself.
        CASE WHEN p_purpose.from_kind IN ('stock', 'carrier', 'borrower') AND p_purpose.purpose <> 'acceptance'
            THEN coalesce(p_purpose.to_condition, line.from_condition, 'good')
            ELSE coalesce(line.to_condition, p_purpose.to_condition, line.from_condition, 'good') END AS to_condition,
        coalesce(line.from_owner_id, line.to_owner_id) AS from_owner_id,
        -- A line may say that it takes what is on hold; what an order has reserved only the order's own documents take.
        CASE WHEN line.from_availability = 'held' THEN 'held' ELSE p_purpose.from_availability END AS from_availability,
        CASE WHEN p_purpose.from_kind IN ('stock', 'carrier', 'borrower') AND p_purpose.kind <> 'owner_change'
            THEN coalesce(line.from_owner_id, line.to_owner_id) ELSE coalesce(line.to_owner_id, line.from_owner_id) END AS to_owner_id,
        CASE WHEN p_purpose.purpose = 'count_gain' THEN coalesce(line.to_availability, p_purpose.to_availability)
             -- What may be on hold and stays in stock stays on hold.
             WHEN p_purpose.takes_held AND p_purpose.from_kind = 'stock' AND p_purpose.to_kind = 'stock'
                 THEN CASE WHEN line.from_availability = 'held' THEN 'held' ELSE p_purpose.to_availability END
             ELSE p_purpose.to_availability END AS to_availability) AS state;
    IF v_none IS NOT NULL THEN
        PERFORM refuse('SP606', 'a quantity is at least 1', jsonb_build_object('line_no', v_none));
    END IF;
    IF v_same IS NOT NULL THEN
        PERFORM refuse('SP603', 'goods cannot be moved from a place to itself', jsonb_build_object('line_no', v_same));
    END IF;
    IF v_unchanged IS NOT NULL THEN
        PERFORM refuse('SP614', 'the goods are so already', jsonb_build_object('line_no', v_unchanged, 'purpose', p_purpose.purpose));
    END IF;
    IF v_uninspected IS NOT NULL THEN
        PERFORM refuse('SP110', 'goods that come back are inspected before they are good',
            jsonb_build_object('line_no', v_uninspected, 'purpose', p_purpose.purpose),
            'leave the condition out, and accept the goods after inspection');
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
