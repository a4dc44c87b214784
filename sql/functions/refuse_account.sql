-- Only accounts that there are: known words, and whether it is ours as its kind says. None of this can be changed later, which
-- refuse_change_of_history sees to, so that it is looked at when an account is made and not whenever its balance moves.
CREATE OR REPLACE FUNCTION stockpile.refuse_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'there is no account that is %, %, % and % of ours', new.kind, new.condition, new.availability,
        CASE WHEN new.is_stock THEN 'one' ELSE 'none' END
        USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_account_is_an_account', TABLE = tg_table_name, SCHEMA = tg_table_schema;
END
$$;
CREATE OR REPLACE TRIGGER stock_account_is_an_account BEFORE INSERT ON stockpile.stock_account
    FOR EACH ROW WHEN (NOT stockpile.is_account(new.kind, new.condition, new.availability, new.is_stock))
    EXECUTE FUNCTION stockpile.refuse_account();
