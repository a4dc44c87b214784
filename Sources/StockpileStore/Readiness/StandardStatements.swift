package import Postgres
package import StockpileModel

/// One version of a standard.
package struct Standard: Sendable {
    package let id: Int64
    package let code: String
    package let version: Int64
    package let name: String
    package let nameEn: String
    package let level: ResponseLevel
    package let effectiveFrom: CalendarDate
    package let lineCount: Int64
}

extension Transaction {
    /// The newest version for a level that is in effect on a day.
    package func findStandard(for level: ResponseLevel, on day: CalendarDate) throws -> Standard? {
        try query(
            """
            \(Standard.columns)
            WHERE response_level = \(level.rawValue) AND effective_from <= \(day)
            ORDER BY effective_from DESC, version DESC LIMIT 1
            """
        ).first.map(Standard.init(row:))
    }

    /// Every version of every standard, by level, then newest first.
    package func listStandards() throws -> [Standard] {
        try query("\(Standard.columns) ORDER BY array_position(ARRAY['I', 'II', 'III', 'IV'], response_level), effective_from DESC, code")
            .map(Standard.init(row:))
    }

    /// The lines of a standard for one hazard and those for any, in the order of the standard.
    package func listStandardLines(of standard: Standard, for hazard: String) throws -> [StandardLine] {
        try query(
            """
            SELECT line.reserve_category, line.item_id, item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                item.base_unit, line.driver, line.coefficient, line.days, line.within_hours, line.source
            FROM stockpile.standard_line AS line
            JOIN stockpile.item USING (item_id)
            WHERE line.standard_id = \(standard.id) AND (line.hazard IS NULL OR line.hazard = \(hazard))
            ORDER BY line.standard_line_id
            """
        ).map(StandardLine.init(row:))
    }
}

extension Standard {
    fileprivate static let columns: SQL = """
        SELECT standard_id, code, version, name, name_en, response_level, effective_from,
            (SELECT count(*) FROM stockpile.standard_line WHERE standard_line.standard_id = standard.standard_id) AS line_count
        FROM stockpile.standard
        """

    fileprivate init(row: Row) throws {
        let level: String = try row.get("response_level")
        guard let level = ResponseLevel(rawValue: level) else { throw PostgresError(.decoding, "not a response level") }
        self.init(
            id: try row.get("standard_id"), code: try row.get("code"), version: try row.get("version"), name: try row.get("name"),
            nameEn: try row.get("name_en"), level: level, effectiveFrom: try row.get("effective_from"),
            lineCount: try row.get("line_count"))
    }
}

extension StandardLine {
    fileprivate init(row: Row) throws {
        self.init(
            category: try row.get("reserve_category"), item: try row.get("item_id"), itemCode: try row.get("item"),
            itemName: try row.get("item_name"), itemNameEn: try row.get("item_name_en"), baseUnit: try row.get("base_unit"),
            driver: try row.get("driver"), coefficient: try row.get("coefficient"), days: try row.get("days"),
            withinHours: try row.get("within_hours"), source: try row.get("source"))
    }
}

extension ExactDecimal: SQLDecodable {
    package static func decode(_ text: String) throws -> ExactDecimal {
        guard let value = ExactDecimal(text) else { throw PostgresError(.decoding, "not a decimal with at most six places") }
        return value
    }
}
