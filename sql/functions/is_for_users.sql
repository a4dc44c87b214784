-- Whether goods go to people who use them: because of what they are taken for, or because they are brought to a shelter or onto a vehicle.
-- The kind of place is that of another place than where they lie; NULL where they go to no other.
CREATE OR REPLACE FUNCTION stockpile.is_for_users(p_purpose stockpile.document_purpose, p_to_place_kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT p_purpose.is_for_use OR (p_purpose.kind = 'transfer' AND coalesce(p_to_place_kind IN ('shelter', 'vehicle'), false))
$$;
GRANT EXECUTE ON FUNCTION stockpile.is_for_users(stockpile.document_purpose, text) TO stockpile_application;
