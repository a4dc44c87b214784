-- What is drawn on each line of agreement stock: called off and still to come, and delivered since the last proof that the goods are
-- there again. A proof of the day of a delivery counts when it was recorded after it.
CREATE OR REPLACE VIEW stockpile.call_off_draw AS
SELECT agreement_id, item_id, place_id, (coalesce(called.quantity, 0) + coalesce(delivered.quantity, 0))::bigint AS drawn
FROM stockpile.agreement_stock
LEFT JOIN (
    SELECT detail.agreement_id, detail.item_id, detail.place_id, sum(greatest(detail.quantity - detail.delivered_quantity, 0)) AS quantity
    FROM stockpile.call_off_detail AS detail
    WHERE detail.state IN ('sent', 'confirmed', 'partly_delivered')
    GROUP BY detail.agreement_id, detail.item_id, detail.place_id) AS called USING (agreement_id, item_id, place_id)
LEFT JOIN (
    SELECT call_off.agreement_id, call_off.item_id, call_off.place_id, sum(delivery.quantity) AS quantity
    FROM stockpile.call_off JOIN stockpile.call_off_delivery AS delivery USING (call_off_id)
    WHERE NOT EXISTS (
        SELECT FROM stockpile.proof_of_stock AS proof
        WHERE proof.agreement_id = call_off.agreement_id AND proof.item_id = call_off.item_id AND proof.place_id = call_off.place_id
          AND proof.form = 'agreement_stock' AND proof.recorded_at > delivery.recorded_at
          AND proof.proved_on >= (delivery.recorded_at AT TIME ZONE stockpile.district_zone())::date)
    GROUP BY call_off.agreement_id, call_off.item_id, call_off.place_id) AS delivered USING (agreement_id, item_id, place_id);
