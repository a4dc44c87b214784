-- Locks every account of a lot and of all lots made from it, and answers those lots: until the transaction ends nothing of them moves.
-- Asked again until nothing new is found: what was moved or made while we waited is found by the next look, and locked as well.
CREATE OR REPLACE FUNCTION stockpile.lock_recalled_family(p_lot_id bigint) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_lots bigint[];
    v_accounts bigint[];
    v_locked bigint[] := '{}';
BEGIN
    LOOP
        WITH RECURSIVE family AS (
            SELECT p_lot_id AS lot_id
            UNION
            SELECT lot.lot_id FROM family JOIN lot ON lot.parent_lot_id = family.lot_id
        )
        SELECT array_agg(lot_id ORDER BY lot_id) INTO v_lots FROM family;
        v_accounts := ARRAY(SELECT account_id FROM stock_account WHERE lot_id = ANY (v_lots) ORDER BY account_id);
        EXIT WHEN v_accounts = v_locked;
        PERFORM lock_accounts(v_accounts);
        v_locked := v_accounts;
    END LOOP;
    RETURN v_lots;
END
$$;
