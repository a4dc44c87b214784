import Testing

/// The readiness of a district reckoned plainly and slowly from its files; shares nothing with the engine.
struct SlowReadiness {
    struct Line {
        var row: DistrictRows.Row
        var required = 0
        /// What each town needs and gets, where it is reckoned by towns.
        var towns: [(town: String, required: Int, covered: Int)] = []
        var available: [String: Int] = [:]
        var covered = 0
        /// At each of `SlowReadiness.hours`, if all had to be there by then.
        var coverage: [Int] = []
        var leftOut: [String: Int] = [:]

        func due(within hours: Int) -> Line {
            var line = self
            line.row["within_hours"] = String(hours)
            return line
        }

        /// One text a line, so that a difference can be read.
        var described: String {
            let kinds = ["physical", "entrusted", "agreement", "capacity", "mutual_aid"].map { "\($0) \(available[$0] ?? 0)" }.joined(
                separator: " ")
            let excluded = SlowReadiness.reasons.compactMap { reason in
                leftOut[reason].flatMap { $0 > 0 ? "\(reason) \($0)" : nil }
            }.joined(separator: " ")
            return "\(row["category"] ?? "") \(row["item"] ?? "") required \(required) \(kinds) covered \(covered) "
                + "gap \(required - covered) hours \(row["within_hours"] ?? "") excluded [\(excluded)] "
                + "coverage \(coverage) towns [\(towns.map { "\($0.town) \($0.covered)/\($0.required)" }.joined(separator: " "))]"
        }
    }

    static let reasons = [
        "expired", "held", "reserved", "in_inspection", "to_repair", "to_scrap", "care_overdue", "in_transit", "deployed", "too_far",
        "no_route",
        "agreement_not_in_force", "aid_not_in_force", "confidence", "too_late",
    ]

    let rows: DistrictRows
    let scenario: DistrictRows.Row
    let day: String

    init(_ rows: DistrictRows, scenario: String, on day: String) throws {
        self.rows = rows
        self.scenario = try rows.one("scenarios", "code", scenario)
        self.day = day
    }

    /// By the standard in force on its day, or on another.
    func lines(level: String, standardOn lawful: String? = nil) throws -> [Line] {
        let lawful = lawful ?? day
        let standard = rows["standards"].filter { $0["level"] == level && ($0["effective_from"] ?? "") <= lawful }
            .max { ($0["effective_from"] ?? "") < ($1["effective_from"] ?? "") }
        guard let standard else { return [] }
        var lines = try rows["standard_lines"].filter { row in
            row["standard"] == standard["code"] && row["version"] == standard["version"]
                && (row["hazard"] == "any" || row["hazard"] == scenario["hazard"])
        }.map { try reckoned($0) }
        for rivals in Dictionary(grouping: lines.indices, by: { lines[$0].row["item"] }).values {
            let own = try given(to: rivals.map { lines[$0] })
            let byHour = try Self.hours.map { hours in try given(to: rivals.map { lines[$0].due(within: hours) }) }
            for (place, position) in rivals.enumerated() {
                lines[position].covered = own[place].reduce(0, +)
                lines[position].coverage = byHour.map { $0[place].reduce(0, +) }
                for town in lines[position].towns.indices { lines[position].towns[town].covered = own[place][town] }
            }
        }
        return lines
    }

    static let hours = [6, 12, 24, 72]

    func verdicts(_ lines: [Line]) -> [String] {
        let categories = rows["categories"].map { category in
            let mine = lines.filter { $0.row["category"] == category["code"] }
            return mine.isEmpty ? "not_assessed" : mine.contains { $0.covered < $0.required } ? "short" : "adequate"
        }
        let whole = categories.contains("short") ? "short" : categories.contains("not_assessed") ? "not_assessed" : "adequate"
        return categories + [whole]
    }

    private func reckoned(_ row: DistrictRows.Row) throws -> Line {
        var line = Line(row: row)
        let known = rows["scenario_town_drivers"].filter { $0["scenario"] == scenario["code"] && $0["driver"] == row["driver"] }
        if row["scope"] == "town" || !known.isEmpty {
            line.towns = try townCodes.map { town in
                let figure = known.first { $0["town"] == town }?["value"]
                return (town, units(row, try #require(figure ?? (row["driver"] == "towns" ? "1" : nil))), 0)
            }
            line.required = line.towns.reduce(0) { $0 + $1.required }
        } else {
            let driver = try #require(
                rows["scenario_drivers"].first { $0["scenario"] == scenario["code"] && $0["driver"] == row["driver"] })
            line.required = units(row, driver["value"])
        }
        for part in try best(of: line) {
            if let reason = part.reason {
                line.leftOut[reason, default: 0] += part.quantity
            } else {
                line.available[part.kind, default: 0] += part.quantity
            }
        }
        return line
    }

    private func units(_ row: DistrictRows.Row, _ driver: String?) -> Int {
        let product = millionths(row["coefficient"]) * millionths(driver) * number(row["days"])
        return (product + 999_999_999_999) / 1_000_000_000_000
    }

    /// Of each source the parts for the town that gets most of it, of those that get as much the nearest.
    private func best(of line: Line) throws -> [Part] {
        guard !line.towns.isEmpty else { return try parts(for: line.row, to: townCodes) }
        let byTown = try line.towns.map { Dictionary(grouping: try parts(for: line.row, to: [$0.town]), by: \.source) }
        func counted(_ parts: [Part]) -> Int { parts.reduce(0) { $0 + ($1.reason == nil ? $1.quantity : 0) } }
        return Set(byTown.flatMap(\.keys)).flatMap { source in
            byTown.compactMap { $0[source] }.min {
                (-counted($0), $0[0].minutes ?? .max) < (-counted($1), $1[0].minutes ?? .max)
            } ?? []
        }
    }

    /// What these lines are given, town by town where they have towns, the earlier ones first.
    private func given(to lines: [Line]) throws -> [[Int]] {
        var required: [Int] = []
        var bySource: [String: [Int: Int]] = [:]
        for line in lines {
            let needs = line.towns.isEmpty ? [(townCodes, line.required)] : line.towns.map { ([$0.town], $0.required) }
            for (towns, quantity) in needs {
                for part in try parts(for: line.row, to: towns) where part.reason == nil {
                    bySource[part.source, default: [:]][required.count, default: 0] += part.quantity
                }
                required.append(quantity)
            }
        }
        let counted = bySource.values.map { needs in required.indices.map { needs[$0] ?? 0 } }
        var given = PlainFlow.given(required: required, counted: counted)[...]
        return lines.map { line in
            let own = Array(given.prefix(max(1, line.towns.count)))
            given = given.dropFirst(own.count)
            return own
        }
    }
}
