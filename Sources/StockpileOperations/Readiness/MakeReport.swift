internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// The readiness report as it stands now: check, promises by hour, forecast and the three weakest points.
    ///
    /// Shape:  what it is about first, then `check`, `layers`, `forecast` and `stress`; `number` and what else tells of a kept report are
    ///         null. `position` is how far the ledger is sealed, and `unsealed` documents came after.
    /// Units:  base units of the item.
    /// Errors: as for a check; `days` from 1 to 3660.
    package func makeReport(_ question: ReadinessQuestion) async throws -> JSONValue {
        let today = today
        return try await store.read { tx in
            let report = try ReportFacts.load(question, today: today, in: tx).report()
            let block = try tx.findHead()
            return Self.shown(
                .object([
                    JSONMember("position", .integer(block?.lastPosition ?? 0)), JSONMember("head", JSONValue(block?.sha256)),
                    JSONMember("unsealed", .integer(try tx.countUnsealed())),
                ]), report)
        }
    }

    /// A report with what it is about in front.
    static func shown(_ known: JSONValue, _ report: JSONValue) -> JSONValue {
        let summary = ReportSummary(report).members
        let kept = ["number", "frozen_at", "frozen_by", "frozen_by_name", "frozen_by_name_en", "position", "head", "unsealed", "sha256"]
        return .object(kept.map { JSONMember($0, known[key: $0] ?? .null) } + summary + (report.members ?? []))
    }
}

/// What a report is about and how it came out.
struct ReportSummary: Sendable {
    let members: [JSONMember]

    init(_ report: JSONValue) {
        let check = report[key: "check"] ?? .null, forecast = report[key: "forecast"] ?? .null
        let about = [
            "level", "scenario", "scenario_name", "scenario_name_en", "hazard", "on", "standard", "standard_version", "rule_version",
            "verdict",
        ]
        let short = (check[key: "lines"]?.array ?? []).count { ($0[key: "gap"]?.integer ?? 0) > 0 }
        members =
            about.map { JSONMember($0, check[key: $0] ?? .null) } + [
                JSONMember("short", .integer(Int64(short))), JSONMember("until", forecast[key: "until"] ?? .null),
                JSONMember("first_short_on", forecast[key: "first_short_on"] ?? .null),
            ]
    }

    var json: JSONValue { .object(members) }
}
