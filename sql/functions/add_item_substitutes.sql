-- Takes substitutes into the catalogue, in the order given; a pair that is there already is refused (SP539), as is a chain that leads back
-- to its own item (SP675).
CREATE OR REPLACE FUNCTION stockpile.add_item_substitutes(p_person_id bigint, p_rows jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_known jsonb;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_catalogue');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.item_serving'));
    SELECT jsonb_build_object('item', item.code, 'substitute', other.code) INTO v_known
    FROM jsonb_to_recordset(p_rows) AS added (item text, substitute text)
    JOIN item ON item.code = added.item
    JOIN item AS other ON other.code = added.substitute
    JOIN item_substitute AS known ON known.item_id = item.item_id AND known.substitute_item_id = other.item_id
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP539', 'the item has this substitute already', v_known);
    END IF;
    INSERT INTO item_substitute (item_id, substitute_item_id, units, condition, source)
    SELECT item.item_id, other.item_id, added.units, added.condition, added.source
    FROM jsonb_to_recordset(p_rows) AS added (item text, substitute text, units numeric, condition text, source text)
    JOIN item ON item.code = added.item
    JOIN item AS other ON other.code = added.substitute;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_item_substitutes(bigint, jsonb) TO stockpile_application;
