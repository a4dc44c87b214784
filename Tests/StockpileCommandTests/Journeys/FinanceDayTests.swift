import StockpileModel
import Testing

@Suite("A finance clerk's month end")
struct FinanceDayTests {
    @Test func `writes off an expired lot that another asked for, and closes the month`() async throws {
        try await LoadedExample.run { stockpile in
            let lots = try await stockpile("lot", "list", "--expires-within=-1", "--as", "finance1", "--format", "json")
            let lot = try #require(lots.json?.array?.first)
            let (item, number, place) = (lot[key: "item"]?.text ?? "", lot[key: "lot"]?.text ?? "", lot[key: "place"]?.text ?? "")
            let quantity = lot[key: "quantity"]?.integer ?? 0
            let asked = try await stockpile(
                "write-off", "request", "--place", place, "--item", item, "--lot", number, "--quantity", String(quantity), "--reason", "过期",
                "--as", "keeper1", "--format", "json")
            let writeOff = try #require(asked.json?[key: "number"]?.text, "\(asked.errors)")
            #expect(try await stockpile("write-off", "approve", writeOff, "--as", "finance1").exitCode == 0)
            let same = try await stockpile("write-off", "post", writeOff, "--as", "finance1")
            #expect(same.exitCode == 1 && same.errors.hasPrefix("SP402"))
            let posted = try await stockpile("write-off", "post", writeOff, "--as", "finance2")
            #expect(posted.exitCode == 0 && posted.output.contains("已记账"))

            let month = try #require(
                try await stockpile(
                    "write-off", "show", writeOff, "--as", "finance1", "--format", "json"
                ).json?[key: "posted_at"]?.text
            ).prefix(7)
            let books = try await stockpile("reconciliation", "run", "--period", String(month), "--as", "finance1", "--format", "json")
            #expect(books.exitCode == 0)
            var out: Int64 = 0
            for row in books.json?.array ?? [] {
                func figure(_ key: String) -> Int64 { row[key: key]?.integer ?? -1 }
                for unit in ["quantity", "value_fen"] {
                    #expect(figure("opening_\(unit)") + figure("in_\(unit)") - figure("out_\(unit)") == figure("closing_\(unit)"))
                }
                out += figure("out_quantity")
            }
            #expect(out == quantity)

            #expect(try await stockpile("period", "close", "--period", "2026-10", "--as", "finance1").exitCode == 0)
            #expect(try await stockpile("period", "close", "--period", "2026-10", "--as", "finance2").output.contains("已结账"))
            let late = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "1", "--occurred-at",
                "2026-10-20T09:00:00+08:00",
                "--as", "keeper1")
            #expect(late.exitCode == 1 && late.errors.hasPrefix("SP301"))
        }
    }
}
