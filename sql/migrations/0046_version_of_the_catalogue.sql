-- Whoever posts names items, places, owners and bins by codes, and a program may remember what they stand for; it must be told when that
-- is no longer so (docs/decisions/0031). Another version with every transaction that changes any of them.
CREATE TABLE stockpile.catalogue_version (
    is_the_only_one boolean NOT NULL PRIMARY KEY DEFAULT true,
    version         uuid NOT NULL DEFAULT gen_random_uuid(),
    changed_in      xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT catalogue_version_is_one CHECK (is_the_only_one)
);
INSERT INTO stockpile.catalogue_version DEFAULT VALUES;
