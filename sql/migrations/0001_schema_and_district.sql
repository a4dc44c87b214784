-- The schema, who may see it, and the one district this database is for.
CREATE SCHEMA stockpile;
GRANT USAGE ON SCHEMA stockpile TO stockpile_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA stockpile GRANT SELECT ON TABLES TO stockpile_application;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Exactly one row once a district is loaded; every identifier starts at (division_code × 100 + local_unit) × 10^8.
CREATE TABLE stockpile.district (
    district_id        bigint NOT NULL PRIMARY KEY,
    is_the_only_one    boolean NOT NULL DEFAULT true UNIQUE,
    division_code      text NOT NULL,
    local_unit         text NOT NULL,
    name               text NOT NULL,
    name_en            text NOT NULL,
    time_zone          text NOT NULL,
    short_code         text NOT NULL,              -- numbers of orders begin with it
    content_sha256     text NOT NULL,              -- of the folder it was loaded from
    loaded_at          timestamptz NOT NULL DEFAULT now(),
    source             text NOT NULL,
    CONSTRAINT district_is_one CHECK (is_the_only_one),
    CONSTRAINT district_division_code_has_six_digits CHECK (division_code ~ '^[1-9][0-9]{5}$'),
    CONSTRAINT district_local_unit_has_two_digits CHECK (local_unit ~ '^[0-9]{2}$')
);
GRANT INSERT ON stockpile.district TO stockpile_application;
