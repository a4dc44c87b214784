-- The next gap-free number of what the district itself numbers: orders (DB), write-offs (HX), counts (PD),
-- call-offs (DY), agreements (XY), candidates for requisition (ZY), roll-calls (DM), recalls (ZH), plans for
-- closing gaps (QK), frozen reports (BG) and mutual aid (KQ).
CREATE OR REPLACE FUNCTION stockpile.next_district_number(p_number_code text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_year integer := extract(year FROM clock_timestamp() AT TIME ZONE district_zone());
    v_number bigint;
BEGIN
    INSERT INTO order_counter AS counter (number_code, year, last_number) VALUES (p_number_code, v_year, 1)
    ON CONFLICT (number_code, year) DO UPDATE SET last_number = counter.last_number + 1
    RETURNING last_number INTO v_number;
    RETURN coalesce((SELECT short_code FROM district), 'SP') || '-' || p_number_code || '-' || v_year || '-'
        || lpad(v_number::text, greatest(6, length(v_number::text)), '0');
END
$$;
