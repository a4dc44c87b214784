-- Whether a purpose only says which accounts a line goes between: goods that are free leave our stock where they lie, or go to another
-- place of ours, and no lots are made. What else it asks stands in its guards.
ALTER TABLE stockpile.document_purpose
    ADD COLUMN is_plain boolean NOT NULL GENERATED ALWAYS AS (
        kind IN ('issue', 'transfer') AND from_kind = 'stock' AND from_availability = 'free' AND to_condition IS NULL
            AND NOT makes_lots AND NOT makes_child_lots AND changes_place = (to_kind IN ('stock', 'carrier'))) STORED;
