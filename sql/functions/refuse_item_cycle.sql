-- No item serves for itself, however long the chain of substitutes and parts (SP675); chains that two people make at once take turns.
CREATE OR REPLACE FUNCTION stockpile.refuse_item_cycle() RETURNS trigger
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_item_id bigint;
    v_other_id bigint;
    v_chain bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('stockpile.item_serving'));
    IF tg_table_name = 'kit_part' THEN
        v_item_id := new.kit_item_id;
        v_other_id := new.part_item_id;
    ELSE
        v_item_id := new.item_id;
        v_other_id := new.substitute_item_id;
    END IF;
    WITH RECURSIVE way (item_id, chain) AS (
        SELECT v_other_id, ARRAY[v_item_id, v_other_id]
        UNION ALL
        SELECT serving.serving_item_id, way.chain || serving.serving_item_id
        FROM way JOIN item_serving AS serving USING (item_id)
        WHERE way.item_id <> v_item_id AND NOT serving.serving_item_id = ANY (way.chain[2:]))
    SELECT chain INTO v_chain FROM way WHERE item_id = v_item_id ORDER BY cardinality(chain) LIMIT 1;
    IF v_chain IS NOT NULL THEN
        PERFORM refuse('SP675', 'an item would serve for itself', jsonb_build_object('items', (
            SELECT jsonb_agg(item.code ORDER BY position)
            FROM unnest(v_chain) WITH ORDINALITY AS link (item_id, position) JOIN item USING (item_id))));
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER item_substitute_leads_nowhere_back AFTER INSERT OR UPDATE ON stockpile.item_substitute
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_item_cycle();
CREATE OR REPLACE TRIGGER kit_part_leads_nowhere_back AFTER INSERT OR UPDATE ON stockpile.kit_part
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_item_cycle();
