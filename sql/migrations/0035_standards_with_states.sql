-- Versions of standards are drafted by one person and adopted by another; those that came with the district were adopted before it was
-- loaded. A standard may ask for more than its lines come to, and a line may say how much is enough.
ALTER TABLE stockpile.standard
    DROP CONSTRAINT standard_one_version_a_day,
    ADD COLUMN redundancy_percent integer NOT NULL DEFAULT 0,  -- on top of what every line comes to
    ADD COLUMN drafted_by bigint REFERENCES stockpile.person,  -- NULL: came with the district
    ADD COLUMN drafted_at timestamptz,
    ADD COLUMN adopted_by bigint REFERENCES stockpile.person,  -- NULL: nobody yet, or before the district was loaded
    ADD COLUMN adopted_at timestamptz,
    ADD CONSTRAINT standard_redundancy_adds CHECK (redundancy_percent BETWEEN 0 AND 1000),
    ADD CONSTRAINT standard_draft_has_its_time CHECK ((drafted_by IS NULL) = (drafted_at IS NULL)),
    ADD CONSTRAINT standard_adoption_has_its_time CHECK ((adopted_by IS NULL) = (adopted_at IS NULL)),
    ADD CONSTRAINT standard_adoption_follows_a_draft CHECK (adopted_by IS NULL OR drafted_by IS NOT NULL),
    ADD CONSTRAINT standard_adopted_by_another CHECK (adopted_by <> drafted_by);
-- Of two drafts for one day only one can be adopted: nobody could say which holds.
CREATE UNIQUE INDEX standard_one_version_a_day ON stockpile.standard (response_level, effective_from)
    WHERE drafted_by IS NULL OR adopted_by IS NOT NULL;
ALTER TABLE stockpile.standard_line
    ADD COLUMN coefficient_max numeric(18, 6),                 -- more than this is not asked for; NULL: the standard names one figure
    ADD CONSTRAINT standard_line_maximum_is_no_less CHECK (coefficient_max >= coefficient);

-- Written by functions only: what comes with a district while there is no standard, drafts, adoptions.
REVOKE INSERT ON stockpile.standard, stockpile.standard_line FROM stockpile_application;
