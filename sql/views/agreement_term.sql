-- From when to when each agreement binds: drafts do not, nor do those that were dropped before they were in force.
CREATE OR REPLACE VIEW stockpile.agreement_term AS
SELECT agreement_id, greatest(valid_from, (approved_at AT TIME ZONE stockpile.district_zone())::date) AS binds_from,
    coalesce(last_day, valid_to) AS binds_to, state = 'suspended' AS is_suspended
FROM stockpile.agreement
WHERE state <> 'draft' AND (made_by IS NULL OR approved_by IS NOT NULL);
