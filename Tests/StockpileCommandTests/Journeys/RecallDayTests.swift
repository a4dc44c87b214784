import Foundation
import StockpileModel
import Testing

@Suite("A day on which a lot is recalled")
struct RecallDayTests {
    private static let lot = "WS01-20251128-801"

    private func received(_ stockpile: Program) async throws {
        let receipt = try await stockpile(
            "receipt", "post", "--place", "WS01", "--item", "biscuit-compressed", "--quantity", "60", "--lot", Self.lot,
            "--unit-cost-fen", "2600", "--as", "keeper1")
        #expect(receipt.exitCode == 0, "\(receipt.errors)")
        let moved = try await stockpile(
            "transfer", "post", "--place", "WS01", "--to", "WS12", "--item", "biscuit-compressed", "--lot", Self.lot, "--quantity", "10",
            "--as", "keeper1")
        #expect(moved.exitCode == 0, "\(moved.errors)")
        let given = try await stockpile(
            "issue", "post", "--place", "WS01", "--item", "biscuit-compressed", "--lot", Self.lot, "--quantity", "5", "--receiver",
            "黑山镇安置点", "--contact", "示例联系人", "--telephone", "023-00000501", "--as", "keeper1")
        #expect(given.exitCode == 0, "\(given.errors)")
    }

    @Test func `recalled, told who has it, followed to the last unit and ended`() async throws {
        try await LoadedExample.run { stockpile in
            try await received(stockpile)
            let notice = FileManager.default.temporaryDirectory.appending(path: "notice-\(UUID().uuidString).pdf")
            try Data("召回通知".utf8).write(to: notice)
            defer { try? FileManager.default.removeItem(at: notice) }
            let issue = [
                "recall", "issue", Self.lot, "--reason", "厂家通知", "--reference", "厂函〔2026〕12号", "--evidence", notice.path, "--key", "z1",
                "--format", "json",
            ]
            #expect(try await stockpile.run(issue + ["--as", "auditor1"]).exitCode == 77)
            let issued = try await stockpile.run(issue + ["--as", "commander1"])
            #expect(issued.exitCode == 0, "\(issued.errors)")
            let number = try #require(issued.json?[key: "number"]?.text)
            #expect(number.hasPrefix("WS-ZH-") && issued.json?[key: "open_quantity"] == 60)
            #expect(issued.json?[key: "evidence"]?.text == notice.lastPathComponent)
            let shown = try await stockpile("recall", "show", number, "--as", "keeper1")
            for word in ["黑山镇安置点", "023-00000501", "未落实", "厂函〔2026〕12号", "母批次"] {
                #expect(shown.output.contains(word), "\(word): \(shown.output)")
            }
            #expect(try await stockpile("recall", "show", number, "--as", "keeper1", "--lang", "en").output.contains("Not recoverable"))
            #expect(try await stockpile("recall", "show", "WS-ZH-2020-000009", "--as", "keeper1").exitCode == 66)
            let use = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "biscuit-compressed", "--lot", Self.lot, "--quantity", "1", "--as", "keeper1")
            #expect(use.exitCode == 1 && use.errors.hasPrefix("SP116") && use.errors.contains("return_to_supplier"), "\(use.errors)")
            let again = try await stockpile("recall", "issue", Self.lot, "--reason", "又", "--as", "keeper1")
            #expect(again.exitCode == 1 && again.errors.hasPrefix("SP522"))
            let early = try await stockpile("recall", "end", number, "--as", "commander1")
            #expect(early.exitCode == 1 && early.errors.hasPrefix("SP523") && early.errors.contains("023-00000501"), "\(early.errors)")
            let bad = try await stockpile(
                "recall", "progress", number, "--holder", "x", "--outcome", "gone", "--quantity", "0", "--as", "keeper1")
            #expect(bad.exitCode == 65)
            for field in ["--holder", "--outcome", "--quantity"] { #expect(bad.errors.contains(field), "\(field): \(bad.errors)") }
            for holder in ["1", "2"] {
                let done = try await stockpile(
                    "recall", "progress", number, "--holder", holder, "--outcome", "returned", "--as", "keeper1")
                #expect(done.exitCode == 0, "\(done.errors)")
            }
            let eaten = try await stockpile(
                "recall", "progress", number, "--holder", "3", "--outcome", "not_recoverable", "--remarks", "已食用", "--as", "keeper1")
            #expect(eaten.exitCode == 0 && eaten.output.contains("办理中"), "\(eaten.errors)")
            let ended = try await stockpile("recall", "end", number, "--as", "commander1")
            #expect(ended.exitCode == 0 && ended.output.contains("已办结"), "\(ended.errors)")
            let list = try await stockpile("recall", "list", "--as", "auditor1", "--format", "csv")
            #expect(list.output.hasPrefix("number,state,lot,") && list.output.contains(",complete,"))
        }
    }

    @Test func `recalled goods do not count for readiness, and the answer says so`() async throws {
        try await LoadedExample.run { stockpile in
            let lots = try await stockpile("lot", "list", "--as", "auditor1", "--format", "json")
            let row = try #require(lots.json?.array?.first { $0[key: "item"] == "quilt-cotton" }, "\(lots.errors)")
            let lot = try #require(row[key: "lot"]?.text)
            let recalled = try await stockpile(
                "recall", "issue", lot, "--item", "quilt-cotton", "--reason", "抽检不合格", "--as", "commander1")
            #expect(recalled.exitCode == 0, "\(recalled.errors)")
            let check = try await stockpile(
                "readiness", "check", "--level", "II", "--scenario", "flood", "--as", "commander1", "--format", "json")
            #expect(check.output.contains("\"recalled\""), "\(check.errors)")
            #expect(try await stockpile.figure("recalled", of: "quilt-cotton") > 0)
        }
    }

    @Test func `a lot is traced as a tree, there and back, as JSON and CSV, and as a picture`() async throws {
        try await LoadedExample.run { stockpile in
            try await received(stockpile)
            let tree = try await stockpile("lot", "trace", Self.lot, "--as", "auditor1")
            #expect(tree.exitCode == 0, "\(tree.errors)")
            for word in ["供应商", "├─", "└─", "黑山镇安置点", "WS01-CK-"] { #expect(tree.output.contains(word), "\(word): \(tree.output)") }
            let back = try await stockpile("lot", "trace", Self.lot, "--back", "--as", "auditor1", "--lang", "en")
            #expect(back.output.contains("←") && back.output.contains("supplier"), "\(back.errors)")
            let json = try await stockpile("lot", "trace", Self.lot, "--as", "auditor1", "--format", "json")
            #expect(json.json?[key: "steps"]?.array?.count == 3 && json.json?[key: "lot"]?.text == Self.lot)
            let csv = try await stockpile("lot", "trace", Self.lot, "--as", "auditor1", "--format", "csv")
            #expect(csv.output.hasPrefix("occurred_at,document,kind,") && csv.output.split(separator: "\n").count == 4)
            let file = FileManager.default.temporaryDirectory.appending(path: "trace-\(UUID().uuidString).svg")
            defer { try? FileManager.default.removeItem(at: file) }
            let written = try await stockpile("lot", "trace", Self.lot, "--svg", file.path, "--as", "auditor1")
            #expect(written.exitCode == 0, "\(written.errors)")
            let picture = try String(contentsOf: file, encoding: .utf8)
            #expect(picture.hasPrefix("<svg ") && picture.contains("批次追溯"))
            let twice = try await stockpile("lot", "trace", Self.lot, "--svg", file.path, "--as", "auditor1")
            #expect(twice.exitCode == 65 && twice.errors.contains("--svg"))
            #expect(try await stockpile("lot", "trace", "NONE", "--as", "auditor1").exitCode == 66)
        }
    }
}
