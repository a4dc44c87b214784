-- Whom to call about a company, about goods at a place, or about goods with a receiver known by name: the liaison officer of today,
-- else whoever the place or the company names as its contact.
CREATE OR REPLACE FUNCTION stockpile.contact_of(
    p_place_id bigint, p_receiver text, p_company_id bigint DEFAULT NULL, OUT contact text, OUT telephone text, OUT is_liaison boolean)
LANGUAGE sql STABLE SET search_path = stockpile, pg_temp AS $$
    SELECT known.contact, known.telephone, known.rank = 1
    FROM (SELECT) AS one
    LEFT JOIN place ON place.place_id = p_place_id
    LEFT JOIN company ON company.company_id = coalesce(p_company_id, place.company_id)
    CROSS JOIN LATERAL (
        SELECT 1 AS rank, liaison.liaison_id AS nth, liaison.name AS contact, liaison.telephone
        FROM liaison_current AS liaison
        WHERE (clock_timestamp() AT TIME ZONE district_zone())::date BETWEEN liaison.valid_from AND coalesce(liaison.valid_to, 'infinity')
          AND CASE WHEN p_receiver IS NULL THEN liaison.place_id = place.place_id OR liaison.company_id = company.company_id
              ELSE liaison.organisation = p_receiver OR liaison.company_id IN (SELECT company_id FROM company WHERE name = p_receiver)
                  OR liaison.place_id IN (SELECT place_id FROM place WHERE name = p_receiver) END
        UNION ALL
        SELECT 2, 0, coalesce(place.contact, company.contact), coalesce(place.telephone, company.telephone)
        WHERE p_receiver IS NULL AND coalesce(place.telephone, company.telephone, place.contact, company.contact) IS NOT NULL
    ) AS known
    ORDER BY known.rank, known.nth
    LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION stockpile.contact_of(bigint, text, bigint) TO stockpile_application;
