package import Postgres
package import StockpileModel

/// One version of a standard.
package struct Standard: Sendable, Codable {
    package let id: Int64
    package let code: String
    package let version: Int64
    package let name: String
    package let nameEn: String
    package let level: ResponseLevel
    package let effectiveFrom: CalendarDate
    /// What it asks for on top of every line.
    package let redundancyPercent: Int

    package var named: StandardVersion { StandardVersion(code: code, version: Int(clamping: version)) }
}

extension Transaction {
    /// The version for a level that is in force on a day.
    package func findStandard(for level: ResponseLevel, on day: CalendarDate) throws -> Standard? {
        try query(
            """
            \(Standard.columns) JOIN stockpile.adopted_standard AS adopted USING (standard_id)
            WHERE adopted.response_level = \(level.rawValue) AND adopted.effective_from <= \(day)
              AND (adopted.superseded_from IS NULL OR adopted.superseded_from > \(day))
            """
        ).first.map(Standard.init(row:))
    }

    /// The first day of a span on which another version takes the place of the one in force at its beginning; nil where none does.
    package func findChangeOfStandard(for level: ResponseLevel, in span: ClosedRange<CalendarDate>) throws -> CalendarDate? {
        try query(
            """
            SELECT min(effective_from) AS changes_on FROM stockpile.adopted_standard
            WHERE response_level = \(level.rawValue) AND effective_from > \(span.lowerBound) AND effective_from <= \(span.upperBound)
            """
        ).first?.get("changes_on")
    }

    /// A version, whatever its state; nil where there is none.
    package func findStandard(_ named: StandardVersion) throws -> Standard? {
        try query("\(Standard.columns) WHERE standard.code = \(named.code) AND standard.version = \(named.version)::integer")
            .first.map(Standard.init(row:))
    }

    /// Of the versions with a code the one in force on a day, else the newest that is adopted, else the newest draft.
    package func findStandard(code: String, on day: CalendarDate) throws -> Standard? {
        try query(
            """
            \(Standard.columns) LEFT JOIN stockpile.adopted_standard AS adopted USING (standard_id)
            WHERE standard.code = \(code)
            ORDER BY adopted.effective_from <= \(day) AND (adopted.superseded_from IS NULL OR adopted.superseded_from > \(day))
                DESC NULLS LAST, adopted.standard_id IS NULL, standard.version DESC
            LIMIT 1
            """
        ).first.map(Standard.init(row:))
    }

    /// The version that holds for the level until this one does; nil where there is none.
    package func findStandard(before standard: Standard) throws -> Standard? {
        try query(
            """
            \(Standard.columns) JOIN stockpile.adopted_standard AS adopted USING (standard_id)
            WHERE adopted.response_level = \(standard.level.rawValue) AND adopted.effective_from < \(standard.effectiveFrom)
            ORDER BY adopted.effective_from DESC LIMIT 1
            """
        ).first.map(Standard.init(row:))
    }

    /// Every version of every standard, by level, then the latest day of effect first, as they stand on a day; of one code, or all.
    package func listStandards(code: String? = nil, on day: CalendarDate, zone: String) throws -> [JSONValue] {
        try query(
            Self.standardHeads(on: day, zone: zone)
                + """
                WHERE \(code)::text IS NULL OR standard.code = \(code)
                ORDER BY array_position(ARRAY['I', 'II', 'III', 'IV'], standard.response_level), standard.effective_from DESC,
                    standard.code, standard.version DESC
                """
        ).map(Self.standardHead)
    }

    /// One version as it stands on a day, without its lines.
    package func standardHead(_ standard: Standard, on day: CalendarDate, zone: String) throws -> JSONValue {
        guard let row = try query(Self.standardHeads(on: day, zone: zone) + "WHERE standard.standard_id = \(standard.id)").first else {
            throw PostgresError(.decoding, "no such standard")
        }
        return try Self.standardHead(row)
    }

    /// The lines of a standard for one hazard and those for any, in the order of the standard; every line where no hazard is named.
    package func listStandardLines(of standard: Standard, for hazard: String? = nil) throws -> [StandardLine] {
        try query(
            """
            SELECT line.hazard, line.reserve_category, line.item_id, item.code AS item, item.name AS item_name,
                item.name_en AS item_name_en, item.base_unit, line.driver, line.coefficient, line.coefficient_max, line.days,
                line.within_hours, line.source, line.scope
            FROM stockpile.standard_line AS line
            JOIN stockpile.item USING (item_id)
            WHERE line.standard_id = \(standard.id) AND (\(hazard)::text IS NULL OR line.hazard IS NULL OR line.hazard = \(hazard))
            ORDER BY line.standard_line_id
            """
        ).map { try StandardLine(row: $0, redundancyPercent: standard.redundancyPercent) }
    }

    /// Every scenario of the standard's hazards that says nothing of a driver the standard needs, of the district or of its towns, by the
    /// order of scenarios.
    package func listUnvaluedDrivers(of standard: Standard) throws -> [JSONValue] {
        try query(
            """
            SELECT scenario.code AS scenario, line.driver, line.scope
            FROM stockpile.standard_line AS line
            JOIN stockpile.scenario ON line.hazard IS NULL OR line.hazard = scenario.hazard
            WHERE line.standard_id = \(standard.id) AND CASE line.scope
                WHEN 'town' THEN line.driver <> \(TownFigures.townsDriver) AND NOT EXISTS (
                    SELECT FROM stockpile.scenario_town_driver AS known
                    WHERE known.scenario_id = scenario.scenario_id AND known.driver = line.driver)
                ELSE NOT EXISTS (
                    SELECT FROM stockpile.scenario_driver AS known
                    WHERE known.scenario_id = scenario.scenario_id AND known.driver = line.driver) END
            GROUP BY scenario.scenario_id, line.driver, line.scope
            ORDER BY scenario.scenario_id, line.driver, line.scope
            """
        ).map { try $0.object(["scenario", "driver", "scope"]) }
    }

    private static func standardHead(_ row: Row) throws -> JSONValue {
        try row.object(
            [
                "code", "name", "name_en", "level", "effective_from", "superseded_from", "state", "source", "drafted_by", "drafted_at",
                "adopted_by", "adopted_at",
            ], integers: ["version", "lines", "redundancy_percent"])
    }

    private static func standardHeads(on day: CalendarDate, zone: String) -> SQL {
        """
        SELECT standard.code, standard.version, standard.name, standard.name_en, standard.response_level AS level,
            standard.effective_from, adopted.superseded_from, standard.redundancy_percent, standard.source,
            CASE WHEN adopted.standard_id IS NULL THEN 'draft' WHEN adopted.superseded_from <= \(day) THEN 'superseded'
                ELSE 'adopted' END AS state,
            maker.login AS drafted_by, stockpile.iso(standard.drafted_at, \(zone)) AS drafted_at, checker.login AS adopted_by,
            stockpile.iso(standard.adopted_at, \(zone)) AS adopted_at,
            (SELECT count(*) FROM stockpile.standard_line AS line WHERE line.standard_id = standard.standard_id) AS lines
        FROM stockpile.standard
        LEFT JOIN stockpile.adopted_standard AS adopted USING (standard_id)
        LEFT JOIN stockpile.person AS maker ON maker.person_id = standard.drafted_by
        LEFT JOIN stockpile.person AS checker ON checker.person_id = standard.adopted_by

        """
    }
}

extension Standard {
    fileprivate static let columns: SQL = """
        SELECT standard.standard_id, standard.code, standard.version, standard.name, standard.name_en, standard.response_level,
            standard.effective_from, standard.redundancy_percent
        FROM stockpile.standard
        """

    fileprivate init(row: Row) throws {
        let level: String = try row.get("response_level")
        guard let level = ResponseLevel(rawValue: level) else { throw PostgresError(.decoding, "not a response level") }
        self.init(
            id: try row.get("standard_id"), code: try row.get("code"), version: try row.get("version"), name: try row.get("name"),
            nameEn: try row.get("name_en"), level: level, effectiveFrom: try row.get("effective_from"),
            redundancyPercent: try row.get("redundancy_percent"))
    }
}

extension StandardLine {
    fileprivate init(row: Row, redundancyPercent: Int) throws {
        self.init(
            category: try row.get("reserve_category"), item: try row.get("item_id"), itemCode: try row.get("item"),
            itemName: try row.get("item_name"), itemNameEn: try row.get("item_name_en"), baseUnit: try row.get("base_unit"),
            driver: try row.get("driver"), coefficient: try row.get("coefficient"), days: try row.get("days"),
            withinHours: try row.get("within_hours"), source: try row.get("source"), hazard: try row.get("hazard"),
            coefficientMax: try row.get("coefficient_max"), redundancyPercent: redundancyPercent, scope: try row.get("scope"))
    }
}

extension StandardScope: SQLDecodable {}

extension ExactDecimal: SQLDecodable {
    package static func decode(_ text: String) throws -> ExactDecimal {
        guard let value = ExactDecimal(text) else { throw PostgresError(.decoding, "not a decimal with at most six places") }
        return value
    }
}
