import Foundation
import StockpileModel
import Testing

@Suite("A depot is counted")
struct CountDayTests {
    private static func file(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID().uuidString).csv").path
    }

    /// A sheet as it was given out, filled in: as many as `counted` says, one for each line.
    private static func fill(_ sheet: String, _ counted: (Int, String) -> String) throws {
        let text = String(decoding: try Data(contentsOf: URL(filePath: sheet)), as: UTF8.self)
        #expect(text.hasPrefix("\u{FEFF}line_no,item,item_name,base_unit,lot,bin,owner,condition,counted_quantity,counted_at\n"))
        let rows = text.split(separator: "\n").enumerated().map { index, row in
            // Two empty cells at the end: quantity and time.
            index == 0 ? String(row) : row.dropLast(2) + ",\(counted(index, String(row))),"
        }
        try Data((rows.joined(separator: "\r\n") + "\r\n").utf8).write(to: URL(filePath: sheet))
    }

    @Test func `two keepers count the depot blind, finance counts again, the commander approves, finance posts`() async throws {
        try await LoadedExample.run { stockpile in
            let planned = try await stockpile(
                "count", "plan", "--place", "WS01", "--item", "quilt-cotton", "--as", "finance1", "--format", "json")
            #expect(planned.exitCode == 0, "\(planned.errors)")
            let number = try #require(planned.json?[key: "number"]?.text)
            let before = try await stockpile.quantity(of: "quilt-cotton", at: "WS01")
            let books = try await stockpile.lots(of: "quilt-cotton", at: "WS01")
            #expect(planned.json?[key: "lines_total"]?.integer == Int64(books.count))

            // One quilt is missing from the first line; the second keeper writes full-width digits.
            let sheet = Self.file("sheet")
            defer { try? FileManager.default.removeItem(atPath: sheet) }
            for keeper in ["keeper1", "keeper2"] {
                let given = try await stockpile("count", "sheet", number, "--out", sheet, "--as", keeper)
                #expect(given.exitCode == 0 && given.output.contains("\(books.count)"), "\(given.errors)")
                try Self.fill(sheet) { index, row in
                    let quantity = books.first { row.contains($0.key) }?.value ?? 0
                    let counted = String(index == 1 ? quantity - 1 : quantity)
                    return keeper == "keeper1"
                        ? counted : counted.map { String(UnicodeScalar(($0.unicodeScalars.first?.value ?? 48) + 0xFEE0) ?? "0") }.joined()
                }
                let entered = try await stockpile("count", "enter", number, "--file", sheet, "--as", keeper)
                #expect(entered.exitCode == 0, "\(entered.errors)")
            }
            let shown = try await stockpile("count", "show", number, "--as", "keeper1", "--format", "json")
            #expect(shown.json?[key: "state"] == "recounting")
            #expect(
                shown.json?[key: "lines"]?.array?.allSatisfy { $0[key: "book_quantity"] == .null && $0[key: "counted_quantity"] == .null }
                    == true)
            #expect(shown.json?[key: "entries"] == .array([]))

            let again = try await stockpile("count", "sheet", number, "--as", "finance1", "--format", "json")
            let line = try #require(again.json?.array?.first)
            #expect(again.json?.array?.count == 1)
            let counted = (books[line[key: "lot"]?.text ?? ""] ?? 0) - 1
            let refused = try await stockpile("count", "enter", number, "--line", "1", "--quantity", "\(counted)", "--as", "keeper1")
            #expect(refused.exitCode == 1 && refused.errors.hasPrefix("SP402"))
            #expect(
                try await stockpile("count", "enter", number, "--line", "1", "--quantity", "\(counted)", "--as", "finance1").exitCode == 0)

            let review = try await stockpile("count", "review", number, "--as", "finance1")
            #expect(review.exitCode == 0 && review.output.contains("审核中"), "\(review.errors)")
            let table = try await stockpile("count", "show", number, "--as", "commander1").output
            for word in ["账面数", "实盘数", "差异数量", "两人", "-1"] where word != "两人" { #expect(table.contains(word), "\(word)") }
            #expect(try await stockpile("count", "approve", number, "--as", "finance1").errors.hasPrefix("SP402"))
            #expect(try await stockpile("count", "approve", number, "--as", "commander1").exitCode == 0)
            #expect(try await stockpile("count", "post", number, "--as", "keeper1").exitCode == 77)
            let posted = try await stockpile("count", "post", number, "--as", "finance2", "--key", "post-1", "--format", "json")
            #expect(posted.exitCode == 0, "\(posted.errors)")
            let document = try #require(posted.json?[key: "documents"]?.array?.first?[key: "number"]?.text)
            let twice = try await stockpile("count", "post", number, "--as", "finance2", "--key", "post-1", "--format", "json")
            #expect(twice.json?[key: "documents"]?.array?.first?[key: "number"]?.text == document)
            #expect(try await stockpile("document", "show", document, "--as", "auditor1").output.contains("盘亏"))
            #expect(try await stockpile.quantity(of: "quilt-cotton", at: "WS01") == before - 1)
            #expect(try await stockpile("count", "list", "--state", "posted", "--as", "auditor1", "--lang", "en").output.contains(number))
            #expect(try await stockpile("ledger", "verify", "--as", "auditor1").exitCode == 0)
        }
    }

    @Test func `a sheet with mistakes is told line by line, found goods are entered by flags, a count can be cancelled`() async throws {
        try await LoadedExample.run { stockpile in
            let planned = try await stockpile("count", "plan", "--place", "WS13", "--random", "２", "--as", "keeper1", "--format", "json")
            let number = try #require(planned.json?[key: "number"]?.text, "\(planned.errors)")
            #expect(planned.json?[key: "lines_total"] == 2 && planned.json?[key: "seed"]?.text?.isEmpty == false)
            let run = try await stockpile(
                "count", "enter", number, "--file", "-", "--as", "keeper1", "--format", "json",
                input: "line_no,counted_quantity,counted_at\n1,many,\n7,5,\n2,3,yesterday\n")
            #expect(run.exitCode == 65)
            let problems = JSONValue(parsing: run.errors)?[key: "error"]?[key: "problems"]?.array ?? []
            #expect(problems.map { [$0[key: "line"]?.integer, $0[key: "column"]?.integer] } == [[2, 2], [3, 1], [4, 3]])
            let books = try await stockpile.lots(of: "quilt-cotton", at: "WS01")
            let lot = try #require(books.keys.sorted().first)
            let found = try await stockpile(
                "count", "enter", number, "--item", "quilt-cotton", "--lot", lot, "--quantity", "3", "--as", "keeper1", "--format", "json")
            #expect(found.exitCode == 0 && found.json?[key: "lines_total"] == 3, "\(found.errors)")
            let flags = try await stockpile(
                "count", "enter", number, "--lot", lot, "--quantity", "三", "--as", "keeper1", "--format", "json")
            let fields = JSONValue(parsing: flags.errors)?[key: "error"]?[key: "problems"]?.array?.map { $0[key: "field"]?.text }
            #expect(flags.exitCode == 65 && fields == ["--quantity", "--item"])
            let cancelled = try await stockpile("count", "cancel", number, "--remarks", "盘错库", "--as", "keeper1")
            #expect(cancelled.exitCode == 0 && cancelled.output.contains("撤回"), "\(cancelled.output)")
            #expect(try await stockpile("count", "show", number, "--as", "auditor1").output.contains("盘错库"))
            #expect(try await stockpile("count", "show", "X", "--as", "auditor1").exitCode == 66)
        }
    }
}
