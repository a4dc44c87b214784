-- Rules of shelf life and care that are added and ended by hand; tests that were recorded by mistake; recalls by the moment; units found
-- in counts.

-- Who added a rule, who ended it and why. A rule of the district's folder was added by nobody.
ALTER TABLE stockpile.shelf_life_rule
    ADD COLUMN added_by bigint REFERENCES stockpile.person,
    ADD COLUMN ended_by bigint REFERENCES stockpile.person,
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN ended_because text,
    ADD CONSTRAINT shelf_life_rule_ended_by_someone
        CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_because IS NULL));
ALTER TABLE stockpile.care_rule
    ADD COLUMN added_by bigint REFERENCES stockpile.person,
    ADD COLUMN ended_by bigint REFERENCES stockpile.person,
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN ended_because text,
    ADD CONSTRAINT care_rule_ended_by_someone
        CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_because IS NULL));
-- With the folder they come as they are; afterwards only by the owner's functions.
REVOKE INSERT ON stockpile.shelf_life_rule, stockpile.care_rule FROM stockpile_application;
GRANT INSERT (item_id, life_kind, months, days, counted_from, acquired_by, warn_days, rotate_before_days, stop_issue_before_days, source)
    ON stockpile.shelf_life_rule TO stockpile_application;
GRANT INSERT (code, item_id, duty, every_days, first_days, instruction, source) ON stockpile.care_rule TO stockpile_application;
