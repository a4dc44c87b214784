package import Postgres
package import StockpileModel

/// A category of the district with the words people know it by.
package struct ReserveCategory: Sendable, Codable {
    package let code: String
    package let name: String
    package let nameEn: String
}

extension Transaction {
    /// A scenario with its towns and what its drivers are worth.
    package func findScenario(code: String) throws -> ReadinessScenario? {
        try query("\(scenarioColumns) WHERE scenario.code = \(code)").first.map(ReadinessScenario.init(row:))
    }

    /// Every scenario, in the order in which they were loaded.
    package func listScenarios() throws -> [ReadinessScenario] {
        try query("\(scenarioColumns) ORDER BY scenario.scenario_id").map(ReadinessScenario.init(row:))
    }

    /// Writes a scenario down; false when its code is taken.
    package func insertScenario(_ scenario: ReadinessScenario, source: String) throws -> Bool {
        let drivers = scenario.drivers.sorted { $0.key < $1.key }
        let figures = scenario.townFigures.rows
        let rows = try query(
            """
            WITH made AS (
                INSERT INTO stockpile.scenario (code, name, name_en, hazard, response_days, source)
                VALUES (\(scenario.code), \(scenario.name), \(scenario.nameEn), \(scenario.hazard), \(scenario.responseDays), \(source))
                ON CONFLICT (code) DO NOTHING RETURNING scenario_id),
            town AS (
                INSERT INTO stockpile.scenario_town (scenario_id, place_id)
                SELECT scenario_id, place_id FROM made, stockpile.place WHERE place.code = ANY (\(scenario.towns))),
            driver AS (
                INSERT INTO stockpile.scenario_driver (scenario_id, driver, value, source)
                SELECT scenario_id, row.driver, row.value::numeric, \(source)
                FROM made, unnest(\(drivers.map(\.key)), \(drivers.map(\.value.digits))) AS row (driver, value)),
            figure AS (
                INSERT INTO stockpile.scenario_town_driver (scenario_id, driver, place_id, value, source)
                SELECT scenario_id, row.driver, place_id, row.value::numeric, \(source)
                FROM made, unnest(\(figures.map(\.driver)), \(figures.map(\.town)), \(figures.map(\.value.digits)))
                    AS row (driver, town, value)
                JOIN stockpile.place ON place.code = row.town)
            SELECT scenario_id FROM made
            """)
        return !rows.isEmpty
    }

    /// What people call each hazard.
    package func listHazardNames() throws -> [String: (name: String, nameEn: String)] {
        try Dictionary(
            uniqueKeysWithValues: query("SELECT hazard, name, name_en FROM stockpile.hazard").map {
                (try $0.get("hazard") as String, (name: try $0.get("name"), nameEn: try $0.get("name_en")))
            })
    }

    /// Every category of the district, in its order.
    package func listReserveCategories() throws -> [ReserveCategory] {
        try query("SELECT reserve_category, name, name_en FROM stockpile.reserve_category ORDER BY position, reserve_category").map {
            ReserveCategory(code: try $0.get("reserve_category"), name: try $0.get("name"), nameEn: try $0.get("name_en"))
        }
    }

    /// Every place with the roads between places, as far as they lead to where people live or goods lie.
    package func findRouteMap() throws -> RouteMap {
        let stops = try query(
            """
            SELECT place_id, place.code, handling_minutes, company.code AS company
            FROM stockpile.place LEFT JOIN stockpile.company USING (company_id)
            """
        ).map { row in
            (
                try row.get("place_id") as PlaceID,
                RouteMap.Stop(
                    code: try row.get("code"), handlingMinutes: try row.get("handling_minutes"), company: try row.get("company"))
            )
        }
        let roads = try query("SELECT from_place_id, to_place_id, minutes FROM stockpile.route").map { row in
            (RouteMap.Leg(from: try row.get("from_place_id"), to: try row.get("to_place_id")), try row.get("minutes") as Int)
        }
        return RouteMap(stops: Dictionary(stops) { first, _ in first }, minutes: Dictionary(roads) { first, _ in first })
    }
}

private let scenarioColumns: SQL = """
    SELECT scenario.code, scenario.name, scenario.name_en, scenario.hazard, scenario.response_days,
        ARRAY(SELECT place.code FROM stockpile.scenario_town JOIN stockpile.place USING (place_id)
              WHERE scenario_town.scenario_id = scenario.scenario_id ORDER BY place.code) AS towns,
        ARRAY(SELECT driver FROM stockpile.scenario_driver WHERE scenario_driver.scenario_id = scenario.scenario_id
              ORDER BY driver) AS drivers,
        ARRAY(SELECT value::text FROM stockpile.scenario_driver WHERE scenario_driver.scenario_id = scenario.scenario_id
              ORDER BY driver) AS driver_values,
        figure.drivers AS figure_drivers, figure.towns AS figure_towns, figure.driver_values AS figure_values
    FROM stockpile.scenario
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(driver ORDER BY driver, code), '{}') AS drivers,
            coalesce(array_agg(code ORDER BY driver, code), '{}') AS towns,
            coalesce(array_agg(value::text ORDER BY driver, code), '{}') AS driver_values
        FROM stockpile.scenario_town_driver AS own JOIN stockpile.place USING (place_id)
        WHERE own.scenario_id = scenario.scenario_id) AS figure
    """

extension ReadinessScenario {
    fileprivate init(row: Row) throws {
        let drivers: [String] = try row.get("drivers")
        let values: [ExactDecimal] = try row.get("driver_values")
        let figures: ([String], [String], [ExactDecimal]) = (
            try row.get("figure_drivers"), try row.get("figure_towns"), try row.get("figure_values")
        )
        self.init(
            code: try row.get("code"), name: try row.get("name"), nameEn: try row.get("name_en"), hazard: try row.get("hazard"),
            responseDays: try row.get("response_days"), towns: try row.get("towns"),
            drivers: Dictionary(zip(drivers, values)) { first, _ in first },
            townFigures: TownFigures(figures.0.indices.map { (figures.0[$0], figures.1[$0], figures.2[$0]) }))
    }
}
