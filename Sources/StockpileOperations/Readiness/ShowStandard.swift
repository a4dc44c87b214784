package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// One version of a standard with its lines; without a version the one in force.
    ///
    /// Shape:  `unvalued_drivers` names scenarios that say nothing of a driver it needs: a check of them has no answer by it.
    /// Errors: notFound.
    package func showStandard(code: String, version: Int?) async throws -> JSONValue {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { tx in
            try Self.shown(try Self.standard(code, version, on: today, in: tx), on: today, zone: zone, in: tx)
        }
    }

    static func shown(
        _ standard: Standard, on day: CalendarDate, zone: String, in tx: borrowing Transaction
    ) throws -> JSONValue {
        let head = try tx.standardHead(standard, on: day, zone: zone)
        let lines = try tx.listStandardLines(of: standard).map(\.json)
        return .object(
            (head.members ?? []).filter { $0.key != "lines" } + [
                JSONMember("lines_total", .integer(Int64(lines.count))),
                JSONMember("unvalued_drivers", .array(try tx.listUnvaluedDrivers(of: standard))), JSONMember("lines", .array(lines)),
            ])
    }

    /// What two versions of a standard ask for differently.
    ///
    /// Shape:  both heads by their figures, then a row for each line that is new, gone or other, with both figures.
    /// Errors: notFound for either version.
    package func compareStandards(code: String, from first: Int, to second: Int) async throws -> JSONValue {
        let today = self.today
        return try await store.read { tx in
            let before = try Self.standard(code, first, on: today, in: tx), after = try Self.standard(code, second, on: today, in: tx)
            let (older, newer) = (try tx.listStandardLines(of: before), try tx.listStandardLines(of: after))
            let changes = StandardComparison(before: older, after: newer).pairs.compactMap { pair in
                Self.change(from: pair.before.map { older[$0] }, to: pair.after.map { newer[$0] })
            }
            return [
                "code": .text(code), "from_version": .integer(before.version), "to_version": .integer(after.version),
                "level": .text(after.level.rawValue), "effective_from": JSONValue(before.effectiveFrom),
                "effective_from_then": JSONValue(after.effectiveFrom),
                "redundancy_percent": .integer(Int64(before.redundancyPercent)),
                "redundancy_percent_then": .integer(Int64(after.redundancyPercent)), "changes": .array(changes),
            ]
        }
    }

    private static func change(from before: StandardLine?, to after: StandardLine?) -> JSONValue? {
        guard let change = StandardLineChange(from: before, to: after), let line = after ?? before else { return nil }
        let figures = ["hazard", "driver", "coefficient", "coefficient_max", "days", "within_hours", "source", "scope"]
        return .object(
            [
                JSONMember("line_change", .text(change.rawValue)), JSONMember("category", .text(line.category)),
                JSONMember("item", .text(line.itemCode)), JSONMember("item_name", .text(line.itemName)),
                JSONMember("item_name_en", .text(line.itemNameEn)), JSONMember("base_unit", .text(line.baseUnit)),
            ]
                + figures.flatMap { key in
                    [
                        JSONMember(key, before?.json[key: key] ?? .null),
                        JSONMember("\(key)_then", after?.json[key: key] ?? .null),
                    ]
                })
    }

    /// The version that is meant; without one the version in force. Errors: notFound.
    static func standard(
        _ code: String, _ version: Int?, on day: CalendarDate, in tx: borrowing Transaction
    ) throws -> Standard {
        let found =
            try version.map { try tx.findStandard(StandardVersion(code: code, version: $0)) } ?? tx.findStandard(code: code, on: day)
        guard let found else {
            throw StockpileError.notFound(subject: "standard", code: version.map { "\(code)/\($0)" } ?? code)
        }
        return found
    }
}

extension StandardLine {
    var json: JSONValue {
        [
            "hazard": JSONValue(hazard), "category": .text(category), "item": .text(itemCode), "item_name": .text(itemName),
            "item_name_en": .text(itemNameEn), "base_unit": .text(baseUnit), "driver": .text(driver),
            "coefficient": .decimal(coefficient.digits), "coefficient_max": coefficientMax.map { .decimal($0.digits) } ?? .null,
            "days": .integer(Int64(days)), "within_hours": .integer(Int64(withinHours)), "source": .text(source),
            "scope": .text(scope.rawValue),
        ]
    }
}
