package import Postgres
package import StockpileModel

/// What a new version of a standard may speak of, and the versions there are.
package struct StandardVocabulary: Sendable {
    package struct Item: Sendable {
        package let code: String
        package let categories: [String]
        package let isRetired: Bool
    }

    package struct Version: Sendable {
        package let named: StandardVersion
        package let level: ResponseLevel
        package let effectiveFrom: CalendarDate
        package let isAdopted: Bool
    }

    package let items: [Item]
    package let categories: [String]
    package let hazards: [String]
    package let drivers: [String]
    package let versions: [Version]
}

extension Transaction {
    package func findStandardVocabulary() throws -> StandardVocabulary {
        func codes(_ statement: SQL) throws -> [String] { try query(statement).map { try $0.get("code") } }
        return StandardVocabulary(
            items: try query(
                """
                SELECT item.code, item.retired_on IS NOT NULL AS is_retired,
                    array_agg(reserve_category ORDER BY reserve_category) AS categories
                FROM stockpile.item JOIN stockpile.item_category USING (item_id)
                GROUP BY item.item_id
                """
            ).map {
                StandardVocabulary.Item(
                    code: try $0.get("code"), categories: try $0.get("categories"), isRetired: try $0.get("is_retired"))
            },
            categories: try codes("SELECT reserve_category AS code FROM stockpile.reserve_category"),
            hazards: try codes("SELECT hazard AS code FROM stockpile.hazard"), drivers: try listDrivers(),
            versions: try query(
                """
                SELECT standard.code, standard.version, standard.response_level, standard.effective_from,
                    adopted.standard_id IS NOT NULL AS is_adopted
                FROM stockpile.standard LEFT JOIN stockpile.adopted_standard AS adopted USING (standard_id)
                ORDER BY standard.code, standard.version
                """
            ).map { row in
                let level: String = try row.get("response_level")
                guard let level = ResponseLevel(rawValue: level) else { throw PostgresError(.decoding, "not a response level") }
                return StandardVocabulary.Version(
                    named: StandardVersion(code: try row.get("code"), version: try row.get("version")), level: level,
                    effectiveFrom: try row.get("effective_from"), isAdopted: try row.get("is_adopted"))
            })
    }

    /// The code of every driver.
    package func listDrivers() throws -> [String] {
        try query("SELECT driver FROM stockpile.driver ORDER BY driver").map { try $0.get("driver") }
    }

    /// Keeps new versions as drafts with their lines, and the drivers that come along. Errors: SP401, SP656.
    package func insertStandardDrafts(_ draft: ReadinessDraft, by person: PersonID) throws {
        try execute("SELECT stockpile.insert_standards(\(person), \(draft.standardsJSON)::jsonb)")
    }

    /// Errors: SP401, SP402 for its maker, SP532, SP533, SP537, SP601.
    package func adoptStandard(_ named: StandardVersion, by person: PersonID) throws {
        try execute("SELECT stockpile.adopt_standard(\(person), \(named.code), \(named.version)::integer)")
    }
}

extension ReadinessDraft {
    /// Drivers, standards and lines as the functions that write them take them.
    var standardsJSON: JSONValue {
        [
            "drivers": .array(
                drivers.map {
                    [
                        "code": .text($0.code), "name": .text($0.name), "name_en": .text($0.nameEn), "unit": .text($0.unit),
                        "source": .text($0.source),
                    ]
                }),
            "standards": .array(
                standards.enumerated().map { position, standard in
                    [
                        "position": .integer(Int64(position)), "code": .text(standard.code), "version": .integer(standard.version),
                        "name": .text(standard.name), "name_en": .text(standard.nameEn), "level": .text(standard.level.rawValue),
                        "effective_from": JSONValue(standard.effectiveFrom), "source": .text(standard.source),
                        "redundancy_percent": .integer(standard.redundancyPercent),
                    ]
                }),
            "lines": .array(
                lines.enumerated().map { position, line in
                    [
                        "line_no": .integer(Int64(position)), "standard": .text(line.standard), "version": .integer(line.version),
                        "hazard": JSONValue(line.hazard), "category": .text(line.category), "item": .text(line.item),
                        "driver": .text(line.driver), "coefficient": .decimal(line.coefficient.digits),
                        "coefficient_max": line.coefficientMax.map { .decimal($0.digits) } ?? .null, "days": .integer(line.days),
                        "within_hours": .integer(line.withinHours), "source": .text(line.source),
                        "scope": .text(line.scope.rawValue),
                    ]
                }),
        ]
    }
}
