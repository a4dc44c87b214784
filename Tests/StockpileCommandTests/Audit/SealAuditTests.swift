import ArgumentParser
import Foundation
import StockpileAudit
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite struct `Audit of the seal` {
    @Test func `one byte changed in any file of the pack is found and its file named`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        let files = try FileManager.default.contentsOfDirectory(atPath: export.folder.path()).sorted()
        #expect(files.count == 14)
        for file in files {
            let url = export.folder.appending(path: file)
            let original = try Data(contentsOf: url)
            let heading = original.firstIndex(of: 0x0A) ?? 0
            for share in 1...3 {
                var data = original
                data[min(heading + (data.count - heading) * share / 4, data.count - 2)] ^= 1
                try data.write(to: url)
                do {
                    let findings = try export.findings()
                    #expect(!findings.isEmpty, "\(file)")
                    if file != "manifest.csv" { #expect(findings.first?.record.hasPrefix(file) == true, "\(file): \(findings.prefix(2))") }
                } catch let error as UnreadableExport {
                    #expect(error.file == file)
                }
            }
            try original.write(to: url)
        }
        #expect(try export.findings() == [])
    }

    @Test(arguments: [
        ("lots.csv", 4, "x", Finding.Code.accountAltered), ("documents.csv", 12, "2026-01", .documentAltered),
        ("people.csv", 0, "7", .documentAltered), ("movements.csv", 14, "UAV-9", .documentAltered),
        ("accounts.csv", 7, "to_scrap", .accountAltered),
        ("sealed_documents.csv", 2, String(repeating: "0", count: 64), .documentAltered),
        ("blocks.csv", 3, "2026-01-01T00:00:00.000000Z", .blockAltered),
    ])
    func `what was altered shows even when every other hash was made to fit`(
        file: String, column: Int, value: String, code: Finding.Code
    ) async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        var lines = try export.lines(file)
        // Every row: among the people are some who never posted.
        lines =
            lines.prefix(1)
            + lines.dropFirst().map { line in
                var cells = ExportedLedger.cells(of: line)
                cells[column] = value
                return cells.map { "\"\($0)\"" }.joined(separator: ",")
            }
        try export.write(lines, to: file)
        try export.coverTraces(in: [file])
        #expect(try export.findings().first?.code == code)
    }

    @Test func `a removed block, document or account breaks the chain`() async throws {
        for (file, code) in [
            ("blocks.csv", Finding.Code.blockAltered), ("sealed_documents.csv", .blockAltered), ("accounts.csv", .blockAltered),
        ] {
            let export = try await ExportedLedger.copy()
            defer { export.remove() }
            var lines = try export.lines(file)
            lines.remove(at: 1)
            try export.write(lines, to: file)
            try export.coverTraces(in: [file])
            #expect(try export.findings().first?.code == code, "\(file)")
        }
    }

    @Test func `a signed head is in the chain, another is not`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        let head = try #require(try LedgerExport(folder: export.folder).head).sha256
        #expect(throws: Never.self) { try Audit.parse([export.folder.path(), "--head", head.uppercased()]).run() }
        #expect(throws: ExitCode(3)) {
            try Audit.parse([export.folder.path(), "--head", String(head.reversed())]).run()
        }
    }

    @Test func `the pack of a month proves itself, with what the month began with`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            func post(_ occurredAt: String?, _ purpose: String, _ quantity: Int64, _ remarks: String?) async throws {
                var line = PostingRequestLine(item: "quilt", quantity: quantity)
                line.category = "relief"
                line.lot = "L1"
                line.unitCostFen = 100
                var request = PostingRequest(purpose: purpose, place: "D1", lines: [line])
                request.occurredAt = occurredAt
                request.remarks = remarks
                guard let key = IdempotencyKey(rawValue: "month-\(purpose)-\(quantity)") else { return }
                if purpose == "purchase" {
                    _ = try await keeper.postReceipt(request, key: key)
                } else {
                    _ = try await keeper.postIssue(request, key: key)
                }
            }
            try await post("2026-01-10T08:00:00+08:00", "purchase", 10, nil)
            try await post("2026-02-03T08:00:00+08:00", "use", 2, "tab\there, line\nthere, \"quoted\", back\\slash, 中文, \r\n end")
            try await post(nil, "use", 3, nil)
            let folder = FileManager.default.temporaryDirectory.appending(path: "month-\(UUID().uuidString)", directoryHint: .isDirectory)
            defer { try? FileManager.default.removeItem(at: folder) }
            _ = try await reserve.person("finance1").exportLedger(to: folder, period: "2026-02")
            let pack = try LedgerExport(folder: folder)
            #expect(pack.check() == [])
            #expect(pack.period == "2026-02" && pack.counts.documents == 1 && pack.counts.movements == 1 && pack.unsealed == 0)
            let export = ExportedLedger(folder: folder)
            let stock = try #require(try export.lines("accounts.csv").map(ExportedLedger.cells).first { $0[1] == "stock" })
            #expect(stock[9] == "8" && stock[11] == "10")
            var lines = try export.lines("accounts.csv")
            lines = lines.map { $0.replacing("\"8\",\"800\",\"10\",\"1000\"", with: "\"7\",\"800\",\"9\",\"1000\"") }
            try export.write(lines, to: "accounts.csv")
            try export.coverTraces(in: ["accounts.csv"])
            #expect(try export.findings().first?.code == .notConserved)
        }
    }
}
