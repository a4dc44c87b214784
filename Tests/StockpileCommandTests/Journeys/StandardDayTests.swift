import Foundation
import StockpileModel
import Testing

@testable import StockpileCommand

@Suite("A new version of the standard: drafted, tried, adopted")
struct StandardDayTests {
    /// The example's standard with a tenth on top, as the administrator would write its next version.
    private static func files(in folder: URL) throws -> (standards: String, lines: String) {
        let example = Program.root.appending(path: "examples/wansheng")
        let lines = try String(contentsOf: example.appending(path: "standard_lines.csv"), encoding: .utf8)
        let standards = folder.appending(path: "standards.csv"), newer = folder.appending(path: "lines.csv")
        try """
        code,version,name,name_en,level,effective_from,source,redundancy_percent
        wansheng-level2,2,万盛Ⅱ级标准(新),Wansheng level II (new),II,2026-06-01,示例 2026,10

        """.write(to: standards, atomically: true, encoding: .utf8)
        try lines.replacing("wansheng-level2,1,", with: "wansheng-level2,2,").write(to: newer, atomically: true, encoding: .utf8)
        return (standards.path, newer.path)
    }

    private func inFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test func `the administrator drafts, the commander tries and adopts, everybody sees both versions`() async throws {
        try await inFolder { folder in
            let (standards, lines) = try Self.files(in: folder)
            try await LoadedExample.run { stockpile in
                let draft = try await stockpile(
                    "standard", "import", "--standards", standards, "--lines", lines, "--as", "admin1", "--key", "s1")
                #expect(draft.exitCode == 0 && draft.output.contains("状态：草稿"), "\(draft.errors)")
                let tried = try await stockpile(
                    "standard", "try", "wansheng-level2", "--version", "2", "--scenario", "flood", "--as", "commander1")
                #expect(tried.exitCode == 0 && tried.output.contains("行转为不足"), "\(tried.errors)")
                let numbers = try await stockpile(
                    "standard", "try", "wansheng-level2", "--version", "2", "--scenario", "flood", "--as", "commander1", "--format", "json")
                let turned = (numbers.json?[key: "lines"]?.array ?? []).filter { $0[key: "effect"] == "turns_short" }
                #expect(!turned.isEmpty && numbers.json?[key: "turn_short"]?.integer == Int64(turned.count))
                #expect(tried.output.contains("按新版本：\(turned.count) 行转为不足"))
                #expect(try await stockpile("standard", "adopt", "wansheng-level2", "--version", "2", "--as", "admin1").exitCode == 1)
                let adopted = try await stockpile("standard", "adopt", "wansheng-level2", "--version", "2", "--as", "commander1")
                #expect(adopted.exitCode == 0 && adopted.output.contains("状态：已采用"), "\(adopted.errors)")
                let list = try await stockpile("standard", "list", "--as", "auditor1")
                #expect(list.output.contains("已替代") && list.output.contains("已采用"))
                let english = try await stockpile("standard", "show", "wansheng-level2", "--as", "auditor1", "--lang", "en")
                #expect(english.output.contains("State: adopted") && english.output.contains("Redundancy (%): 10"))
                let difference = try await stockpile("standard", "diff", "wansheng-level2", "--from", "1", "--to", "2", "--as", "auditor1")
                #expect(difference.output.contains("标准行没有差别") && difference.output.contains("冗余(新版,%)：10"))
                let check = try await stockpile(
                    "readiness", "check", "--level", "II", "--scenario", "flood", "--as", "commander1", "--format", "json")
                #expect(check.json?[key: "standard_version"] == 2)
                #expect(check.json?[key: "lines"]?.array?.first?[key: "redundancy_percent"] == 10)
            }
        }
    }

    @Test func `the reserve catalogue has a row for each item, form and place, and adds up to what is required`() async throws {
        try await LoadedExample.run { stockpile in
            let shown = try await stockpile("standard", "size", "wansheng-level2", "--as", "commander1")
            #expect(shown.exitCode == 0, "\(shown.errors)")
            for word in ["储备方式", "实物储备", "协议储备", "应增减"] { #expect(shown.output.contains(word), "\(word)") }
            let answer = try await stockpile(
                "standard", "size", "wansheng-level2", "--scenario", "flood", "--as", "auditor1", "--format", "json")
            let rows = answer.json?[key: "entries"]?.array ?? []
            #expect(answer.json?[key: "scenarios"] == .array(["flood"]) && !rows.isEmpty)
            for (subject, rows) in Dictionary(grouping: rows, by: { [$0[key: "category"]?.text, $0[key: "item"]?.text] }) {
                let quantity = rows.compactMap { $0[key: "quantity"]?.integer }.reduce(0, +)
                #expect(rows.first?[key: "required"]?.integer == quantity, "\(subject)")
            }
            let csv = try await stockpile("standard", "size", "wansheng-level2", "--as", "auditor1", "--format", "csv", "--lang", "en")
            #expect(csv.output.hasPrefix("category,item,item_name,required,scenario,form,place,"))
        }
    }

    @Test func `what is wrong with the files is told with file, line and column`() async throws {
        try await inFolder { folder in
            let (standards, lines) = try Self.files(in: folder)
            let wrong = try String(contentsOf: URL(filePath: lines), encoding: .utf8).replacing(",towns,0.8,", with: ",tuwns,0,")
            try wrong.write(to: URL(filePath: lines), atomically: true, encoding: .utf8)
            try await LoadedExample.run { stockpile in
                let refused = try await stockpile("standard", "import", "--standards", standards, "--lines", lines, "--as", "admin1")
                #expect(refused.exitCode == 65)
                for word in ["lines.csv", "tuwns", "超出范围：0"] { #expect(refused.errors.contains(word), "\(refused.errors)") }
                #expect(try await stockpile("standard", "show", "nowhere", "--as", "auditor1").exitCode == 66)
                let missing = try await stockpile("standard", "import", "--standards", "/nowhere.csv", "--lines", lines, "--as", "admin1")
                #expect(missing.exitCode == 65)
                #expect(try await stockpile("standard", "adopt", "wansheng-level2", "--version", "9", "--as", "commander1").exitCode != 0)
            }
        }
    }
}
