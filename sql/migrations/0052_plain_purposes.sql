-- Whether all that a purpose says of a line is which accounts it goes between: goods that are free leave our stock where they lie, or go
-- to another place, and nothing more is owed, looked at or made.
ALTER TABLE stockpile.document_purpose
    ADD COLUMN is_plain boolean NOT NULL GENERATED ALWAYS AS (
        kind IN ('issue', 'transfer') AND owes = '{}' AND from_kind = 'stock' AND from_availability = 'free' AND to_condition IS NULL
            AND permission NOT IN ('post_count', 'accept_goods') AND NOT makes_lots AND NOT makes_child_lots
            AND (changes_place OR to_kind NOT IN ('stock', 'carrier'))) STORED;
