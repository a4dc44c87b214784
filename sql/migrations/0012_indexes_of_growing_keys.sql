-- Child lots are found from their parent, and the write-offs under way from an account: both tables grow for good.
CREATE INDEX lot_parent ON stockpile.lot (parent_lot_id) WHERE parent_lot_id IS NOT NULL;
CREATE INDEX write_off_line_account ON stockpile.write_off_line (account_id);
CREATE INDEX document_write_off ON stockpile.document (write_off_id) WHERE write_off_id IS NOT NULL;
