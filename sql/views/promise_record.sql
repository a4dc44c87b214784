-- Call-offs that were promises kept or broken, each with the day on which that was settled: kept is whole and in time; broken is
-- refused, not answered in time, or not whole in time.
CREATE OR REPLACE VIEW stockpile.promise_record AS
SELECT agreement.company_id, detail.call_off_id, detail.number,
    detail.state IN ('delivered', 'settled') AND NOT detail.is_answer_late AND NOT detail.is_delivery_late AS is_kept,
    detail.state = 'refused' OR detail.is_answer_late OR detail.is_delivery_late AS is_broken,
    (detail.sent_at AT TIME ZONE stockpile.district_zone())::date AS promised_on
FROM stockpile.call_off_detail AS detail JOIN stockpile.agreement USING (agreement_id);
