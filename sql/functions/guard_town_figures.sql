-- Of a driver every town of a scenario has a figure or none has, and together they are the district's (SP674).
CREATE OR REPLACE FUNCTION stockpile.guard_town_figures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_found jsonb;
BEGIN
    SELECT jsonb_build_object('scenario', scenario.code, 'driver', figure.driver, 'district_value', figure.value,
            'towns_value', sum(own.value))
    INTO v_found
    FROM scenario_town_driver AS own
    JOIN scenario_driver AS figure USING (scenario_id, driver)
    JOIN scenario USING (scenario_id)
    WHERE own.scenario_id = new.scenario_id
    GROUP BY scenario.code, figure.driver, figure.value
    HAVING sum(own.value) <> figure.value
        OR count(*) <> (SELECT count(*) FROM scenario_town AS town WHERE town.scenario_id = new.scenario_id)
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('SP674', 'the figures of the towns are not that of the district', v_found);
    END IF;
    RETURN NULL;
END
$$;
-- At the end of the transaction, when every town has its row.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger
                   WHERE tgrelid = 'stockpile.scenario_town_driver'::regclass AND tgname = 'town_figures_are_the_district_figure') THEN
        CREATE CONSTRAINT TRIGGER town_figures_are_the_district_figure AFTER INSERT ON stockpile.scenario_town_driver
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stockpile.guard_town_figures();
    END IF;
END
$$;
