-- A call-off with what became of it. A delivery counts for the lines of its document that were not taken back.
CREATE OR REPLACE VIEW stockpile.call_off_detail AS
SELECT call_off.*, answer.recorded_at AS answered_at, delivery.quantity AS delivered_quantity, delivery.amount_fen,
    delivery.last_at AS last_delivered_at, settlement.amount_fen AS settled_amount_fen, settlement.recorded_at AS settled_at,
    coalesce(answer.recorded_at, clock_timestamp()) > call_off.respond_due_at AS is_answer_late,
    call_off.state <> 'refused' AND coalesce(CASE WHEN call_off.state IN ('delivered', 'settled') THEN delivery.last_at END,
        clock_timestamp()) > call_off.deliver_due_at AS is_delivery_late
FROM stockpile.call_off
LEFT JOIN LATERAL (
    SELECT min(step.recorded_at) AS recorded_at FROM stockpile.call_off_step AS step
    WHERE step.call_off_id = call_off.call_off_id AND step.state IN ('confirmed', 'refused')) AS answer ON true
LEFT JOIN LATERAL (
    SELECT step.amount_fen, step.recorded_at FROM stockpile.call_off_step AS step
    WHERE step.call_off_id = call_off.call_off_id AND step.state = 'settled') AS settlement ON true
CROSS JOIN LATERAL (
    SELECT coalesce(sum(movement.quantity), 0)::bigint AS quantity, coalesce(sum(movement.value_fen), 0)::bigint AS amount_fen,
        max(delivery.recorded_at) AS last_at
    FROM stockpile.call_off_delivery AS delivery
    JOIN stockpile.stock_movement AS movement USING (document_id)
    WHERE delivery.call_off_id = call_off.call_off_id AND NOT EXISTS (
        SELECT FROM stockpile.reversed_line AS reversed
        WHERE reversed.document_id = movement.document_id AND reversed.line_no = movement.line_no)) AS delivery;
