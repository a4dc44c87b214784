-- One line of a document as it is asked for. Identifiers are known; what is NULL is filled in by post_document.
CREATE TYPE stockpile.posting_line AS (
    line_no            integer,
    item_id            bigint,
    lot_id             bigint,                     -- NULL: a new lot, described below
    quantity           bigint,
    from_place_id      bigint,
    from_bin_id        bigint,
    from_owner_id      bigint,
    from_condition     text,
    from_availability  text,
    to_place_id        bigint,
    to_bin_id          bigint,
    to_owner_id        bigint,
    to_condition       text,
    order_line_id      bigint,
    lot_number         text,
    reserve_category   text,
    funding_source     text,
    origin             text,
    legacy_group       text,
    manufactured_on    date,
    received_on        date,
    expires_on         date,
    warn_on            date,
    rotate_by_on       date,
    unit_cost_fen      bigint
);
