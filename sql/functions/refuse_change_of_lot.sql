-- A lot keeps what it was received as; only its dates follow the newest row of lot_date, and the moment of a recall.
CREATE OR REPLACE FUNCTION stockpile.refuse_change_of_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op = 'UPDATE' AND (to_jsonb(new) - '{expires_on,warn_on,rotate_by_on,stop_issue_on,recalled_on,recalled_at}'::text[])
                          = (to_jsonb(old) - '{expires_on,warn_on,rotate_by_on,stop_issue_on,recalled_on,recalled_at}'::text[])
        -- A recall is never undone.
        AND (old.recalled_on IS NULL OR (new.recalled_on, new.recalled_at) IS NOT DISTINCT FROM (old.recalled_on, old.recalled_at)) THEN
        RETURN new;
    END IF;
    PERFORM stockpile.refuse('SP505', format('lot %s: what a lot was received as never changes', old.lot_number),
        jsonb_build_object('table', tg_table_name), 'move the goods into a child lot');
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER lot_is_what_it_was_received_as BEFORE UPDATE OR DELETE ON stockpile.lot
    FOR EACH ROW EXECUTE FUNCTION stockpile.refuse_change_of_lot();
