-- What serves for an item, as a substitute or as a part of it.
CREATE OR REPLACE VIEW stockpile.item_serving AS
SELECT item_id, substitute_item_id AS serving_item_id FROM stockpile.item_substitute
UNION ALL
SELECT kit_item_id, part_item_id FROM stockpile.kit_part;
