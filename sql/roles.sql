-- The two roles of the database. Run before the migrations, as whoever connects; safe to run again.
-- stockpile_owner owns every object; stockpile_application reads, and writes only what it is granted.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'stockpile_owner') THEN
        CREATE ROLE stockpile_owner NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'stockpile_application') THEN
        CREATE ROLE stockpile_application NOLOGIN;
    END IF;
EXCEPTION
    -- Two databases of one server migrated at once: the other one made the role.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'stockpile_owner', 'MEMBER') THEN
        EXECUTE format('GRANT stockpile_owner TO %I', current_user);
    END IF;
    IF NOT pg_has_role(current_user, 'stockpile_application', 'MEMBER') THEN
        EXECUTE format('GRANT stockpile_application TO %I', current_user);
    END IF;
    EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO stockpile_owner', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO stockpile_application', current_database());
END
$$;
