-- Versions of standards that were adopted, each with the day from which a newer one of its level holds instead. One is in force on a day
-- from which it is effective and that lies before the other.
CREATE OR REPLACE VIEW stockpile.adopted_standard AS
SELECT standard.standard_id, standard.response_level, standard.effective_from,
    lead(standard.effective_from) OVER (PARTITION BY standard.response_level ORDER BY standard.effective_from) AS superseded_from
FROM stockpile.standard
WHERE standard.drafted_by IS NULL OR standard.adopted_by IS NOT NULL;
