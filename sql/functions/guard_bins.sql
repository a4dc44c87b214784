-- What must hold of the bins that lines name: they are at the place (SP620), goods of a rebinning go from one bin to another (SP621),
-- and nothing more is put into a bin that is retired (SP622). What was counted there is a fact and is taken as it is.
-- Whoever retires a bin takes the same lock exclusively, so nothing slips in behind it.
CREATE OR REPLACE FUNCTION stockpile.guard_bins(p_lines stockpile.posting_line[], p_purpose stockpile.document_purpose) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_refused jsonb;
    v_code text;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('stockpile.bin'));
    SELECT min(broken.code), jsonb_agg(jsonb_build_object('code', broken.code, 'line_no', line.line_no,
               'bin', coalesce(target.code, source.code), 'place', place.code) ORDER BY line.line_no)
    INTO v_code, v_refused
    FROM unnest(p_lines) AS line
    LEFT JOIN bin AS source ON source.bin_id = line.from_bin_id
    LEFT JOIN bin AS target ON target.bin_id = line.to_bin_id
    LEFT JOIN place ON place.place_id = line.to_place_id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN line.from_bin_id IS NOT NULL AND source.place_id IS DISTINCT FROM line.from_place_id THEN 'SP620'
        WHEN line.to_bin_id IS NOT NULL AND target.place_id IS DISTINCT FROM line.to_place_id THEN 'SP620'
        WHEN p_purpose.purpose = 'rebinning' AND line.from_place_id <> line.to_place_id THEN 'SP620'
        WHEN p_purpose.purpose = 'rebinning' AND line.from_bin_id IS NOT DISTINCT FROM line.to_bin_id THEN 'SP621'
        WHEN target.retired_on IS NOT NULL AND line.to_bin_id IS DISTINCT FROM line.from_bin_id AND p_purpose.kind <> 'adjustment'
            THEN 'SP622'
        END AS code) AS broken
    WHERE broken.code IS NOT NULL;
    IF v_code IS NOT NULL THEN
        PERFORM refuse(v_code, CASE v_code
                WHEN 'SP620' THEN 'a bin is not one of the place'
                WHEN 'SP621' THEN 'goods cannot be moved from a bin to itself'
                ELSE 'the bin is retired: nothing more is put there' END,
            jsonb_build_object('lines', v_refused));
    END IF;
END
$$;
