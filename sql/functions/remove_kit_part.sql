-- Takes a part of a kit out of the catalogue; one that is not there is refused (SP655).
CREATE OR REPLACE FUNCTION stockpile.remove_kit_part(p_person_id bigint, p_kit text, p_part text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'keep_catalogue');
    DELETE FROM kit_part USING item AS kit, item AS part
    WHERE kit_part.kit_item_id = kit.item_id AND kit_part.part_item_id = part.item_id AND kit.code = p_kit AND part.code = p_part;
    IF NOT FOUND THEN
        PERFORM refuse('SP655', 'nothing of the kind is there', jsonb_build_object('kit', p_kit, 'part', p_part));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.remove_kit_part(bigint, text, text) TO stockpile_application;
