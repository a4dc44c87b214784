internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Seals the ledger, makes the report of what is sealed and keeps it with all it was reckoned from.
    ///
    /// Shape:  the report as `showReport` tells it.
    /// Errors: as for the report; SP401, SP680 when documents were posted faster than they were sealed.
    /// Source: decision 0024.
    package func freezeReport(_ question: ReadinessQuestion, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.freezeReport)
        if let tried = question.tryingStandard {
            throw StockpileError.invalid([FieldProblem(field: "--standard", .notAllowed, ["value": tried.description])])
        }
        let person = self.person
        let request: JSONValue = [
            "level": .text(question.level.rawValue), "scenario": .text(question.scenario), "on": JSONValue(question.day),
            "days": .integer(Int64(question.daysAhead)),
        ]
        let kept = try await sealedReport(question)
        let answer = try await run("freeze_report", key: key, request: request) { tx, _ in
            ["number": .text(try tx.insertFrozenReport(kept.head, report: kept.report, inputs: kept.inputs, by: person.id))]
        }
        return try await showReport(answer[key: "number"]?.text ?? "")
    }

    /// Kept reports by what they say, newest first.
    package func listReports(slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listFrozenReports(slice: slice, zone: zone) }
    }

    /// A kept report, figure by figure as it was frozen.
    ///
    /// Errors: notFound; SP681 when it is not as it was frozen.
    package func showReport(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        let found = try await store.read { try $0.findFrozenReport(number, zone: zone) }
        guard found.isReportWhole, let report = JSONValue(parsing: found.report) else {
            throw StockpileError.refused(Refusal(.reportAltered, ["number": .text(number)]))
        }
        guard case .object(let members) = found.head else { return report }
        return Self.shown(.object(members + [JSONMember("unsealed", 0)]), report)
    }

    private struct KeptReport: Sendable {
        let head: JSONValue
        let report: String
        let inputs: String
    }

    /// A report of a moment at which every document is sealed.
    private func sealedReport(_ question: ReadinessQuestion) async throws -> KeptReport {
        let today = today
        for _ in 0..<Self.sealAttemptsMax {
            try await sealAll()
            let found = try await store.read { tx -> (facts: ReportFacts, block: LedgerBlock?)? in
                guard try tx.countUnsealed() == 0 else { return nil }
                return (try ReportFacts.load(question, today: today, in: tx), try tx.findHead())
            }
            guard let found else { continue }
            let inputs = try found.facts.written()
            // Made of what is kept, not of what was read: so it can be made again.
            guard let facts = ReportFacts(reading: inputs) else {
                throw StockpileError.unexpected(reference: "REPORT", description: "what a report is made of cannot be read again")
            }
            let report = try facts.report()
            return KeptReport(head: Self.head(ReportSummary(report), found.block), report: report.written, inputs: inputs)
        }
        throw StockpileError.refused(Refusal(.ledgerMoving))
    }

    private static func head(_ summary: ReportSummary, _ block: LedgerBlock?) -> JSONValue {
        let columns = [
            "response_level": "level", "scenario": "scenario", "report_on": "on", "until_on": "until", "standard": "standard",
            "standard_version": "standard_version", "rule_version": "rule_version", "verdict": "verdict", "short": "short",
            "first_short_on": "first_short_on",
        ]
        let said = summary.json
        return .object(
            columns.sorted { $0.key < $1.key }.map { JSONMember($0.key, said[key: $0.value] ?? .null) } + [
                JSONMember("position", .integer(block?.lastPosition ?? 0)), JSONMember("head_sha256", JSONValue(block?.sha256)),
            ])
    }

    private static let sealAttemptsMax = 5
}
