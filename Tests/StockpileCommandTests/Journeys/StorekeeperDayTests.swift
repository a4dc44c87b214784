import Foundation
import StockpileModel
import Testing

@Suite("A storekeeper's day")
struct StorekeeperDayTests {
    @Test func `receives and issues, by flags, by file and by standard input; the same key posts once`() async throws {
        try await LoadedExample.run { stockpile in
            let one = try await stockpile(
                "receipt", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "２００", "--category", "living_relief",
                "--unit-cost-fen", "8500", "--manufactured-on", "2026年9月1日", "--as", "keeper1", "--key", "truck-7", "--format", "json")
            #expect(one.exitCode == 0, "\(one.errors)")
            #expect(one.json?[key: "lines"]?.array?.first?[key: "quantity"] == 200)
            #expect(one.json?[key: "lines"]?.array?.first?[key: "expires_on"] == "2032-09-01")

            let again = try await stockpile(
                "receipt", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "200", "--category", "living_relief",
                "--unit-cost-fen", "8500", "--manufactured-on", "2026-09-01", "--as", "keeper1", "--key", "truck-7", "--format", "json")
            #expect(again.json?[key: "number"] == one.json?[key: "number"])

            let lines = "item,quantity,category,unit_cost_yuan\nquilt-cotton,10,living_relief,85.50\nblanket,20,living_relief,60\n"
            let many = try await stockpile(
                "receipt", "post", "--place", "WS01", "--file", "-", "--as", "keeper1", "--format", "json", input: lines)
            #expect(many.json?[key: "lines"]?.array?.map { $0[key: "value_fen"]?.integer } == [85_500, 120_000])

            let issue = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "20", "--as", "keeper1", "--format", "json")
            #expect(issue.json?[key: "lines"]?.array?.first?[key: "lot"] == "WS01-20210720-001")
            let number = try #require(issue.json?[key: "number"]?.text)
            let shown = try await stockpile("document", "show", number, "--as", "keeper1")
            #expect(shown.output.contains("出库单"))
            #expect(shown.output.contains("示例库管甲"))

            let moved = try await stockpile(
                "transfer", "post", "--place", "WS01", "--to", "WS13", "--item", "quilt-cotton", "--quantity", "5", "--as", "keeper1")
            #expect(moved.exitCode == 0, "\(moved.errors)")
            let verified = try await stockpile("ledger", "verify", "--as", "keeper1")
            #expect(verified.exitCode == 0)
        }
    }

    @Test func `every mistake of a file is told with its line, and nothing is posted`() async throws {
        try await LoadedExample.run { stockpile in
            let before = try await stockpile("ledger", "verify", "--as", "keeper1", "--format", "json")
            let lines = "item,quantity\nquilt-cotton,0\n,5\nnothing,abc\n"
            let run = try await stockpile(
                "issue", "post", "--place", "WS01", "--file", "-", "--as", "keeper1", "--format", "json", input: lines)
            #expect(run.exitCode == 65)
            #expect(run.output.isEmpty)
            let problems = try #require(JSONValue(parsing: run.errors)?[key: "error"]?[key: "problems"]?.array)
            #expect(problems.map { $0[key: "line"]?.integer } == [2, 3, 4])
            #expect(problems.allSatisfy { $0[key: "message"]?.text?.isEmpty == false && $0[key: "file"] == "stdin" })
            let after = try await stockpile("ledger", "verify", "--as", "keeper1", "--format", "json")
            #expect(after.json?[key: "documents"] == before.json?[key: "documents"])
        }
    }

    @Test func `lots that expire, what is due for rotation, hold and release`() async throws {
        try await LoadedExample.run { stockpile in
            let soon = try await stockpile("lot", "list", "--expires-within", "30", "--as", "keeper1", "--format", "json")
            let left = soon.json?.array?.compactMap { $0[key: "days_left"]?.integer } ?? []
            #expect(!left.isEmpty && left == left.sorted() && left.allSatisfy { $0 <= 30 })
            let rotation = try await stockpile("rotation", "list", "--as", "keeper1")
            #expect(rotation.output.contains("涉及金额合计"))
            #expect(try await stockpile("lot", "hold", "WS01-20230526-001", "--as", "keeper1").exitCode == 0)
            let issue = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--lot", "WS01-20230526-001", "--quantity", "1", "--as",
                "keeper1")
            #expect(issue.exitCode == 1)
            #expect(issue.errors.hasPrefix("SP103"))
            #expect(try await stockpile("lot", "release", "WS01-20230526-001", "--as", "keeper1").exitCode == 0)
        }
    }
}
