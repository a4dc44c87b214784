import Foundation
import StockpileModel
import Testing

@Suite("A day on which a lot is tested and lasts longer")
struct ExtensionDayTests {
    private static let lot = "WS01-20251128-901"

    /// The day it is in the district, whose clocks are eight hours ahead.
    private static var today: String {
        String(ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: 8 * 3600)).prefix(10))
    }

    /// A lot that expired some days ago, with a sample drawn; answers the sample's document.
    private func sampled(_ stockpile: Program) async throws -> String {
        let today = try #require(CalendarDate(rawValue: Self.today))
        let received = try await stockpile(
            "receipt", "post", "--place", "WS01", "--item", "biscuit-compressed", "--quantity", "40", "--lot", Self.lot,
            "--unit-cost-fen", "2600", "--expires-on", today.adding(days: -10).rawValue, "--as", "keeper1")
        #expect(received.exitCode == 0, "\(received.errors)")
        let moved = try await stockpile(
            "transfer", "post", "--place", "WS01", "--to", "WS12", "--item", "biscuit-compressed", "--lot", Self.lot, "--quantity", "10",
            "--as", "keeper1")
        #expect(moved.exitCode == 0, "\(moved.errors)")
        let drawn = try await stockpile(
            "issue", "post", "--place", "WS01", "--item", "biscuit-compressed", "--lot", Self.lot, "--quantity", "2", "--purpose",
            "sample", "--as", "keeper1", "--format", "json")
        return try #require(drawn.json?[key: "number"]?.text, "\(drawn.errors)")
    }

    private func withReport(_ body: (URL) async throws -> Void) async throws {
        let report = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString).pdf")
        try Data("检验报告".utf8).write(to: report)
        defer { try? FileManager.default.removeItem(at: report) }
        try await body(report)
    }

    private let use = [
        "issue", "post", "--place", "WS01", "--item", "biscuit-compressed", "--lot", Self.lot, "--quantity", "1", "--as", "keeper1",
    ]

    @Test func `sample, report, approval by another, new labels: expired goods are fit for use again`() async throws {
        try await LoadedExample.run { stockpile in
            let sample = try await sampled(stockpile)
            #expect(try await stockpile.run(use).errors.hasPrefix("SP102"))
            try await withReport { report in
                let record = [
                    "lot", "test", "record", Self.lot, "--laboratory", "市质检院", "--report-number", "Z-118", "--sampled-by-document",
                    sample, "--tested-on", Self.today, "--result", "passed", "--expires-on", "2099-12-31", "--evidence", report.path,
                    "--as", "keeper1", "--key", "k-118",
                ]
                let recorded = try await stockpile.run(record)
                #expect(recorded.exitCode == 0 && recorded.output.contains("待审批"), "\(recorded.errors)")
                // The same key again is the same test; another key tells that the report is known.
                #expect(try await stockpile.run(record).output == recorded.output)
                let known = try await stockpile.run(Array(record.dropLast()) + ["k-119"])
                #expect(known.exitCode == 1 && known.errors.hasPrefix("SP635"))
            }
            #expect(try await stockpile.run(use).errors.hasPrefix("SP102"))
            let waiting = try await stockpile("lot", "test", "list", "--state", "waiting", "--as", "commander1", "--format", "json")
            #expect(waiting.json?.array?.map { $0[key: "report_number"]?.text } == ["Z-118"])
            let own = try await stockpile("lot", "test", "approve", Self.lot, "--report-number", "Z-118", "--as", "keeper1")
            #expect(own.exitCode == 77)
            let approved = try await stockpile(
                "lot", "test", "approve", Self.lot, "--report-number", "Z-118", "--as", "commander1", "--format", "json")
            #expect(approved.exitCode == 0, "\(approved.errors)")
            #expect(approved.json?[key: "expires_on"]?.text == "2099-12-31")
            #expect(approved.json?[key: "relabels"]?.array?.map { $0[key: "place"]?.text } == ["WS01", "WS12"])
            #expect(try await stockpile.run(use).exitCode == 0)

            for place in ["WS01", "WS12"] {
                let done = try await stockpile("lot", "relabel", Self.lot, "--place", place, "--as", "keeper1")
                #expect(done.exitCode == 0, "\(done.errors)")
            }
            let again = try await stockpile("lot", "relabel", Self.lot, "--place", "WS12", "--as", "keeper1")
            #expect(again.exitCode == 1 && again.errors.hasPrefix("SP504"))
            let shown = try await stockpile("lot", "show", Self.lot, "--as", "auditor1")
            for word in ["检验延期", "市质检院 Z-118", "已审批", "原到期日", "储存年限", "按此规则至"] {
                #expect(shown.output.contains(word), "\(word): \(shown.output)")
            }
            let english = try await stockpile("lot", "show", Self.lot, "--as", "auditor1", "--lang", "en")
            #expect(english.output.contains("extended by test") && english.output.contains("Former expiry"))
            let csv = try await stockpile("lot", "test", "list", "--lot", Self.lot, "--as", "auditor1", "--format", "csv")
            #expect(csv.output.hasPrefix("tested_on,lot,item,") && csv.output.contains(",approved,"))
        }
    }

    @Test func `a lot that failed is on hold at once; bad input is told all at once`() async throws {
        try await LoadedExample.run { stockpile in
            let sample = try await sampled(stockpile)
            try await withReport { report in
                let failed = try await stockpile(
                    "lot", "test", "record", Self.lot, "--laboratory", "市质检院", "--report-number", "Z-120", "--sampled-by-document",
                    sample, "--tested-on", Self.today, "--result", "failed", "--evidence", report.path, "--as", "keeper1", "--format",
                    "json")
                #expect(failed.exitCode == 0, "\(failed.errors)")
                #expect(failed.json?[key: "held"] == 38)
                let bad = try await stockpile(
                    "lot", "test", "record", Self.lot, "--laboratory", " ", "--report-number", "Z-121", "--sampled-by-document", sample,
                    "--tested-on", "2026-02-30", "--result", "good", "--expires-on", "soon", "--evidence", "/nonexistent/report.pdf",
                    "--as", "keeper1")
                #expect(bad.exitCode == 65)
                for field in ["--laboratory", "--tested-on", "--result", "--expires-on", "report.pdf"] {
                    #expect(bad.errors.contains(field), "\(field): \(bad.errors)")
                }
            }
            let held = try await stockpile.run(use)
            #expect(held.exitCode == 1)
        }
    }

    @Test func `the rules of an item are listed with their sources, in all three forms`() async throws {
        try await LoadedExample.run { stockpile in
            let list = ["item", "shelf-life", "list", "--item", "helmet-fire", "--as", "keeper1"]
            let table = try await stockpile.run(list)
            #expect(table.output.contains("使用年限") && table.output.contains("stsware.com") && table.output.contains("自生产"))
            let json = try await stockpile.run(list + ["--format", "json"])
            #expect(json.json?.array?.map { $0[key: "months"]?.integer } == [24, 60])
            let csv = try await stockpile.run(list + ["--format", "csv"])
            #expect(csv.output.split(separator: "\n").count == 3)
            #expect(try await stockpile("item", "shelf-life", "list", "--item", "nope", "--as", "keeper1").exitCode == 66)
        }
    }
}
