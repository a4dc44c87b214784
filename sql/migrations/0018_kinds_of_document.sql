-- Further kinds of document: loans, changes of condition, owner and classification, what each purpose owes, attachments.
DROP VIEW IF EXISTS stockpile.stock_detail;
DROP VIEW IF EXISTS stockpile.account_detail;

-- Goods lent stay ours: what a borrower has is on the books and never below zero, but nobody can issue it.
-- The expressions of generated columns cannot be changed in place (before PostgreSQL 17).
ALTER TABLE stockpile.stock_account
    DROP CONSTRAINT stock_account_kind_is_known,
    DROP CONSTRAINT stock_account_never_below_zero,
    DROP CONSTRAINT stock_account_value_goes_with_quantity;
DROP INDEX stockpile.stock_account_item_place;
DROP INDEX stockpile.stock_account_place;
ALTER TABLE stockpile.stock_account DROP COLUMN is_stock, DROP COLUMN holds;
ALTER TABLE stockpile.stock_account
    ADD COLUMN is_stock boolean NOT NULL GENERATED ALWAYS AS (kind IN ('stock', 'carrier', 'borrower')) STORED,
    ADD COLUMN holds boolean NOT NULL GENERATED ALWAYS AS (kind IN ('stock', 'carrier', 'borrower') AND quantity > 0) STORED,
    ADD CONSTRAINT stock_account_kind_is_known
        CHECK (kind IN ('stock', 'carrier', 'borrower', 'supplier', 'consumption', 'loss', 'adjustment')),
    ADD CONSTRAINT stock_account_never_below_zero CHECK (quantity >= 0 OR NOT is_stock),
    ADD CONSTRAINT stock_account_value_goes_with_quantity CHECK (NOT is_stock OR (value_fen >= 0 AND (quantity > 0 OR value_fen = 0)));
CREATE INDEX stock_account_item_place ON stockpile.stock_account (item_id, place_id) WHERE holds;
CREATE INDEX stock_account_place ON stockpile.stock_account (place_id) WHERE holds;

ALTER TABLE stockpile.document_purpose
    ADD COLUMN to_condition text,                  -- the condition goods have afterwards; NULL: the one they had, or are said to have
    ADD COLUMN makes_child_lots boolean NOT NULL DEFAULT false,
    ADD COLUMN owes text[] NOT NULL DEFAULT '{}',  -- what such a document cannot be posted without
    ADD CONSTRAINT document_purpose_owes_what_is_asked_for
        CHECK (owes <@ ARRAY['reason', 'reference', 'evidence', 'checker', 'borrower', 'due_on', 'loan', 'owner']);

ALTER TABLE stockpile.document
    ADD COLUMN reason text,
    ADD COLUMN occasion text,                      -- what it is for: a drill, an incident, routine service
    ADD COLUMN borrower text,
    ADD COLUMN due_on date,                        -- the day on which goods lent are to be given back
    ADD COLUMN loan_document_id bigint,            -- the loan that a return of goods lent belongs to
    ADD COLUMN attachments text;                   -- hashes of the files it was posted with
CREATE INDEX document_due ON stockpile.document (due_on) WHERE due_on IS NOT NULL;
CREATE INDEX document_loan ON stockpile.document (loan_document_id) WHERE loan_document_id IS NOT NULL;

-- The lot that a quantity goes into when that is another than it comes from.
ALTER TYPE stockpile.posting_line ADD ATTRIBUTE to_lot_id bigint;

-- Files, kept once however often they are attached; larger ones by their hash alone.
CREATE TABLE stockpile.attachment (
    sha256       bytea NOT NULL PRIMARY KEY,
    media_type   text NOT NULL,
    size_bytes   bigint NOT NULL,
    content      bytea,
    kept_at      text,                             -- where a file lies that is too large to be kept here
    person_id    bigint NOT NULL REFERENCES stockpile.person,
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT attachment_is_what_its_hash_says CHECK (length(sha256) = 32 AND (content IS NULL OR sha256(content) = sha256)),
    CONSTRAINT attachment_has_its_size CHECK (size_bytes >= 0 AND (content IS NULL OR octet_length(content) = size_bytes)),
    CONSTRAINT attachment_content_is_at_most_5_mib CHECK (octet_length(content) <= 5242880),
    CONSTRAINT attachment_is_kept_in_one_place CHECK ((content IS NULL) <> (kept_at IS NULL))
);
CREATE TABLE stockpile.document_attachment (
    -- Written before the document itself, which is refused without.
    document_id    bigint NOT NULL REFERENCES stockpile.document DEFERRABLE INITIALLY DEFERRED,
    sha256         bytea NOT NULL REFERENCES stockpile.attachment,
    name           text NOT NULL,
    is_of_posting  boolean NOT NULL,               -- false: attached afterwards
    person_id      bigint NOT NULL REFERENCES stockpile.person,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (document_id, sha256)
);
CREATE INDEX document_attachment_sha256 ON stockpile.document_attachment (sha256);
