import Foundation
import StockpileModel
import Testing

@Suite("A report for the district's leaders")
struct ReportDayTests {
    private static let question = ["--level", "II", "--scenario", "flood"]

    private static func file(_ end: String) -> URL { FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).\(end)") }

    @Test func `the report is printed with its charts and asks nothing of the network`() async throws {
        try await LoadedExample.run { stockpile in
            let report = ["readiness", "report"] + Self.question + ["--as", "commander1"]
            let json = try #require(try await stockpile.run(report + ["--format", "json"]).json)
            #expect(json[key: "check"]?[key: "lines"]?.array?.isEmpty == false && json[key: "number"] == .null)
            #expect(json[key: "stress"]?[key: "losses"]?.array?.count == 3)
            for (language, words) in [
                ("zh", ["应急储备充足度报告", "未留存", "二、不足的物资", "实物", "最薄弱处", "批准", "若不补充，逐日充足情况"]),
                ("en", ["Readiness of the emergency reserve", "not frozen", "What is short", "Approved by"]),
            ] {
                let file = Self.file("html")
                defer { try? FileManager.default.removeItem(at: file) }
                let html = ["--html", file.path(percentEncoded: false), "--lang", language]
                let run = try await stockpile.run(report + html)
                #expect(run.exitCode == 0, "\(run.errors)")
                let page = try String(contentsOf: file, encoding: .utf8)
                for word in words + ["<svg", "size: A4"] { #expect(page.contains(word), "\(word)") }
                Self.expectSelfContained(page)
                #expect(try await stockpile.run(report + html).exitCode == 65)
            }
            #expect(try await stockpile.run(report).output.contains("最薄弱处"))
            #expect(try await stockpile.run(report + ["--days", "4000"]).exitCode == 65)
            #expect(try await stockpile.run(report + ["--key", "k"]).exitCode == 64)
            let picture = Self.file("svg")
            defer { try? FileManager.default.removeItem(at: picture) }
            let forecast = ["readiness", "forecast", "--svg", picture.path(percentEncoded: false), "--as", "commander1"] + Self.question
            #expect(try await stockpile.run(forecast).exitCode == 0)
            let drawn = try String(contentsOf: picture, encoding: .utf8)
            #expect(drawn.hasPrefix("<svg") && drawn.contains("不足的行数") && drawn.ranges(of: "</svg>").count == 1)
            Self.expectSelfContained(drawn)
        }
    }

    @Test func `a frozen report is printed again and checked, whatever moved since`() async throws {
        try await LoadedExample.run { stockpile in
            let report = ["readiness", "report"]
            let refused = try await stockpile.run(report + Self.question + ["--freeze", "--as", "keeper1"])
            #expect(refused.exitCode == 77)
            let kept = try #require(
                try await stockpile.run(report + Self.question + ["--freeze", "--as", "commander1", "--format", "json"]).json)
            let number = try #require(kept[key: "number"]?.text)
            #expect(
                try await stockpile("issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "5", "--as", "keeper1")
                    .exitCode == 0)
            let verify = try await stockpile.run(report + ["verify", number, "--as", "auditor1"])
            #expect(verify.exitCode == 0 && verify.output.contains("完全相同"), "\(verify.output)\(verify.errors)")
            #expect(try await stockpile.run(report + ["list", "--as", "auditor1"]).output.contains(number))
            let shown = try #require(
                try await stockpile.run(report + ["show", number, "--as", "auditor1", "--format", "json"]).json)
            #expect(shown == kept)
            let file = Self.file("html")
            defer { try? FileManager.default.removeItem(at: file) }
            let printed = try await stockpile.run(
                report + ["show", number, "--html", file.path(percentEncoded: false), "--as", "auditor1"])
            #expect(printed.exitCode == 0, "\(printed.errors)")
            let page = try String(contentsOf: file, encoding: .utf8)
            #expect(page.contains(number) && page.contains(kept[key: "sha256"]?.text ?? "?") && page.contains("report verify \(number)"))
            #expect(try await stockpile.run(report + ["verify", "WS-BG-2020-000009", "--as", "auditor1"]).exitCode == 66)
        }
    }

    /// The name of a picture's own language is no address that anything is fetched from.
    private static func expectSelfContained(_ page: String) {
        let text = page.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
        for word in ["http:", "https:", "<script", "<link", "src=", "href=", "@import"] { #expect(!text.contains(word), "\(word)") }
    }
}
