-- Keeps what an inspection of a line of production found besides its units a day, which were just proved by the same person (SP659).
CREATE OR REPLACE FUNCTION stockpile.inspect_capacity(
    p_person_id bigint, p_agreement_id bigint, p_item_id bigint, p_place_id bigint, p_raw_material_days integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_proof_id bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'record_proof');
    SELECT max(proof_id) INTO v_proof_id FROM proof_of_stock
    WHERE agreement_id = p_agreement_id AND item_id = p_item_id AND place_id = p_place_id AND form = 'capacity'
      AND person_id = p_person_id AND xmin = pg_current_xact_id()::xid;
    IF v_proof_id IS NULL THEN
        PERFORM refuse('SP659', 'nothing was proved of that line just now', jsonb_build_object('number',
            (SELECT number FROM agreement WHERE agreement_id = p_agreement_id)));
    END IF;
    INSERT INTO capacity_inspection (proof_id, raw_material_days) VALUES (v_proof_id, p_raw_material_days);
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.inspect_capacity(bigint, bigint, bigint, bigint, integer) TO stockpile_application;
