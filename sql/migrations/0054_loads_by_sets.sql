-- What the lines of a load do to each account is added up while the accounts are found; only lots of which the order of lines decides
-- are gone through line by line (docs/decisions/0042). Nothing is in these tables between loads.

-- What accounts are for: numbers are compared in place of two words.
CREATE UNLOGGED TABLE stockpile.loading_side (
    side_no       smallint NOT NULL PRIMARY KEY,
    kind          text NOT NULL,
    availability  text NOT NULL
);
ALTER TABLE stockpile.loading_document
    DROP COLUMN from_availability, DROP COLUMN to_availability,
    ADD COLUMN from_side_no smallint NOT NULL, ADD COLUMN to_side_no smallint NOT NULL;
DROP TABLE stockpile.loading_line, stockpile.loading_account;
CREATE UNLOGGED TABLE stockpile.loading_line (
    document_id        bigint NOT NULL,
    item_id            bigint NOT NULL,
    lot_id             bigint NOT NULL,
    quantity           bigint NOT NULL,
    unit_cost_fen      bigint NOT NULL,
    owner_id           bigint NOT NULL,
    from_place_id      bigint NOT NULL,
    to_place_id        bigint NOT NULL,
    line_no            integer NOT NULL,
    from_side_no       smallint NOT NULL,
    to_side_no         smallint NOT NULL,
    from_condition     text NOT NULL,
    to_condition       text NOT NULL
);
CREATE UNLOGGED TABLE stockpile.loading_account (
    account_id         bigint NOT NULL,
    lot_id             bigint NOT NULL,
    place_id           bigint NOT NULL,
    owner_id           bigint NOT NULL,
    side_no            smallint NOT NULL,
    condition          text NOT NULL,
    received_quantity  bigint NOT NULL,            -- by all lines of the load together
    issued_quantity    bigint NOT NULL,
    last_received_id   bigint,                     -- documents, which are numbered in the order of time
    first_issued_id    bigint,
    last_issued_id     bigint,
    is_known           boolean NOT NULL DEFAULT false,
    needs_order        boolean NOT NULL DEFAULT false,  -- what its lot's lines take depends on their order
    quantity           bigint NOT NULL DEFAULT 0,       -- before the load
    value_fen          bigint NOT NULL DEFAULT 0,
    last_occurred_at   timestamptz,
    settled_value_fen  bigint                      -- after the load, where order was needed
);
-- What lines take whose order decides.
CREATE UNLOGGED TABLE stockpile.settled_line (
    document_id  bigint NOT NULL,
    line_no      integer NOT NULL,
    value_fen    bigint NOT NULL
);
DROP FUNCTION IF EXISTS stockpile.settle_lines(timestamptz);
DROP FUNCTION IF EXISTS stockpile.write_loaded_accounts(bigint[], bigint[], timestamptz[]);
DROP FUNCTION IF EXISTS stockpile.load_new_lots();
DROP FUNCTION IF EXISTS stockpile.load_lines();
