package import Postgres
package import StockpileModel

/// A category of the district with the words people know it by.
package struct ReserveCategory: Sendable {
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
                FROM made, unnest(\(drivers.map(\.key)), \(drivers.map(\.value.digits))) AS row (driver, value))
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

    /// How long goods from every place take to the towns of a scenario.
    package func listWays(toTownsOf scenario: String) throws -> [PlaceID: Way] {
        let rows = try query(
            """
            SELECT place.place_id, place.handling_minutes,
                max(CASE WHEN place.place_id = town.place_id THEN 0 ELSE route.minutes END) AS farthest_minutes,
                count(*) FILTER (WHERE place.place_id <> town.place_id AND route.minutes IS NULL) > 0 AS misses_town
            FROM stockpile.place
            LEFT JOIN (stockpile.scenario JOIN stockpile.scenario_town AS town USING (scenario_id)) ON scenario.code = \(scenario)
            LEFT JOIN stockpile.route ON route.from_place_id = place.place_id AND route.to_place_id = town.place_id
            GROUP BY place.place_id
            """)
        return try Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let way = Way(
                    handlingMinutes: try row.get("handling_minutes"), farthestMinutes: try row.get("farthest_minutes"),
                    missesTown: try row.get("misses_town"))
                return (try row.get("place_id"), way)
            })
    }
}

private let scenarioColumns: SQL = """
    SELECT scenario.code, scenario.name, scenario.name_en, scenario.hazard, scenario.response_days,
        ARRAY(SELECT place.code FROM stockpile.scenario_town JOIN stockpile.place USING (place_id)
              WHERE scenario_town.scenario_id = scenario.scenario_id ORDER BY place.code) AS towns,
        ARRAY(SELECT driver FROM stockpile.scenario_driver WHERE scenario_driver.scenario_id = scenario.scenario_id
              ORDER BY driver) AS drivers,
        ARRAY(SELECT value::text FROM stockpile.scenario_driver WHERE scenario_driver.scenario_id = scenario.scenario_id
              ORDER BY driver) AS driver_values
    FROM stockpile.scenario
    """

extension ReadinessScenario {
    fileprivate init(row: Row) throws {
        let drivers: [String] = try row.get("drivers")
        let values: [ExactDecimal] = try row.get("driver_values")
        self.init(
            code: try row.get("code"), name: try row.get("name"), nameEn: try row.get("name_en"), hazard: try row.get("hazard"),
            responseDays: try row.get("response_days"), towns: try row.get("towns"),
            drivers: Dictionary(zip(drivers, values)) { first, _ in first })
    }
}
