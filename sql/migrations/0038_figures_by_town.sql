-- What a driver is worth in each town of a scenario, and lines of a standard that speak of each town. Of a driver either every town of the
-- scenario has a figure or none; their sum is the district's (function guard_town_figures).
CREATE TABLE stockpile.scenario_town_driver (
    scenario_id  bigint NOT NULL,
    driver       text NOT NULL,
    place_id     bigint NOT NULL,                  -- the town
    value        numeric(18, 6) NOT NULL,
    source       text NOT NULL,
    PRIMARY KEY (scenario_id, driver, place_id),
    FOREIGN KEY (scenario_id, driver) REFERENCES stockpile.scenario_driver,
    FOREIGN KEY (scenario_id, place_id) REFERENCES stockpile.scenario_town,
    CONSTRAINT scenario_town_driver_is_not_negative CHECK (value >= 0)
);
GRANT INSERT ON stockpile.scenario_town_driver TO stockpile_application;
ALTER TABLE stockpile.standard_line
    ADD COLUMN scope text NOT NULL DEFAULT 'district',         -- town: each town needs it by its own figure
    ADD CONSTRAINT standard_line_scope_is_known CHECK (scope IN ('district', 'town')),
    DROP CONSTRAINT standard_line_once,
    ADD CONSTRAINT standard_line_once UNIQUE NULLS NOT DISTINCT (standard_id, hazard, reserve_category, item_id, driver, scope);
