-- Numbers that are missing in the series of a place, kind and year, each with the first of them.
CREATE OR REPLACE FUNCTION stockpile.find_number_gaps() RETURNS SETOF stockpile.ledger_difference
LANGUAGE sql STABLE PARALLEL SAFE COST 1000000 SET search_path = stockpile, pg_temp SET work_mem = '64MB' SET jit = off AS $$
    WITH series AS (
        SELECT place_id, rtrim(number, '0123456789') AS prefix, count(*) AS documents,
            max(substr(number, length(rtrim(number, '0123456789')) + 1)::bigint) AS highest
        FROM document GROUP BY place_id, rtrim(number, '0123456789')
    ), gap AS (
        SELECT coalesce(series.prefix, document_number_prefix(place.code, counter.number_code, counter.year)) AS prefix,
            counter.last_number, coalesce(series.documents, 0) AS documents, greatest(counter.last_number, series.highest) AS highest
        FROM (document_counter AS counter JOIN place USING (place_id)) FULL JOIN series
            ON series.place_id = counter.place_id AND split_part(series.prefix, '-', -3) = counter.number_code
            AND split_part(series.prefix, '-', -2) = counter.year::text
        WHERE (counter.last_number, counter.last_number) IS DISTINCT FROM (coalesce(series.documents, 0), coalesce(series.highest, 0))
    )
    SELECT 'number_gap', coalesce(missing.number, gap.prefix), NULL::bigint, NULL::bigint, NULL::bigint, gap.last_number, gap.documents
    FROM gap LEFT JOIN LATERAL (
        SELECT document_number(gap.prefix, n) AS number FROM generate_series(1, gap.highest) AS n
        WHERE NOT EXISTS (SELECT FROM document WHERE number = document_number(gap.prefix, n))
        ORDER BY n LIMIT 1) AS missing ON true
$$;
