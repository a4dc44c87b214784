-- Bulk loads: what COPY writes (staged), what post_documents makes of it (loading) and what it finds wrong. Empty between loads and
-- not logged: a load is there whole, by its documents, or not at all.
CREATE UNLOGGED TABLE stockpile.staged_document (
    document_no   integer NOT NULL PRIMARY KEY,    -- the place it was read from is known by it
    request_key   text NOT NULL UNIQUE,
    request_hash  text NOT NULL,
    kind          text NOT NULL,
    purpose       text NOT NULL,
    place_id      bigint NOT NULL,
    person_id     bigint NOT NULL,
    occurred_at   timestamptz,                     -- NULL: now
    reference     text,
    remarks       text,
    reason        text,
    occasion      text,
    checker       text                             -- login
);
CREATE UNLOGGED TABLE stockpile.staged_line (
    document_no       integer NOT NULL,
    line_no           integer NOT NULL,
    item_id           bigint NOT NULL,
    lot_number        text,                        -- NULL: a new lot that is given its number
    quantity          bigint NOT NULL,
    owner_id          bigint NOT NULL,
    to_place_id       bigint,
    from_condition    text,
    to_condition      text,
    reserve_category  text,
    funding_source    text,
    origin            text,
    manufactured_on   date,
    received_on       date,
    expires_on        date,
    warn_on           date,
    rotate_by_on      date,
    unit_cost_fen     bigint
);
-- The documents that are new, in the order in which they are posted.
CREATE UNLOGGED TABLE stockpile.loading_document (
    document_no        integer NOT NULL PRIMARY KEY,
    document_id        bigint NOT NULL,
    request_key        text NOT NULL,
    request_hash       text NOT NULL,
    person_id          bigint NOT NULL,
    place_id           bigint NOT NULL,
    occurred_at        timestamptz,
    occurred_on        date NOT NULL,
    reference          text,
    remarks            text,
    kind               text NOT NULL,
    purpose            text NOT NULL,
    number_code        text NOT NULL,
    from_kind          text NOT NULL,
    from_availability  text NOT NULL,
    to_kind            text NOT NULL,
    to_availability    text NOT NULL,
    makes_lots         boolean NOT NULL,
    changes_place      boolean NOT NULL,
    reason             text,
    occasion           text,
    checker_id         bigint
);
CREATE UNLOGGED TABLE stockpile.loading_line (
    document_id        bigint NOT NULL,
    document_no        integer NOT NULL,
    line_no            integer NOT NULL,
    item_id            bigint NOT NULL,
    lot_id             bigint NOT NULL,
    lot_number         text NOT NULL,
    is_new             boolean NOT NULL,           -- the line makes the lot
    expires_on         date,
    quantity           bigint NOT NULL,
    unit_cost_fen      bigint NOT NULL,
    owner_id           bigint NOT NULL,
    from_place_id      bigint NOT NULL,
    to_place_id        bigint NOT NULL,
    from_kind          text NOT NULL,
    to_kind            text NOT NULL,
    from_availability  text NOT NULL,
    to_availability    text NOT NULL,
    from_condition     text NOT NULL,
    to_condition       text NOT NULL
);
CREATE UNLOGGED TABLE stockpile.loading_account (
    account_no        integer NOT NULL,
    account_id        bigint,
    is_known          boolean NOT NULL DEFAULT false,
    kind              text NOT NULL,
    item_id           bigint NOT NULL,
    lot_id            bigint NOT NULL,
    place_id          bigint NOT NULL,
    owner_id          bigint NOT NULL,
    condition         text NOT NULL,
    availability      text NOT NULL,
    quantity          bigint NOT NULL DEFAULT 0,
    value_fen         bigint NOT NULL DEFAULT 0,
    last_occurred_at  timestamptz
);
CREATE UNLOGGED TABLE stockpile.load_problem (
    document_no  integer NOT NULL,
    line_no      integer,                          -- NULL: the document itself
    code         text NOT NULL,
    detail       jsonb NOT NULL DEFAULT '{}'
);

-- One item's is a function of its own now.
DROP FUNCTION IF EXISTS stockpile.balances_at(timestamptz, timestamptz, bigint, bigint);

-- Lists of documents come newest first by either time, a page at a time: a range of blocks is no order.
DROP INDEX stockpile.document_occurred;
DROP INDEX stockpile.document_recorded;
CREATE INDEX document_occurred ON stockpile.document (occurred_at, document_id);
CREATE INDEX document_recorded ON stockpile.document (recorded_at, document_id);

-- Questions about a past day read what is ours alone, of one place alone when it is named.
ALTER TABLE stockpile.period_balance ADD COLUMN place_id bigint, ADD COLUMN is_inside boolean;
UPDATE stockpile.period_balance AS kept SET place_id = account.place_id, is_inside = account.is_stock
FROM stockpile.stock_account AS account WHERE account.account_id = kept.account_id;
ALTER TABLE stockpile.period_balance ALTER COLUMN place_id SET NOT NULL, ALTER COLUMN is_inside SET NOT NULL;
CREATE INDEX period_balance_inside ON stockpile.period_balance (period, place_id) INCLUDE (account_id, quantity, value_fen)
    WHERE is_inside;
