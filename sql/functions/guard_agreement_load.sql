-- Agreements come with a district or are made by people through functions: the application adds no rows to them afterwards (SP605).
CREATE OR REPLACE FUNCTION stockpile.guard_agreement_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_has_role(current_user, 'stockpile_owner', 'USAGE')
        AND NOT EXISTS (SELECT FROM stockpile.district WHERE xmin = pg_current_xact_id()::xid) THEN
        -- Not by refuse(), which the application may not call.
        RAISE EXCEPTION USING ERRCODE = 'SP605', MESSAGE = 'this database already belongs to a district',
            DETAIL = (SELECT jsonb_build_object('district', name) FROM stockpile.district)::text, HINT = 'make an agreement';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER agreement_comes_with_a_district BEFORE INSERT ON stockpile.agreement
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE OR REPLACE TRIGGER agreement_stock_comes_with_a_district BEFORE INSERT ON stockpile.agreement_stock
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE OR REPLACE TRIGGER agreement_capacity_comes_with_a_district BEFORE INSERT ON stockpile.agreement_capacity
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE OR REPLACE TRIGGER agreement_floor_comes_with_a_district BEFORE INSERT ON stockpile.agreement_floor
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE OR REPLACE TRIGGER requisition_candidate_comes_with_a_district BEFORE INSERT ON stockpile.requisition_candidate
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE OR REPLACE TRIGGER advisory_stock_comes_with_a_district BEFORE INSERT ON stockpile.advisory_stock
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
CREATE OR REPLACE TRIGGER agreement_response_comes_with_a_district BEFORE INSERT ON stockpile.agreement_response
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.guard_agreement_load();
