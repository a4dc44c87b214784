-- Another version of the catalogue, once a transaction however many records it changes.
CREATE OR REPLACE FUNCTION stockpile.move_catalogue_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
BEGIN
    UPDATE catalogue_version SET version = gen_random_uuid(), changed_in = pg_current_xact_id()
    WHERE changed_in <> pg_current_xact_id();
    RETURN NULL;
END
$$;
-- All that a program remembers of what requests name (KnownCatalogue).
CREATE OR REPLACE TRIGGER catalogue_version_moves AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stockpile.item
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE OR REPLACE TRIGGER catalogue_version_moves AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stockpile.item_category
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE OR REPLACE TRIGGER catalogue_version_moves AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stockpile.unit_conversion
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE OR REPLACE TRIGGER catalogue_version_moves AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stockpile.shelf_life_rule
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE OR REPLACE TRIGGER catalogue_version_moves AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stockpile.place
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE OR REPLACE TRIGGER catalogue_version_moves AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stockpile.stock_owner
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
CREATE OR REPLACE TRIGGER catalogue_version_moves AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stockpile.bin
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.move_catalogue_version();
