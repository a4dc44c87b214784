import Testing

/// The readiness of a district reckoned plainly and slowly from its files; shares nothing with the engine.
struct SlowReadiness {
    struct Line {
        var row: DistrictRows.Row
        var required = 0
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
                + "coverage \(coverage)"
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
        for position in lines.indices {
            let rivals = lines.indices.filter { $0 <= position && lines[$0].row["item"] == lines[position].row["item"] }
            lines[position].covered =
                try most(for: rivals.map { lines[$0] }) - most(for: rivals.dropLast().map { lines[$0] })
            lines[position].coverage = try Self.hours.map { hours in
                let rivals = rivals.map { lines[$0].due(within: hours) }
                return try most(for: rivals) - most(for: rivals.dropLast())
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
        let driver = try #require(rows["scenario_drivers"].first { $0["scenario"] == scenario["code"] && $0["driver"] == row["driver"] })
        let product = millionths(row["coefficient"]) * millionths(driver["value"]) * number(row["days"])
        line.required = (product + 999_999_999_999) / 1_000_000_000_000
        for part in try parts(for: row) {
            if let reason = part.reason {
                line.leftOut[reason, default: 0] += part.quantity
            } else {
                line.available[part.kind, default: 0] += part.quantity
            }
        }
        return line
    }

    /// The most these lines can be given together: the narrowest cut over every choice of lines that are fed as they can be.
    private func most(for lines: some Collection<Line>) throws -> Int {
        var narrowest = Int.max
        for choice in 0..<(1 << lines.count) {
            var cut = 0
            var reached: [String: Int] = [:]
            for (place, line) in lines.enumerated() {
                guard choice & (1 << place) != 0 else {
                    cut += line.required
                    continue
                }
                for part in try parts(for: line.row) where part.reason == nil {
                    reached[part.source] = max(reached[part.source] ?? 0, part.quantity)
                }
            }
            narrowest = min(narrowest, cut + reached.values.reduce(0, +))
        }
        return narrowest
    }
}
