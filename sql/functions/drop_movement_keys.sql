-- Drops the indexes and foreign keys of the movements for a first load; answers how to make them again. SP632 unless the ledger is empty.
CREATE OR REPLACE FUNCTION stockpile.drop_movement_keys() RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_keys jsonb;
    v_name text;
BEGIN
    -- Whoever posts meanwhile waits until the load is committed or gone.
    LOCK TABLE document, stock_movement IN ACCESS EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM document) OR EXISTS (SELECT FROM stock_movement) THEN
        PERFORM refuse('SP632', 'the ledger is not empty', '{}', 'load without the option for a first load');
    END IF;
    SELECT jsonb_build_object(
        'indexes', (SELECT jsonb_agg(pg_get_indexdef(indexrelid) ORDER BY indexrelid) FROM pg_index
            WHERE indrelid = 'stock_movement'::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)),
        'constraints', (SELECT jsonb_agg(format('ALTER TABLE stockpile.stock_movement ADD CONSTRAINT %I %s', conname,
            pg_get_constraintdef(oid)) ORDER BY contype DESC, oid) FROM pg_constraint
            WHERE conrelid = 'stock_movement'::regclass AND contype IN ('p', 'u', 'f'))) INTO v_keys;
    FOR v_name IN SELECT conname FROM pg_constraint WHERE conrelid = 'stock_movement'::regclass AND contype IN ('p', 'u', 'f') LOOP
        EXECUTE format('ALTER TABLE stockpile.stock_movement DROP CONSTRAINT %I', v_name);
    END LOOP;
    FOR v_name IN SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'stock_movement'::regclass LOOP
        EXECUTE format('DROP INDEX %s', v_name);
    END LOOP;
    RETURN v_keys;
END
$$;
