-- Takes a substitute out of the catalogue; one that is not there is refused (SP655).
CREATE OR REPLACE FUNCTION stockpile.remove_item_substitute(p_person_id bigint, p_item text, p_substitute text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM require_permission(p_person_id, 'keep_catalogue');
    DELETE FROM item_substitute USING item, item AS other
    WHERE item_substitute.item_id = item.item_id AND item_substitute.substitute_item_id = other.item_id
      AND item.code = p_item AND other.code = p_substitute;
    IF NOT FOUND THEN
        PERFORM refuse('SP655', 'nothing of the kind is there', jsonb_build_object('item', p_item, 'substitute', p_substitute));
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.remove_item_substitute(bigint, text, text) TO stockpile_application;
