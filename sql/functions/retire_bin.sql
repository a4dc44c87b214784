-- Takes a bin out of use, once it is empty (SP624). Its code stays taken, since history names it.
-- Whoever puts goods into a bin holds the same lock shared: nothing slips in behind the look at what lies there.
CREATE OR REPLACE FUNCTION stockpile.retire_bin(p_person_id bigint, p_place_id bigint, p_code text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_bin bin;
    v_quantity bigint;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_bins');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.bin'));
    SELECT * INTO v_bin FROM bin WHERE place_id = p_place_id AND code = p_code;
    IF v_bin.bin_id IS NULL THEN
        PERFORM refuse('SP601', 'there is no such bin', jsonb_build_object('field', 'bin', 'code', p_code));
    END IF;
    IF v_bin.retired_on IS NOT NULL THEN
        PERFORM refuse('SP622', 'the bin is retired already', jsonb_build_object('lines', jsonb_build_array(jsonb_build_object(
            'bin', p_code, 'place', (SELECT code FROM place WHERE place_id = p_place_id)))));
    END IF;
    SELECT sum(quantity) INTO v_quantity FROM stock_account WHERE place_id = p_place_id AND bin_id = v_bin.bin_id AND holds;
    IF v_quantity > 0 THEN
        PERFORM refuse('SP624', 'the bin is not empty', jsonb_build_object('bin', p_code, 'quantity', v_quantity,
            'place', (SELECT code FROM place WHERE place_id = p_place_id)), 'move the goods to another bin first');
    END IF;
    UPDATE bin SET retired_on = (clock_timestamp() AT TIME ZONE district_zone())::date, retired_by = p_person_id
    WHERE bin_id = v_bin.bin_id;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.retire_bin(bigint, bigint, text) TO stockpile_application;
