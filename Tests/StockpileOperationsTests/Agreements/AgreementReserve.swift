import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting

extension SmallReserve {
    /// A company with a site, an agreement over 100 quilts there and one over making ten ropes a day, and a standard that needs 200 quilts.
    func makeAgreement() async throws {
        for statement: SQL in [
            "INSERT INTO stockpile.company (code, name, name_en, source) VALUES ('C1', '甲厂', 'Mill', 's')",
            """
            INSERT INTO stockpile.place (code, name, name_en, kind, company_id, source)
            SELECT 'Y1', '甲厂库', 'Mill site', 'company_site', company_id, 's' FROM stockpile.company
            """,
            """
            INSERT INTO stockpile.route SELECT a.place_id, b.place_id, 30, 's' FROM stockpile.place AS a, stockpile.place AS b
            WHERE a.code = 'Y1' AND b.code IN ('T1', 'D1')
            """,
            """
            INSERT INTO stockpile.agreement (number, company_id, name, valid_from, valid_to, source)
            SELECT 'A1', company_id, '协议', current_date - 400, current_date + 400, 's' FROM stockpile.company
            """,
            """
            INSERT INTO stockpile.agreement_stock SELECT agreement_id, item_id, place_id, 100, 2, 90, 's'
            FROM stockpile.agreement, stockpile.item, stockpile.place WHERE item.code = 'quilt' AND place.code = 'Y1'
            """,
            """
            INSERT INTO stockpile.agreement_capacity SELECT agreement_id, item_id, place_id, 10, 0, 100, 's'
            FROM stockpile.agreement, stockpile.item, stockpile.place WHERE item.code = 'rope' AND place.code = 'Y1'
            """,
            "INSERT INTO stockpile.hazard VALUES ('flood', '洪涝', 'Flood', 's')",
            "INSERT INTO stockpile.driver VALUES ('people', '人', 'People', '人', 's')",
            """
            INSERT INTO stockpile.standard (code, version, name, name_en, response_level, effective_from, source)
            VALUES ('S', 1, '标准', 'Standard', 'II', '2020-01-01', 's')
            """,
            """
            INSERT INTO stockpile.standard_line
                (standard_id, hazard, reserve_category, item_id, driver, coefficient, days, within_hours, source)
            SELECT standard_id, 'flood', 'relief', item_id, 'people', 1, 1, 12, 's' FROM stockpile.standard, stockpile.item
            WHERE item.code = 'quilt'
            """,
            """
            INSERT INTO stockpile.scenario (code, name, name_en, hazard, response_days, source)
            VALUES ('flood', '洪涝', 'Flood', 'flood', 3, 's')
            """,
            "INSERT INTO stockpile.scenario_driver SELECT scenario_id, 'people', 200, 's' FROM stockpile.scenario",
            """
            INSERT INTO stockpile.scenario_town SELECT scenario_id, place_id FROM stockpile.scenario, stockpile.place
            WHERE place.code = 'T1'
            """,
        ] { try await sql(statement) }
    }

    /// Quilts under agreement that a check counts today.
    func counted() async throws -> Int64? {
        let report = try await person("commander1").checkReadiness(level: .II, scenario: "flood", on: nil)
        return report.answer.lines.first?.available[.agreement]
    }

    @discardableResult
    func prove(
        _ quantity: Int64, _ kind: ProofKind = .declaration, daysAgo days: Int = 0, key: IdempotencyKey = .fresh()
    ) async throws -> [JSONValue] {
        let person = try await person("keeper1")
        var proof = ProofDraft(
            agreement: "A1", item: "quilt", place: "Y1", provedOn: person.today.adding(days: -days), quantity: quantity)
        proof.kind = kind
        return try await person.recordProof(proof, evidence: nil, key: key)
    }

    /// A rule that is in force at once: declarations 70 % for 45 days and 40 % for a year, visits 80 % for 45 days, never 20 %.
    func adoptRule(never: Int = 20, adopts: Bool = true) async throws {
        let text = """
            kind,days_max,percent
            declaration,45,70
            declaration,365,40
            visit,45,80
            never,,\(never)
            broken_promise,730,15
            kept_promise,,5
            kept_promise_max,,10

            """
        let maker = try await person("finance1")
        let rule = try ConfidenceRuleFile.read(data: Data(text.utf8), name: "rule.csv", named: ("规则", "文", maker.today))
        let made = try await maker.importConfidenceRule(rule, key: .fresh())
        guard adopts, let version = made.first?[key: "version"]?.integer else { return }
        _ = try await person("commander1").adoptConfidenceRule(version: Int(version), key: .fresh())
    }

    func callOff(_ quantity: Int64, key: IdempotencyKey = .fresh()) async throws -> String {
        let draft = CallOffDraft(agreement: "A1", item: "quilt", quantity: quantity, to: "D1", respondHours: 2)
        return try await person("commander1").sendCallOff(draft, key: key)[key: "number"]?.text ?? ""
    }

    func deliver(
        _ number: String, _ quantity: Int64, cost: Int64? = 300, remarks: String? = nil, key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue {
        var line = PostingRequestLine(item: "", quantity: quantity)
        line.unitCostFen = cost
        var request = PostingRequest(purpose: "purchase", place: "", lines: [line])
        request.remarks = remarks
        return try await person("keeper1").deliverCallOff(number, request, key: key)
    }

    func openTasks(_ kind: String) async throws -> [String] {
        try await sql("SELECT subject FROM stockpile.task WHERE kind = \(kind) AND outcome IS NULL ORDER BY subject").map {
            try $0.get("subject")
        }
    }
}
