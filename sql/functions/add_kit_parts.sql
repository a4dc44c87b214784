-- Takes parts of kits into the catalogue; a part that the kit has already is refused (SP539), as is a chain that leads back to its own
-- item (SP675).
CREATE OR REPLACE FUNCTION stockpile.add_kit_parts(p_person_id bigint, p_rows jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_known jsonb;
BEGIN
    PERFORM require_permission(p_person_id, 'keep_catalogue');
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.item_serving'));
    SELECT jsonb_build_object('kit', kit.code, 'part', part.code) INTO v_known
    FROM jsonb_to_recordset(p_rows) AS added (kit text, part text)
    JOIN item AS kit ON kit.code = added.kit
    JOIN item AS part ON part.code = added.part
    JOIN kit_part AS known ON known.kit_item_id = kit.item_id AND known.part_item_id = part.item_id
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP539', 'the kit has this part already', v_known);
    END IF;
    INSERT INTO kit_part (kit_item_id, part_item_id, quantity, source)
    SELECT kit.item_id, part.item_id, added.quantity, added.source
    FROM jsonb_to_recordset(p_rows) AS added (kit text, part text, quantity bigint, source text)
    JOIN item AS kit ON kit.code = added.kit
    JOIN item AS part ON part.code = added.part;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.add_kit_parts(bigint, jsonb) TO stockpile_application;
