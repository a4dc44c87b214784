-- Items that serve for other items: substitutes with what they stand for, and kits with the parts they are put together of.

-- One base unit of the substitute stands for `units` base units of the item.
CREATE TABLE stockpile.item_substitute (
    item_id             bigint NOT NULL REFERENCES stockpile.item,
    substitute_item_id  bigint NOT NULL REFERENCES stockpile.item,
    units               numeric(18, 6) NOT NULL,
    condition           text,                          -- when it will do, in words; NULL: always
    source              text NOT NULL,
    PRIMARY KEY (item_id, substitute_item_id),
    CONSTRAINT item_substitute_stands_for_something CHECK (units > 0 AND units <= 1000000),
    CONSTRAINT item_substitute_is_another CHECK (substitute_item_id <> item_id)
);
-- One base unit of the kit is put together of `quantity` base units of the part, and of its other parts.
CREATE TABLE stockpile.kit_part (
    kit_item_id   bigint NOT NULL REFERENCES stockpile.item,
    part_item_id  bigint NOT NULL REFERENCES stockpile.item,
    quantity      bigint NOT NULL,
    source        text NOT NULL,
    PRIMARY KEY (kit_item_id, part_item_id),
    CONSTRAINT kit_part_takes_something CHECK (quantity BETWEEN 1 AND 1000000),
    CONSTRAINT kit_part_is_another CHECK (part_item_id <> kit_item_id)
);
-- Whoever removes an item's row, or looks what it serves for.
CREATE INDEX item_substitute_substitute ON stockpile.item_substitute (substitute_item_id);
CREATE INDEX kit_part_part ON stockpile.kit_part (part_item_id);
