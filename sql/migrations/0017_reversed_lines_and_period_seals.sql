-- Lines that are taken back one by one, and the head of the seal that goes with a closed month.

-- A line is taken back once, alone or with the others of its document. Which reversal did it follows from sealed documents as well;
-- here the database itself keeps it from happening twice, and both ends are found at once.
CREATE TABLE stockpile.reversed_line (
    document_id           bigint NOT NULL REFERENCES stockpile.document,
    line_no               integer NOT NULL,
    reversal_document_id  bigint NOT NULL REFERENCES stockpile.document DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (document_id, line_no),
    CONSTRAINT reversed_line_by_another_document CHECK (document_id <> reversal_document_id)
);
CREATE INDEX reversed_line_reversal ON stockpile.reversed_line (reversal_document_id);
INSERT INTO stockpile.reversed_line (document_id, line_no, reversal_document_id)
SELECT DISTINCT reversal.reverses_document_id, movement.line_no, reversal.document_id
FROM stockpile.document AS reversal JOIN stockpile.stock_movement AS movement USING (document_id)
WHERE reversal.reverses_document_id IS NOT NULL;

-- Several reversals may share a document now.
DROP INDEX stockpile.document_reverses_document_id_key;
CREATE INDEX document_reverses ON stockpile.document (reverses_document_id) WHERE reverses_document_id IS NOT NULL;

-- A lot is asked for by its number alone.
CREATE INDEX lot_lot_number ON stockpile.lot (lot_number);

-- The head of the chain when a month was closed: every document of the month is in this block or one before it.
CREATE TABLE stockpile.period_seal (
    period        text NOT NULL PRIMARY KEY REFERENCES stockpile.period,
    block_no      bigint NOT NULL REFERENCES stockpile.ledger_block,
    block_sha256  bytea NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
