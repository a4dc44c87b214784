-- Puts a lot and all lots made from it, whose accounts are locked, into a recall, and writes down who has goods of them.
CREATE OR REPLACE FUNCTION stockpile.recall_family(
    p_recall stockpile.recall, p_lot_id bigint, p_lots bigint[], p_moment timestamptz, p_person_id bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO recall_lot (lot_id, recall_id, recalled_on, recalled_at, named_lot_id)
    SELECT lot_id, p_recall.recall_id, (p_moment AT TIME ZONE district_zone())::date, p_moment, p_lot_id FROM unnest(p_lots) AS lot_id
    ON CONFLICT (lot_id) DO NOTHING;
    PERFORM add_recall_holders(p_recall.recall_id, p_lot_id, p_person_id);
END
$$;
