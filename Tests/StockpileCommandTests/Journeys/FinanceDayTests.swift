import Foundation
import StockpileModel
import Testing

@Suite("A finance clerk's month end")
struct FinanceDayTests {
    @Test func `writes off an expired lot that another asked for; three persons, and the books agree`() async throws {
        try await LoadedExample.run { stockpile in
            let lots = try await stockpile("lot", "list", "--expires-within=-1", "--as", "finance1", "--format", "json")
            let lot = try #require(lots.json?.array?.first)
            let quantity = try #require(lot[key: "quantity"]?.integer)
            let asked = try await stockpile(
                "write-off", "request", "--place", lot[key: "place"]?.text ?? "", "--item", lot[key: "item"]?.text ?? "", "--lot",
                lot[key: "lot"]?.text ?? "", "--quantity", String(quantity), "--reason", "过期", "--as", "keeper1", "--format", "json")
            let number = try #require(asked.json?[key: "number"]?.text, "\(asked.errors)")
            func step(_ verb: String, _ person: String) async throws -> Run {
                try await stockpile("write-off", verb, number, "--as", person)
            }

            #expect(try await step("post", "finance2").errors.hasPrefix("SP501"), "not approved yet")
            #expect(try await step("approve", "keeper1").exitCode == 77, "who asks does not approve")
            #expect(try await step("approve", "commander1").exitCode == 0)
            #expect(try await step("post", "commander1").exitCode == 77)
            let posted = try await step("post", "finance2")
            #expect(posted.exitCode == 0 && posted.output.contains("已记账"))
            #expect(try await step("reject", "finance1").exitCode == 1, "what is posted stays posted")

            let shown = try await stockpile("write-off", "show", number, "--as", "finance1", "--format", "json")
            #expect(shown.json?[key: "requested_by"] == "keeper1" && shown.json?[key: "posted_by"] == "finance2")
            let month = try #require(shown.json?[key: "posted_at"]?.text).prefix(7)
            let books = try await Self.books(of: String(month), stockpile)
            #expect(books.out == quantity)
            #expect(books.outValue == lot[key: "value_fen"]?.integer)
            #expect(try await stockpile("ledger", "verify", "--as", "finance1").exitCode == 0)
        }
    }

    @Test func `one who approved does not post, and a rejected request moves nothing`() async throws {
        try await LoadedExample.run { stockpile in
            let request = [
                "write-off", "request", "--place", "WS01", "--item", "disinfectant-84", "--lot", "WS01-20250819-001", "--quantity", "20",
                "--reason", "过期", "--as", "keeper1", "--format", "json",
            ]
            let first = try #require(try await stockpile.run(request).json?[key: "number"]?.text)
            #expect(try await stockpile("write-off", "approve", first, "--as", "finance1").exitCode == 0)
            let waiting = try await stockpile("write-off", "list", "--state", "approved", "--as", "finance2", "--format", "json")
            #expect(waiting.json?.array?.map { $0[key: "number"]?.text } == [first], "finance sees what waits for it")
            #expect(try await stockpile("write-off", "list", "--state", "posted", "--as", "finance2").output.contains("（无）"))
            let same = try await stockpile("write-off", "post", first, "--as", "finance1")
            #expect(same.exitCode == 1 && same.errors.hasPrefix("SP402"))

            let before = try await stockpile.quantity(of: "disinfectant-84", at: "WS01")
            let second = try #require(try await stockpile.run(request).json?[key: "number"]?.text)
            #expect(try await stockpile("write-off", "reject", second, "--as", "finance1").output.contains("已驳回"))
            #expect(try await stockpile("write-off", "post", second, "--as", "finance2").errors.hasPrefix("SP501"))
            #expect(try await stockpile.quantity(of: "disinfectant-84", at: "WS01") == before)
        }
    }

    @Test func `a month is closed by two persons, and a late entry is refused`() async throws {
        try await LoadedExample.run { stockpile in
            let opening = try await Self.books(of: "2026-09", stockpile)
            #expect(opening.out == 0)
            let october = ["period", "close", "--period", "2026-10", "--as"]
            let begun = try await stockpile.run(october + ["finance1"])
            #expect(begun.exitCode == 0 && begun.output.contains("结账中"))
            #expect(try await stockpile.run(october + ["finance1"]).errors.hasPrefix("SP402"))
            let closed = try await stockpile.run(october + ["finance2"])
            #expect(closed.output.contains("已结账") && closed.output.contains("链头"))
            try await Self.printSheet(of: "2026-10", stockpile)
            let late = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "1", "--occurred-at",
                "2026-10-20T09:00:00+08:00", "--as", "keeper1")
            #expect(late.exitCode == 1 && late.errors.hasPrefix("SP301") && late.errors.contains("2026-10"))
            #expect(try await Self.books(of: "2026-10", stockpile).out == 0)
        }
    }

    /// The sheet as a table, as JSON, and as a page that says the same and is never written over another file.
    private static func printSheet(of month: String, _ stockpile: Program) async throws {
        let sheet = ["period", "sheet", "--period", month, "--as", "finance1"]
        let shown = try await stockpile.run(sheet + ["--format", "json"])
        let head = try #require(shown.json?[key: "head"]?.text, "\(shown.errors)")
        #expect(try await stockpile.run(sheet).output.contains(head))
        #expect(try await stockpile("ledger", "verify", "--head", head, "--as", "auditor1").exitCode == 0)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).html")
        defer { try? FileManager.default.removeItem(at: file) }
        let output = ["--output", file.path(percentEncoded: false)]
        #expect(try await stockpile.run(sheet + output).exitCode == 0)
        let page = try String(contentsOf: file, encoding: .utf8)
        #expect(page.contains("结账单 \(month)") && page.contains("ledger verify --head \(head)"))
        let again = try await stockpile.run(sheet + output)
        #expect(again.exitCode == 65 && again.errors.contains("已存在"))
        #expect(try await stockpile("period", "list", "--as", "auditor1").output.contains("已结账"))
        #expect(try await stockpile("period", "sheet", "--period", "2026-09", "--as", "finance1").exitCode == 66)
    }

    /// Every row comes out even and differs from the balances by nothing; answers what left in the month.
    private static func books(of month: String, _ stockpile: Program) async throws -> (out: Int64, outValue: Int64) {
        let run = try await stockpile("reconciliation", "run", "--period", month, "--as", "finance1", "--format", "json")
        #expect(run.exitCode == 0, "\(run.errors)")
        let rows = try #require(run.json?.array)
        #expect(!rows.isEmpty)
        var out: (Int64, Int64) = (0, 0)
        for row in rows {
            func figure(_ key: String) throws -> Int64 { try #require(row[key: key]?.integer, "\(key)") }
            for unit in ["quantity", "value_fen"] {
                let (opening, incoming) = (try figure("opening_\(unit)"), try figure("in_\(unit)"))
                #expect(opening + incoming - (try figure("out_\(unit)")) == (try figure("closing_\(unit)")))
                #expect(try figure("difference_\(unit)") == 0)
            }
            out = (out.0 + (try figure("out_quantity")), out.1 + (try figure("out_value_fen")))
        }
        return out
    }
}
