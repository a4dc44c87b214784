import Foundation
import StockpileModel
import Testing

@Suite("A storekeeper's day")
struct StorekeeperDayTests {
    @Test func `receives a lorry by flags; the same key posts once, another content under it is refused`() async throws {
        try await LoadedExample.run { stockpile in
            let before = try await stockpile.quantity(of: "quilt-cotton", at: "WS01")
            let receipt = [
                "receipt", "post", "--place", "WS01", "--item", "quilt-cotton", "--category", "living_relief", "--unit-cost-fen", "8500",
                "--as", "keeper1", "--key", "truck-7", "--format", "json",
            ]
            let one = try await stockpile.run(receipt + ["--quantity", "２００", "--manufactured-on", "2026年9月1日"])
            #expect(one.exitCode == 0, "\(one.errors)")
            let line = try #require(one.json?[key: "lines"]?.array?.first)
            #expect(line[key: "quantity"] == 200 && line[key: "value_fen"] == 1_700_000 && line[key: "expires_on"] == "2032-09-01")

            let again = try await stockpile.run(receipt + ["--quantity", "200", "--manufactured-on", "2026-09-01"])
            #expect(again.exitCode == 0 && again.json?[key: "number"] == one.json?[key: "number"])
            #expect(try await stockpile.quantity(of: "quilt-cotton", at: "WS01") == before + 200)

            let other = try await stockpile.run(receipt + ["--quantity", "201", "--manufactured-on", "2026-09-01"])
            #expect(other.exitCode == 1 && JSONValue(parsing: other.errors)?[key: "error"]?[key: "code"] == "SP202")
            #expect(try await stockpile.quantity(of: "quilt-cotton", at: "WS01") == before + 200)
        }
    }

    @Test func `receives many lines from a file, from a Chinese Excel, and from standard input`() async throws {
        try await LoadedExample.run { stockpile in
            let lines = "item,quantity,category,unit_cost_yuan\nquilt-cotton,10,living_relief,85.50\nblanket,20,living_relief,60\n"
            let receipt = ["receipt", "post", "--place", "WS01", "--as", "keeper1", "--format", "json", "--file"]
            let file = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID().uuidString).csv")
            defer { try? FileManager.default.removeItem(at: file) }
            for prefix in ["", "\u{FEFF}"] {
                try Data((prefix + lines.replacing("\n", with: "\r\n")).utf8).write(to: file)
                let posted = try await stockpile.run(receipt + [file.path])
                #expect(posted.exitCode == 0, "\(posted.errors)")
                #expect(posted.json?[key: "lines"]?.array?.map { $0[key: "value_fen"]?.integer } == [85_500, 120_000])
            }
            let piped = try await stockpile.run(receipt + ["-"], input: lines)
            #expect(piped.json?[key: "lines"]?.array?.map { $0[key: "quantity"]?.integer } == [10, 20])
        }
    }

    @Test func `issues what expires first, moves some to a town, and sees the documents`() async throws {
        try await LoadedExample.run { stockpile in
            let lots = try await stockpile("lot", "list", "--as", "keeper1", "--format", "json").json?.array ?? []
            let first = try #require(
                lots.first {
                    $0[key: "item"] == "quilt-cotton" && $0[key: "place"] == "WS01" && $0[key: "days_left"]?.integer ?? -1 >= 0
                })
            let issue = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "20", "--reference", "领用单 7", "--as", "keeper1",
                "--format", "json")
            #expect(issue.json?[key: "lines"]?.array?.count == 1)
            #expect(issue.json?[key: "lines"]?.array?.first?[key: "lot"] == first[key: "lot"])
            let number = try #require(issue.json?[key: "number"]?.text)
            let shown = try await stockpile("document", "show", number, "--as", "keeper1").output
            for word in [number, "出库单", "使用", "示例库管甲", "领用单 7", "棉被", first[key: "lot"]?.text ?? "?"] {
                #expect(shown.contains(word), "\(word) is missing in \(shown)")
            }
            let english = try await stockpile("document", "show", number, "--as", "keeper1", "--lang", "en").output
            #expect(english.contains("Maker name: Keeper One") && english.contains("Cotton quilt"))

            let town = try await stockpile.quantity(of: "quilt-cotton", at: "WS13")
            let moved = try await stockpile(
                "transfer", "post", "--place", "WS01", "--to", "WS13", "--item", "quilt-cotton", "--quantity", "5", "--as", "keeper1")
            #expect(moved.exitCode == 0, "\(moved.errors)")
            #expect(try await stockpile.quantity(of: "quilt-cotton", at: "WS13") == town + 5)
            let reversed = try await stockpile("document", "reverse", number, "--remarks", "点错", "--as", "keeper1")
            #expect(reversed.exitCode == 0 && reversed.output.contains("冲销单") && reversed.output.contains(number))
            #expect(try await stockpile("document", "reverse", number, "--as", "keeper1").errors.hasPrefix("SP502"))
            #expect(try await stockpile("ledger", "verify", "--as", "keeper1").exitCode == 0)
        }
    }

    @Test func `every mistake of a file is told with its line, and nothing is posted`() async throws {
        try await LoadedExample.run { stockpile in
            let before = try await stockpile("ledger", "verify", "--as", "keeper1", "--format", "json")
            let lines = "item,quantity\nquilt-cotton,0\n,5\nnothing,abc\n"
            let run = try await stockpile(
                "issue", "post", "--place", "WS01", "--file", "-", "--as", "keeper1", "--format", "json", input: lines)
            #expect(run.exitCode == 65 && run.output.isEmpty)
            let problems = try #require(JSONValue(parsing: run.errors)?[key: "error"]?[key: "problems"]?.array)
            #expect(problems.map { $0[key: "line"]?.integer } == [2, 3, 4, 4], "what cannot be read and what nobody knows, in one go")
            #expect(problems.allSatisfy { $0[key: "message"]?.text?.isEmpty == false && $0[key: "file"] == "stdin" })
            let after = try await stockpile("ledger", "verify", "--as", "keeper1", "--format", "json")
            #expect(after.json?[key: "documents"] == before.json?[key: "documents"])
        }
    }

    @Test func `lots that expire, what is due for rotation, an expired lot refused for use, hold and release`() async throws {
        try await LoadedExample.run { stockpile in
            let soon = try await stockpile("lot", "list", "--expires-within", "30", "--as", "keeper1", "--format", "json")
            let left = soon.json?.array?.compactMap { $0[key: "days_left"]?.integer } ?? []
            #expect(!left.isEmpty && left == left.sorted() && left.allSatisfy { $0 <= 30 })
            #expect(try await stockpile("rotation", "list", "--as", "keeper1").output.contains("涉及金额合计"))

            let expired = try #require(soon.json?.array?.first)
            let issue = [
                "issue", "post", "--place", expired[key: "place"]?.text ?? "", "--item", expired[key: "item"]?.text ?? "", "--lot",
                expired[key: "lot"]?.text ?? "", "--quantity", "1", "--as", "keeper1",
            ]
            let refused = try await stockpile.run(issue)
            #expect(refused.exitCode == 1 && refused.errors.hasPrefix("SP102") && refused.errors.contains("disposal"))
            let owing = try await stockpile.run(issue + ["--purpose", "disposal"])
            #expect(owing.exitCode == 1 && owing.errors.hasPrefix("SP613"))
            for option in ["--reason", "--reference", "--checker"] { #expect(owing.errors.contains(option)) }
            let grounds = ["--purpose", "disposal", "--reason", "过期", "--reference", "鉴定2026-3", "--checker", "keeper2"]
            #expect(try await stockpile.run(issue + grounds).exitCode == 0)

            #expect(try await stockpile("lot", "hold", "WS01-20230526-001", "--as", "keeper1").exitCode == 0)
            let held = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--lot", "WS01-20230526-001", "--quantity", "1", "--as",
                "keeper1")
            #expect(held.exitCode == 1 && held.errors.hasPrefix("SP103"))
            #expect(try await stockpile("lot", "release", "WS01-20230526-001", "--as", "keeper1").exitCode == 0)
        }
    }
}
