-- What is drawn on each line of agreement stock: called off and still to come, and delivered since the last proof that the goods are
-- there again. A proof of the day of a delivery counts when it was recorded after it.
CREATE OR REPLACE VIEW stockpile.call_off_draw AS
SELECT line.agreement_id, line.item_id, line.place_id, (called.quantity + delivered.quantity)::bigint AS drawn
FROM stockpile.agreement_stock AS line
CROSS JOIN LATERAL (
    SELECT coalesce(sum(greatest(detail.quantity - detail.delivered_quantity, 0)), 0) AS quantity
    FROM stockpile.call_off_detail AS detail
    WHERE detail.agreement_id = line.agreement_id AND detail.item_id = line.item_id AND detail.place_id = line.place_id
      AND detail.state IN ('sent', 'confirmed', 'partly_delivered')) AS called
CROSS JOIN LATERAL (
    SELECT coalesce(sum(delivery.quantity), 0) AS quantity
    FROM stockpile.call_off JOIN stockpile.call_off_delivery AS delivery USING (call_off_id)
    WHERE call_off.agreement_id = line.agreement_id AND call_off.item_id = line.item_id AND call_off.place_id = line.place_id
      AND NOT EXISTS (
        SELECT FROM stockpile.proof_of_stock AS proof
        WHERE proof.agreement_id = line.agreement_id AND proof.item_id = line.item_id AND proof.place_id = line.place_id
          AND proof.form = 'agreement_stock' AND proof.recorded_at > delivery.recorded_at
          AND proof.proved_on >= (delivery.recorded_at AT TIME ZONE stockpile.district_zone())::date)) AS delivered;
