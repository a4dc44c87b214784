package import Postgres
package import StockpileModel

extension Transaction {
    /// Hazards, drivers, standards with their lines, scenarios with their figures. Errors: SP605 when there are standards already.
    package func insertReadiness(_ draft: ReadinessDraft) throws {
        let (hazards, drivers) = (draft.hazards, draft.drivers)
        try execute(
            """
            INSERT INTO stockpile.hazard (hazard, name, name_en, source)
            SELECT * FROM unnest(\(hazards.map(\.code)), \(hazards.map(\.name)), \(hazards.map(\.nameEn)), \(hazards.map(\.source)))
            """)
        try execute(
            """
            INSERT INTO stockpile.driver (driver, name, name_en, unit, source)
            SELECT * FROM unnest(\(drivers.map(\.code)), \(drivers.map(\.name)), \(drivers.map(\.nameEn)), \(drivers.map(\.unit)),
                \(drivers.map(\.source)))
            """)
        try execute("SELECT stockpile.load_standards(\(draft.standardsJSON)::jsonb)")
        try insertScenarios(draft.scenarios)
        let values = draft.values
        try execute(
            """
            INSERT INTO stockpile.scenario_driver (scenario_id, driver, value, source)
            SELECT scenario_id, driver, value::numeric, row.source
            FROM unnest(\(values.map(\.scenario)), \(values.map(\.driver)), \(values.map(\.value.digits)), \(values.map(\.source)))
                AS row (code, driver, value, source)
            JOIN stockpile.scenario USING (code)
            """)
        let figures = draft.townValues
        try execute(
            """
            INSERT INTO stockpile.scenario_town_driver (scenario_id, driver, place_id, value, source)
            SELECT scenario_id, row.driver, place_id, row.value::numeric, row.source
            FROM unnest(\(figures.map(\.scenario)), \(figures.map(\.driver)), \(figures.map(\.town)), \(figures.map(\.value.digits)),
                \(figures.map(\.source))) AS row (scenario, driver, town, value, source)
            JOIN stockpile.scenario ON scenario.code = row.scenario
            JOIN stockpile.place ON place.code = row.town
            """)
    }

    private func insertScenarios(_ scenarios: [ScenarioDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.scenario (code, name, name_en, hazard, response_days, source)
            SELECT code, name, name_en, hazard, response_days, source
            FROM unnest(\(scenarios.map(\.code)), \(scenarios.map(\.name)), \(scenarios.map(\.nameEn)), \(scenarios.map(\.hazard)),
                \(scenarios.map(\.responseDays)), \(scenarios.map(\.source)))
                WITH ORDINALITY AS row (code, name, name_en, hazard, response_days, source, position)
            ORDER BY position
            """)
        let towns = scenarios.flatMap { scenario in scenario.towns.map { (scenario: scenario.code, town: $0) } }
        try execute(
            """
            INSERT INTO stockpile.scenario_town (scenario_id, place_id)
            SELECT scenario_id, place_id FROM unnest(\(towns.map(\.scenario)), \(towns.map(\.town))) AS row (scenario, town)
            JOIN stockpile.scenario ON scenario.code = row.scenario
            JOIN stockpile.place ON place.code = row.town
            """)
    }
}
