import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Reports of readiness that are frozen", .serialized)
struct FrozenReportTests {
    /// Eight quilts are needed; five are there and keep for forty days, nine wait to be inspected.
    private func ready(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.receive("quilt", 5, lot: "A", expiresIn: 40)
            try await reserve.receive("quilt", 9, lot: "B", condition: "in_inspection")
            try await body(reserve)
        }
    }

    @Test func `a report tells check, hours, forecast and weakest points, and how far the ledger is sealed`() async throws {
        try await ready { reserve in
            let report = try await reserve.person("commander1").makeReport(.days(90))
            #expect(report[key: "number"] == .null && report[key: "sha256"] == .null && report[key: "unsealed"] == 2)
            #expect(report[key: "verdict"] == "short" && report[key: "short"] == 1)
            let check = try await reserve.person("commander1").checkReadiness(level: .II, scenario: "q1", on: nil).json
            #expect(report[key: "check"]?.canonical == check.canonical)
            let forecast = try await reserve.person("commander1").forecastReadiness(level: .II, scenario: "q1", days: 90).json
            #expect(report[key: "forecast"]?.canonical == forecast.canonical)
            let layers = try #require(report[key: "layers"]?.array)
            #expect(layers.map { $0[key: "hours"]?.integer } == [6, 12, 24, 72])
            #expect(layers.allSatisfy { $0[key: "physical"] == 5 && $0[key: "agreement"] == 0 && $0[key: "capacity"] == 0 })
            #expect((report[key: "stress"]?[key: "losses"]?.array ?? []).count <= 3)
        }
    }

    @Test func `what is frozen stays the same when goods move, and can be derived again`() async throws {
        try await ready { reserve in
            let key = IdempotencyKey.fresh()
            let kept = try await reserve.freeze(key: key)
            #expect(kept.number.contains("-BG-") && kept[key: "unsealed"] == 0 && kept[key: "position"] == 2)
            #expect(kept[key: "sha256"]?.text?.count == 64 && kept[key: "head"]?.text?.count == 64)
            try await reserve.receive("quilt", 50, lot: "C")
            try await reserve.issue("quilt", 3, lot: "A")
            try await reserve.sql("UPDATE stockpile.item SET name = '被子'")
            #expect(try await reserve.freeze(key: key).canonical == kept.canonical)
            let auditor = try await reserve.person("auditor1")
            #expect(try await auditor.showReport(kept.number).canonical == kept.canonical)
            let check = try await auditor.verifyReport(kept.number)
            #expect(check[key: "is_same"] == .bool(true) && check[key: "differences"] == .array([]), "\(check.written)")
            #expect((check[key: "figures"]?.integer ?? 0) > 50 && check[key: "heaps"] == 2)
            let second = try await reserve.freeze(by: "admin1")
            #expect(second[key: "short"] == 0 && second[key: "position"] == 4)
            #expect(try await auditor.listReports(slice: .first(9)).map(\.number) == [second.number, kept.number])
            #expect(try await auditor.verifyReport(second.number)[key: "is_same"] == .bool(true))
        }
    }

    @Test func `goods on order, on loan, on the way and held are compared with the ledger as well`() async throws {
        try await ready { reserve in
            try await reserve.receive("quilt", 40, lot: "D")
            _ = try await reserve.person("keeper1").holdLot("A", item: nil, at: nil, remarks: nil, key: .fresh())
            let order = try await reserve.person("commander1").issueOrder(.of("quilt", [(6, "T1"), (7, "T2")]), key: .fresh())
            #expect(!order.number.isEmpty)
            try await reserve.lend("quilt", 4, lot: "D")
            let kept = try await reserve.freeze()
            try await reserve.receive("quilt", 1, lot: "E")
            let check = try await reserve.person("auditor1").verifyReport(kept.number)
            #expect(check[key: "differences"] == .array([]), "\(check.written)")
            #expect((check[key: "heaps"]?.integer ?? 0) >= 4)
        }
    }

    @Test func `a report of an empty ledger can be frozen`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            let kept = try await reserve.freeze()
            #expect(kept[key: "position"] == 0 && kept[key: "head"] == .null && kept[key: "short"] == 1)
            #expect(try await reserve.person("auditor1").verifyReport(kept.number)[key: "is_same"] == .bool(true))
        }
    }

    @Test func `whoever alters what is kept is found out`() async throws {
        let hash = "sha256(convert_to"
        for (script, kinds) in [
            ("SET report = replace(report, '\"required\":8', '\"required\":7')", ["figure_differs", "report_altered"]),
            ("SET report = '{}', report_sha256 = \(hash)('{}', 'UTF8'))", ["figure_differs"]),
            ("SET verdict = 'adequate'", ["figure_differs"]), ("SET inputs = '{}'", ["inputs_altered", "inputs_unreadable"]),
            ("SET inputs = inputs || ' '", ["inputs_altered"]), ("SET head_sha256 = \(hash)('x', 'UTF8'))", ["head_missing"]),
            (
                """
                SET inputs = replace(inputs, '"quantity":5', '"quantity":6'),
                    inputs_sha256 = \(hash)(replace(inputs, '"quantity":5', '"quantity":6'), 'UTF8'))
                """, ["figure_differs", "stock_differs"]
            ),
        ] {
            try await ready { reserve in
                let number = try await reserve.freeze().number
                try await reserve.tamper("UPDATE stockpile.frozen_report \(script)")
                let check = try await reserve.person("auditor1").verifyReport(number)
                let found = Set((check[key: "differences"]?.array ?? []).compactMap { $0[key: "kind"]?.text })
                #expect(found.sorted() == kinds && check[key: "is_same"] == .bool(false), "\(script): \(check.written.prefix(2000))")
                guard kinds.contains("report_altered") else { return }
                let detail = try await reserve.refuses(.reportAltered) { try await reserve.person("auditor1").showReport(number) }
                #expect(detail[key: "number"]?.text == number)
            }
        }
    }

    @Test func `a movement that was altered afterwards shows in the stock of the report`() async throws {
        try await ready { reserve in
            let number = try await reserve.freeze().number
            try await reserve.tamper("UPDATE stockpile.stock_movement SET quantity = 4 WHERE quantity = 5")
            let check = try await reserve.person("auditor1").verifyReport(number)
            let found = (check[key: "differences"]?.array ?? []).map { "\($0[key: "kind"]?.text ?? "") \($0[key: "record"]?.text ?? "")" }
            #expect(found == ["stock_differs quilt D1 relief good free"])
        }
    }

    @Test func `a commander freezes a report, although sealing the ledger is the work of others`() async throws {
        try await ready { reserve in
            let kept = try await reserve.freeze(by: "commander1")
            #expect(kept[key: "position"] == 2 && kept[key: "frozen_by"] == "commander1")
            try await reserve.refuses(.notPermitted) { try await reserve.person("commander1").sealLedger() }
        }
    }

    @Test func `a report that was kept before some figures were told is still derived again`() async throws {
        try await ready { reserve in
            let number = try await reserve.freeze().number
            try await reserve.tamper(
                """
                UPDATE stockpile.frozen_report
                SET report = regexp_replace(report, ',"(is_tried|above_max)":(false|null)', '', 'g'),
                    inputs = replace(inputs, '"is_standard_tried":false,', '')
                """)
            try await reserve.tamper(
                """
                UPDATE stockpile.frozen_report
                SET report_sha256 = sha256(convert_to(report, 'UTF8')), inputs_sha256 = sha256(convert_to(inputs, 'UTF8'))
                """)
            let auditor = try await reserve.person("auditor1")
            #expect(try await auditor.showReport(number)[key: "check"]?[key: "is_tried"] == nil)
            let check = try await auditor.verifyReport(number)
            #expect(check[key: "differences"] == .array([]), "\(check.written)")
        }
    }

    @Test func `who may not freezes nothing, nor does anyone by a standard that is only tried`() async throws {
        try await ready { reserve in
            for login in ["keeper1", "liaison1", "auditor1"] {
                try await reserve.refuses(.notPermitted) { try await reserve.freeze(by: login) }
            }
            let question = ReadinessQuestion.days(90, trying: StandardVersion(code: "s2", version: 1))
            let commander = try await reserve.person("commander1")
            let problems = try await reserve.problems { try await commander.freezeReport(question, key: .fresh()) }
            #expect(problems == ["--standard/not_allowed/s2/1"])
            let key = IdempotencyKey.fresh()
            _ = try await reserve.freeze(key: key)
            try await reserve.refuses(.keyReused) { try await reserve.freeze(days: 30, key: key) }
            let auditor = try await reserve.person("auditor1")
            let error = await #expect(throws: StockpileError.self) { try await auditor.verifyReport("XQ-BG-2026-000009") }
            if case .notFound("frozen_report", _) = error {} else { Issue.record("\(String(describing: error))") }
        }
    }

    @Test func `two at once have a number each, and one request at once is kept once`() async throws {
        try await ready { reserve in
            let key = IdempotencyKey.fresh()
            let codes = try await atOnce([
                { _ = try await reserve.freeze(key: key) }, { _ = try await reserve.freeze(key: key) },
                { _ = try await reserve.freeze(by: "finance2") },
            ])
            #expect(codes == [nil, nil, nil])
            #expect(Set(try await reserve.person("auditor1").listReports(slice: .first(9)).map(\.number)).count == 2)
        }
    }
}

extension ReadinessQuestion {
    fileprivate static func days(_ days: Int, trying tried: StandardVersion? = nil) -> ReadinessQuestion {
        var question = ReadinessQuestion(level: .II, scenario: "q1")
        question.tryingStandard = tried
        question.daysAhead = days
        return question
    }
}

extension SmallReserve {
    fileprivate func freeze(by login: String = "finance1", days: Int = 90, key: IdempotencyKey = .fresh()) async throws -> JSONValue {
        try await person(login).freezeReport(.days(days), key: key)
    }
}
