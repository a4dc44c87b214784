import Foundation
import StockpileModel
import StockpileTesting
import Testing

@Suite("A day on which companies prove what they promised and deliver it")
struct CallOffDayTests {
    @Test func `declares, is checked, and counts by a rule that two persons put in force`() async throws {
        try await LoadedExample.run { stockpile in
            let folder = FileManager.default.temporaryDirectory.appending(path: "declared-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let reminded = try await stockpile("proof", "remind", "--as", "liaison1", "--format", "json")
            #expect((reminded.json?[key: "opened"]?.integer ?? 0) > 0, "\(reminded.errors)")
            let sheet = try await stockpile("proof", "template", "--company", "c-textile", "--as", "liaison1").output
            // The company writes its figures into the empty column.
            let filled = try fill(sheet, ["quantity": "400", "proved_on": "2026-11-01"])
            let file = folder.appending(path: "declared.csv")
            try Data(filled.utf8).write(to: file)
            let declared = try await stockpile("proof", "import", file.path, "--as", "liaison1", "--format", "json")
            #expect(declared.exitCode == 0, "\(declared.errors)")
            let photo = folder.appending(path: "photo.jpg")
            try Data("photo".utf8).write(to: photo)
            let checked = try await stockpile(
                "proof", "record", "--agreement", "XY-2026-04", "--item", "quilt-cotton", "--place", "WS34", "--kind", "surprise_check",
                "--quantity", "480", "--evidence", photo.path, "--as", "keeper1")
            #expect(checked.exitCode == 0 && checked.output.contains("480"), "\(checked.errors)")
            #expect(try await stockpile("proof", "list", "--company", "c-textile", "--as", "auditor1").output.contains("突击抽查"))

            let rule = Program.root.appending(path: "examples/wansheng/confidence_rule.csv").path
            let made = try await stockpile(
                "agreement", "confidence-rule", "import", rule, "--name", "2026", "--source", "示例", "--as", "finance1", "--format", "json")
            let version = try #require(made.json?.array?.first?[key: "version"]?.integer, "\(made.errors)")
            let tried = try await stockpile(
                "agreement", "confidence-rule", "try", "\(version)", "--level", "II", "--scenario", "flood", "--as", "commander1",
                "--format", "json")
            #expect(tried.json?.array?.isEmpty == false, "\(tried.errors)")
            #expect(try await stockpile("agreement", "confidence-rule", "adopt", "\(version)", "--as", "finance1").exitCode == 1)
            #expect(try await stockpile("agreement", "confidence-rule", "adopt", "\(version)", "--as", "commander1").exitCode == 0)
            let list = try await stockpile("agreement", "confidence", "list", "--as", "commander1", "--format", "json")
            let percents = list.json?.array?.filter { $0[key: "item"] == "quilt-cotton" && $0[key: "place"] == "WS34" }
            // 70 in the agreement is the ceiling, whatever the check is worth.
            #expect(percents?.first?[key: "confidence_percent"]?.integer == 70, "\(list.output)")
        }
    }

    @Test func `calls goods off, receives them in parts at the price agreed, takes one part back and settles`() async throws {
        try await LoadedExample.run { stockpile in
            let sent = try await stockpile(
                "call-off", "send", "--agreement", "XY-2026-04", "--item", "quilt-cotton", "--quantity", "200", "--to", "WS01",
                "--respond-by", "2", "--incident", "洪涝", "--as", "commander1", "--format", "json")
            let number = try #require(sent.json?[key: "number"]?.text, "\(sent.errors)")
            #expect(try await stockpile("call-off", "confirm", number, "--as", "liaison1").exitCode == 0)
            func deliver(_ quantity: String, _ more: String...) async throws -> Run {
                try await stockpile.run(
                    [
                        "call-off", "deliver", number, "--quantity", quantity, "--category", "living_relief", "--as", "keeper1", "--format",
                        "json",
                    ]
                        + more)
            }
            let first = try await deliver("150")
            #expect(first.json?[key: "amount_fen"]?.integer == 1_470_000, "\(first.errors)")
            let dearer = try await deliver("50", "--unit-cost-fen", "9900")
            #expect(dearer.exitCode == 65 && dearer.errors.contains("9800") && dearer.errors.contains("remarks"), "\(dearer.errors)")
            let tooMuch = try await deliver("51")
            #expect(tooMuch.exitCode == 1 && tooMuch.errors.contains("SP660"), "\(tooMuch.errors)")
            let last = try await deliver("50")
            #expect(last.json?[key: "state"] == "delivered", "\(last.errors)")
            let document = try #require(last.json?[key: "deliveries"]?.array?.last?[key: "document"]?.text)
            #expect(try await stockpile("document", "reverse", document, "--remarks", "送错", "--as", "keeper1").exitCode == 0)
            let reopened = try await stockpile("call-off", "show", number, "--as", "auditor1")
            #expect(reopened.output.contains("部分交货") && reopened.output.contains("送错"))
            #expect(try await stockpile("call-off", "settle", number, "--as", "finance1").exitCode == 1)
            #expect(try await deliver("50").exitCode == 0)
            let settled = try await stockpile("call-off", "settle", number, "--as", "finance1", "--format", "json")
            #expect(settled.json?[key: "amount_fen"]?.integer == 1_960_000, "\(settled.errors)")
            for form in ["table", "csv"] {
                #expect(try await stockpile("call-off", "list", "--as", "commander1", "--format", form).output.contains(number))
                #expect(try await stockpile("company", "scorecard", "c-textile", "--as", "finance1", "--format", form).exitCode == 0)
            }
            #expect(try await stockpile("ledger", "verify", "--as", "auditor1").exitCode == 0)
        }
    }

    /// Writes the same into the named cells of every row.
    private func fill(_ sheet: String, _ values: [String: String]) throws -> String {
        let lines = sheet.split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let head = try #require(lines.first).map(String.init)
        let rows = lines.dropFirst().map { cells in
            zip(head, cells).map { column, cell in values[column] ?? String(cell) }.joined(separator: ",")
        }
        return ([head.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    }
}
