-- Accounts whose updates touch no index, balances kept at the end of closed months, states that only move on, and looks back.
DROP VIEW IF EXISTS stockpile.stock_detail;
DROP FUNCTION IF EXISTS stockpile.guard_period(timestamptz);
DROP FUNCTION IF EXISTS stockpile.append_movement(stockpile.stock_movement);
DROP FUNCTION IF EXISTS stockpile.find_account(text, bigint, bigint, bigint, bigint, bigint, text, text);
DROP FUNCTION IF EXISTS stockpile.find_accounts_of_line(stockpile.posting_line, stockpile.document_purpose);
DROP FUNCTION IF EXISTS stockpile.refuse_shortage(stockpile.stock_account, stockpile.stock_movement, bigint);
DROP FUNCTION IF EXISTS stockpile.next_document_number(bigint, text, timestamptz);
DROP FUNCTION IF EXISTS stockpile.write_document(stockpile.document, text);

ALTER TABLE stockpile.stock_account
    -- True while something of ours is in it. Indexes ask this and not the quantity: an update that leaves it as it is touches no index.
    ADD COLUMN holds boolean NOT NULL GENERATED ALWAYS AS (kind IN ('stock', 'carrier') AND quantity > 0) STORED;
DROP INDEX stockpile.stock_account_item_place;
DROP INDEX stockpile.stock_account_place;
CREATE INDEX stock_account_item_place ON stockpile.stock_account (item_id, place_id) WHERE holds;
CREATE INDEX stock_account_place ON stockpile.stock_account (place_id) WHERE holds;

-- Most documents reverse nothing: they need no entry.
ALTER TABLE stockpile.document DROP CONSTRAINT document_reverses_document_id_key;
CREATE UNIQUE INDEX document_reverses_document_id_key ON stockpile.document (reverses_document_id)
    WHERE reverses_document_id IS NOT NULL;

-- What every account held at the end of each closed month.
CREATE TABLE stockpile.period_balance (
    period      text NOT NULL REFERENCES stockpile.period,
    account_id  bigint NOT NULL REFERENCES stockpile.stock_account,
    quantity    bigint NOT NULL,
    value_fen   bigint NOT NULL,
    PRIMARY KEY (period, account_id)
);
CREATE INDEX document_occurred ON stockpile.document USING brin (occurred_at);
CREATE INDEX document_recorded ON stockpile.document USING brin (recorded_at);
-- Movements lie in the order in which they were recorded: a small index is enough to find those of a time.
CREATE INDEX stock_movement_occurred ON stockpile.stock_movement USING brin (occurred_at) WITH (pages_per_range = 32);
CREATE INDEX stock_movement_recorded ON stockpile.stock_movement USING brin (recorded_at) WITH (pages_per_range = 32);

-- Steps of things with states, for the last word of the database; the model has the same.
CREATE TABLE stockpile.state_transition (
    subject     text NOT NULL,
    from_state  text NOT NULL,
    to_state    text NOT NULL,
    permission  text NOT NULL REFERENCES stockpile.permission,
    PRIMARY KEY (subject, from_state, to_state)
);

-- Sums of many lines stay whole numbers that every program can carry.
ALTER TABLE stockpile.stock_movement ADD CONSTRAINT stock_movement_value_can_be_summed CHECK (value_fen <= 100000000000000);

-- Orders, write-offs, people and kept answers are written by functions that check who acts.
REVOKE INSERT ON stockpile.allocation_order, stockpile.allocation_order_line, stockpile.allocation_order_event,
    stockpile.write_off, stockpile.write_off_line, stockpile.person, stockpile.person_role, stockpile.request
    FROM stockpile_application;
DROP FUNCTION IF EXISTS stockpile.next_district_number(text);
DROP FUNCTION IF EXISTS stockpile.advance_order(bigint, text[], text, bigint, text);
DROP FUNCTION IF EXISTS stockpile.advance_write_off(bigint, text[], text, bigint);
