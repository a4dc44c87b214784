package import Postgres
package import StockpileModel

extension Transaction {
    /// Hazards, drivers, standards with their lines, scenarios with their figures.
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
        try insertStandards(draft.standards)
        try insertStandardLines(draft.lines)
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
    }

    private func insertStandards(_ standards: [StandardDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.standard (code, version, name, name_en, response_level, effective_from, source, redundancy_percent)
            SELECT code, version, name, name_en, level, effective_from::date, source, redundancy_percent
            FROM unnest(\(standards.map(\.code)), \(standards.map(\.version)), \(standards.map(\.name)), \(standards.map(\.nameEn)),
                \(standards.map(\.level.rawValue)), \(standards.map(\.effectiveFrom)), \(standards.map(\.source)),
                \(standards.map(\.redundancyPercent)))
                WITH ORDINALITY AS row (code, version, name, name_en, level, effective_from, source, redundancy_percent, position)
            ORDER BY position
            """)
    }

    private func insertStandardLines(_ lines: [StandardLineDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.standard_line (standard_id, hazard, reserve_category, item_id, driver, coefficient, coefficient_max, days,
                within_hours, source)
            SELECT standard_id, hazard, category, item_id, driver, coefficient::numeric, coefficient_max::numeric, days, within_hours,
                row.source
            FROM unnest(\(lines.map(\.standard)), \(lines.map(\.version)), \(lines.map(\.hazard)), \(lines.map(\.category)),
                \(lines.map(\.item)), \(lines.map(\.driver)), \(lines.map(\.coefficient.digits)),
                \(lines.map(\.coefficientMax?.digits)), \(lines.map(\.days)), \(lines.map(\.withinHours)), \(lines.map(\.source)))
                WITH ORDINALITY AS row (standard, version, hazard, category, item, driver, coefficient, coefficient_max, days, within_hours,
                    source, position)
            JOIN stockpile.standard ON standard.code = row.standard AND standard.version = row.version
            JOIN stockpile.item ON item.code = row.item
            ORDER BY row.position
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
