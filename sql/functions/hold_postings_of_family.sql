-- A lot and all lots made from it, in a moment in which nothing is posted: whoever posts holds the same lock shared, so this waits until
-- every posting under way has ended, and those that come later see what was decided meanwhile. For what is rare and quick.
CREATE OR REPLACE FUNCTION stockpile.hold_postings_of_family(p_lot_id bigint) RETURNS bigint[] LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.posting'));
    RETURN (
        WITH RECURSIVE family AS (
            SELECT p_lot_id AS lot_id
            UNION
            SELECT lot.lot_id FROM family JOIN lot ON lot.parent_lot_id = family.lot_id
        )
        SELECT array_agg(lot_id ORDER BY lot_id) FROM family);
END
$$;
