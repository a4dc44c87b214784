import StockpileModel
import Testing

@Suite("A day of inspection, holds and care")
struct InspectionDayTests {
    @Test func `goods come in, wait, are accepted by another, and what failed goes back`() async throws {
        try await LoadedExample.run { stockpile in
            let received = try await stockpile(
                "receipt", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "20", "--condition", "in_inspection",
                "--category", "living_relief", "--funding-source", "district_budget", "--unit-cost-fen", "8500", "--as", "keeper1",
                "--format",
                "json")
            #expect(received.exitCode == 0, "\(received.errors)")
            let lot = try #require(received.json?[key: "lines"]?.array?.first?[key: "lot"]?.text)
            let waiting = try await stockpile("lot", "list", "--condition", "in_inspection", "--as", "keeper2", "--format", "json")
            let row = try #require(waiting.json?.array?.first { $0[key: "lot"]?.text == lot })
            #expect(row[key: "quantity"] == 20 && row[key: "days_waiting"] == 0 && row[key: "brought_by"] == "keeper1")
            let table = try await stockpile("lot", "list", "--condition", "in_inspection", "--as", "keeper2").output
            #expect(table.contains("已等天数") && table.contains("待检"))

            let own = try await stockpile("lot", "accept", lot, "--at", "WS01", "--as", "keeper1")
            #expect(own.exitCode == 1 && own.errors.hasPrefix("SP519"))
            let bare = try await stockpile("lot", "accept", lot, "--at", "WS01", "--accepted", "15", "--to-scrap", "5", "--as", "keeper2")
            #expect(bare.exitCode == 1 && bare.errors.contains("--reason") && bare.errors.contains("--reference"))
            let accepted = try await stockpile(
                "lot", "accept", lot, "--item", "quilt-cotton", "--at", "WS01", "--accepted", "15", "--to-scrap", "5", "--reason", "受潮",
                "--reference", "验收单1", "--as", "keeper2", "--key", "a1")
            #expect(accepted.exitCode == 0 && accepted.output.contains("验收"), "\(accepted.errors)")
            let back = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--lot", lot, "--quantity", "5", "--purpose",
                "return_to_supplier", "--condition", "to_scrap", "--reason", "受潮", "--as", "keeper1")
            #expect(back.exitCode == 0, "\(back.errors)")
            let twice = try await stockpile("lot", "list", "--held", "--condition", "good", "--as", "keeper1")
            #expect(twice.exitCode == 64)
        }
    }

    @Test func `a lot is held for somebody until a day, listed and released`() async throws {
        try await LoadedExample.run { stockpile in
            let stock = try await stockpile.lots(of: "quilt-cotton", at: "WS01")
            let lot = try #require(stock.keys.sorted().first)
            let held = try await stockpile(
                "lot", "hold", lot, "--item", "quilt-cotton", "--place", "WS01", "--reason", "送检", "--owner", "keeper2", "--until",
                "2099-12-31", "--as", "commander1")
            #expect(held.exitCode == 0 && held.output.contains("负责人") && held.output.contains("2099-12-31"), "\(held.errors)")
            let list = try await stockpile("lot", "list", "--held", "--as", "keeper2", "--format", "json")
            let row = try #require(list.json?.array?.first { $0[key: "lot"]?.text == lot })
            #expect(row[key: "reason"] == "送检" && row[key: "hold_owner"] == "keeper2" && row[key: "until_on"] == "2099-12-31")
            #expect(try await stockpile("lot", "list", "--held", "--as", "keeper2", "--format", "csv").output.contains("送检"))
            let past = try await stockpile("lot", "hold", lot, "--place", "WS01", "--until", "2020-01-01", "--as", "commander1")
            #expect(past.exitCode == 1)
            let released = try await stockpile("lot", "release", lot, "--item", "quilt-cotton", "--place", "WS01", "--as", "keeper2")
            #expect(released.exitCode == 0, "\(released.errors)")
            let after = try await stockpile("lot", "list", "--held", "--as", "keeper2", "--format", "json")
            #expect(after.json?.array?.contains { $0[key: "lot"]?.text == lot } == false)
        }
    }

    @Test func `care is listed, done and written down, and a defect says what to do next`() async throws {
        try await LoadedExample.run { stockpile in
            let rules = try await stockpile("care-rule", "list", "--as", "auditor1")
            #expect(rules.output.contains("generator-5kw-run") && rules.output.contains("试机") && rules.output.contains("周期(天)"))
            let list = try await stockpile("care", "list", "--item", "generator-5kw", "--as", "keeper1", "--format", "json")
            let row = try #require(list.json?.array?.first { $0[key: "place"]?.text == "WS01" })
            #expect(row[key: "last_done_on"] == .null && row[key: "due_on"]?.text == "2026-12-29")
            let done = try await stockpile("care", "record", "--rule", "generator-5kw-run", "--place", "WS01", "--as", "keeper1")
            #expect(done.exitCode == 0 && done.output.contains("正常"), "\(done.errors)")
            let again = try await stockpile("care", "record", "--rule", "generator-5kw-run", "--place", "WS01", "--as", "keeper2")
            #expect(again.exitCode == 1 && again.errors.hasPrefix("SP639"))
            let bad = try await stockpile(
                "care", "record", "--rule", "generator-5kw-run", "--place", "WS01", "--result", "defect", "--remarks", "启动困难", "--as",
                "keeper1")
            #expect(bad.exitCode == 0 && bad.output.contains("lot change-condition"), "\(bad.errors)")
            let overdue = try await stockpile("care", "list", "--overdue", "--as", "keeper1")
            #expect(overdue.output.contains("养护查出缺陷"))
            let readiness = try await stockpile("readiness", "check", "--level", "II", "--scenario", "flood", "--as", "commander1")
            #expect(readiness.output.contains("养护查出缺陷") && readiness.output.contains("因养护未计入"))
            let history = try await stockpile(
                "care", "history", "--item", "generator-5kw", "--as", "auditor1", "--format", "csv")
            #expect(history.output.hasPrefix("done_on,rule,item") && history.output.contains("defect"))
            let open = try await stockpile("care", "remind", "--as", "keeper1", "--format", "json")
            #expect((open.json?[key: "open_tasks"]?.integer ?? 0) > 5)
            let unknown = try await stockpile("care", "record", "--rule", "nope", "--place", "WS01", "--as", "keeper1")
            #expect(unknown.exitCode == 65)
            let wrong = try await stockpile("care", "record", "--rule", "generator-5kw-run", "--place", "WS01", "--as", "auditor1")
            #expect(wrong.exitCode == 77)
        }
    }
}
