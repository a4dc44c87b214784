-- Identifiers begin with the division code and travel in JSON, which carries whole numbers safely up to 2^53:
-- codes that begin with 9 would pass it. None is in use.
ALTER TABLE stockpile.district
    DROP CONSTRAINT district_division_code_has_six_digits,
    ADD CONSTRAINT district_division_code_has_six_digits CHECK (division_code ~ '^[1-8][0-9]{5}$');
