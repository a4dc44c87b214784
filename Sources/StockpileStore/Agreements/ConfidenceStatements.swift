package import Postgres
package import StockpileModel

extension Transaction {
    /// Every rule of confidence that was adopted, in the order in which they come into force.
    package func listAdoptedConfidenceRules() throws -> [ConfidenceRule] {
        try query("\(ConfidenceRule.columns) JOIN stockpile.confidence_adoption USING (version) ORDER BY valid_from, version")
            .map { try confidenceRule(row: $0) }
    }

    package func findConfidenceRule(version: Int) throws -> ConfidenceRule? {
        try query("\(ConfidenceRule.columns) WHERE version = \(version)").first.map { try confidenceRule(row: $0) }
    }

    private func confidenceRule(row: Row) throws -> ConfidenceRule {
        let version: Int = try row.get("version")
        let bands = try query(
            "SELECT kind, days_max, percent FROM stockpile.confidence_band WHERE version = \(version) ORDER BY kind, days_max"
        ).map {
            ConfidenceRule.Band(kind: try $0.proofKind("kind"), daysMax: try $0.get("days_max"), percent: try $0.get("percent"))
        }
        return ConfidenceRule(
            version: version, name: try row.get("name"), source: try row.get("source"), validFrom: try row.get("valid_from"), bands: bands,
            neverPercent: try row.get("never_percent"), brokenPoints: try row.get("broken_points"), keptPoints: try row.get("kept_points"),
            keptPointsMax: try row.get("kept_points_max"), promiseDays: try row.get("promise_days"))
    }

    /// Every version of the rule, newest first, with who made and who adopted it.
    package func listConfidenceRules(zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT rule.version::bigint, rule.name, rule.source, rule.valid_from, rule.never_percent::bigint, rule.broken_points::bigint,
                rule.kept_points::bigint, rule.kept_points_max::bigint, rule.promise_days::bigint, maker.login AS made_by,
                stockpile.iso(rule.recorded_at, \(zone)) AS made_at, checker.login AS adopted_by,
                stockpile.iso(adoption.recorded_at, \(zone)) AS adopted_at,
                (SELECT jsonb_agg(jsonb_build_object('proof_kind', kind, 'days_max', days_max, 'percent', percent) ORDER BY kind, days_max)
                    FROM stockpile.confidence_band AS band WHERE band.version = rule.version) AS bands
            FROM stockpile.confidence_rule AS rule JOIN stockpile.person AS maker ON maker.person_id = rule.person_id
            LEFT JOIN stockpile.confidence_adoption AS adoption USING (version)
            LEFT JOIN stockpile.person AS checker ON checker.person_id = adoption.checker_id
            ORDER BY rule.version DESC
            """
        ).map { row in
            let figures = try row.object(
                ["name", "source", "valid_from", "made_by", "made_at", "adopted_by", "adopted_at"],
                integers: ["version", "never_percent", "broken_points", "kept_points", "kept_points_max", "promise_days"])
            let bands: JSONValue? = try row.get("bands")
            return .object((figures.members ?? []) + [JSONMember("bands", bands ?? .array([]))])
        }
    }

    /// Writes the next version; answers its number. Errors: SP401.
    package func insertConfidenceRule(_ rule: ConfidenceRule, by person: PersonID) throws -> Int64 {
        let argument: JSONValue = [
            "name": .text(rule.name), "source": .text(rule.source), "valid_from": JSONValue(rule.validFrom),
            "never_percent": .integer(Int64(rule.neverPercent)), "broken_points": .integer(Int64(rule.brokenPoints)),
            "kept_points": .integer(Int64(rule.keptPoints)), "kept_points_max": .integer(Int64(rule.keptPointsMax)),
            "promise_days": .integer(Int64(rule.promiseDays)),
            "bands": .array(
                rule.bands.map {
                    ["kind": .text($0.kind.rawValue), "days_max": .integer(Int64($0.daysMax)), "percent": .integer(Int64($0.percent))]
                }),
        ]
        let rows = try query("SELECT stockpile.insert_confidence_rule(\(person), \(argument)::jsonb)::bigint AS version")
        guard let row = rows.first else { throw PostgresError(.decoding, "no version") }
        return try row.get("version")
    }

    /// Errors: SP401, SP402 for its maker, SP530, SP601.
    package func adoptConfidenceRule(version: Int, by person: PersonID) throws {
        try execute("SELECT stockpile.adopt_confidence_rule(\(person), \(version)::integer)")
    }
}

extension ConfidenceRule {
    fileprivate static let columns: SQL = """
        SELECT version, name, source, valid_from, never_percent, broken_points, kept_points, kept_points_max, promise_days
        FROM stockpile.confidence_rule
        """
}

extension Row {
    func proofKind(_ column: String) throws -> ProofKind {
        let text: String = try get(column)
        guard let kind = ProofKind(rawValue: text) else { throw PostgresError(.decoding, "not a kind of proof") }
        return kind
    }
}
