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

-- A test that was recorded by mistake: a fact of its own, the test stays readable and no longer counts. Its report can be recorded again.
CREATE TABLE stockpile.lot_test_withdrawal (
    lot_test_id  bigint PRIMARY KEY REFERENCES stockpile.lot_test,
    reason       text NOT NULL,
    person_id    bigint NOT NULL REFERENCES stockpile.person,
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE stockpile.lot_test DROP CONSTRAINT lot_test_once_per_report;
-- Whether a report is known is asked under the lot's lock.
CREATE INDEX lot_test_report ON stockpile.lot_test (lot_id, laboratory, report_number);

-- A recall holds from a moment on, not from the beginning of its day; it may come to name further lots, each with a family of its own.
ALTER TABLE stockpile.lot ADD COLUMN recalled_at timestamptz;
ALTER TABLE stockpile.recall_lot
    ADD COLUMN recalled_at timestamptz,
    ADD COLUMN named_lot_id bigint REFERENCES stockpile.lot;
ALTER TABLE stockpile.recall_holder ADD COLUMN named_lot_id bigint REFERENCES stockpile.lot;
-- What was written before gets the moment and the lot of its recall.
ALTER TABLE stockpile.lot DISABLE TRIGGER USER;
ALTER TABLE stockpile.recall_lot DISABLE TRIGGER USER;
ALTER TABLE stockpile.recall_holder DISABLE TRIGGER USER;
UPDATE stockpile.recall_lot AS recalled SET recalled_at = recall.issued_at, named_lot_id = recall.lot_id
FROM stockpile.recall WHERE recall.recall_id = recalled.recall_id;
UPDATE stockpile.recall_holder AS holder SET named_lot_id = recall.lot_id
FROM stockpile.recall WHERE recall.recall_id = holder.recall_id;
UPDATE stockpile.lot SET recalled_at = recalled.recalled_at FROM stockpile.recall_lot AS recalled WHERE recalled.lot_id = lot.lot_id;
ALTER TABLE stockpile.lot ENABLE TRIGGER USER;
ALTER TABLE stockpile.recall_lot ENABLE TRIGGER USER;
ALTER TABLE stockpile.recall_holder ENABLE TRIGGER USER;
ALTER TABLE stockpile.recall_lot
    ALTER COLUMN recalled_at SET NOT NULL,
    ALTER COLUMN named_lot_id SET NOT NULL;
ALTER TABLE stockpile.recall_holder
    ALTER COLUMN named_lot_id SET NOT NULL,
    DROP CONSTRAINT recall_holder_is_one,
    ADD CONSTRAINT recall_holder_is_one UNIQUE NULLS NOT DISTINCT (recall_id, named_lot_id, kind, place_id, document_id, order_id);
CREATE INDEX recall_lot_family ON stockpile.recall_lot (named_lot_id);
CREATE INDEX recall_holder_family ON stockpile.recall_holder (named_lot_id);
-- Which lots a document may take is asked for a moment, not for a day; who has goods is asked of one named lot.
DROP FUNCTION IF EXISTS stockpile.check_lots_for_purpose(stockpile.posting_line[], stockpile.document_purpose, date);
DROP FUNCTION IF EXISTS stockpile.add_recall_holders(bigint, boolean, bigint);

-- Which units a count found, where an item is kept by serial number.
CREATE TABLE stockpile.count_serial (
    count_id       bigint NOT NULL,
    line_no        integer NOT NULL,
    entry_no       integer NOT NULL,
    serial_number  text NOT NULL,
    PRIMARY KEY (count_id, line_no, entry_no, serial_number),
    FOREIGN KEY (count_id, line_no, entry_no) REFERENCES stockpile.count_entry
);
