-- The lot carries the day and the moment of its recall, so that posting reads one row; what is made of a recalled lot is recalled with it.
CREATE OR REPLACE FUNCTION stockpile.keep_recalled_on() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    IF tg_table_name = 'recall_lot' THEN
        UPDATE lot SET recalled_on = new.recalled_on, recalled_at = new.recalled_at WHERE lot_id = new.lot_id AND recalled_on IS NULL;
    ELSE
        INSERT INTO recall_lot (lot_id, recall_id, recalled_on, recalled_at, named_lot_id)
        SELECT new.lot_id, recall_id, recalled_on, recalled_at, named_lot_id FROM recall_lot WHERE lot_id = new.parent_lot_id
        ON CONFLICT (lot_id) DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER recall_moves_to_lot AFTER INSERT ON stockpile.recall_lot
    FOR EACH ROW EXECUTE FUNCTION stockpile.keep_recalled_on();
-- At the end of the transaction: whoever makes a lot of another and waits for a recall of that one finds it here.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'stockpile.lot'::regclass AND tgname = 'lot_is_recalled_with_its_parent') THEN
        CREATE CONSTRAINT TRIGGER lot_is_recalled_with_its_parent AFTER INSERT ON stockpile.lot
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.parent_lot_id IS NOT NULL)
            EXECUTE FUNCTION stockpile.keep_recalled_on();
    END IF;
END
$$;
