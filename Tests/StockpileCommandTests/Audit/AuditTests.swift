import ArgumentParser
import Foundation
import StockpileAudit
import Testing

@Suite struct `Audit of an exported ledger` {
    @Test func `a whole export has no difference`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        #expect(try export.findings() == [])
        let counts = try LedgerExport(folder: export.folder).counts
        #expect(counts.accounts > 100 && counts.documents > 3 && counts.movements > 100)
        #expect(throws: Never.self) { try Audit.parse([export.folder.path()]).run() }
    }

    @Test func `one altered byte is named with its line`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        var lines = try export.lines("documents.csv")
        lines[2] = lines[2].replacing("opening stock", with: "opening stocK")
        try export.write(lines, to: "documents.csv")
        let findings = try export.findings()
        let first = try #require(findings.first)
        #expect(first.code == .recordAltered)
        #expect(first.record.hasPrefix("documents.csv:3 "))
        #expect(findings.map(\.code) == [.recordAltered, .documentAltered, .fileAltered])
        #expect(throws: ExitCode(3)) { try Audit.parse([export.folder.path()]).run() }
    }

    @Test func `one altered byte anywhere in a row of movements is named`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        let original = try export.lines("movements.csv")
        for position in stride(from: 0, to: original[5].utf8.count, by: 9) {
            var bytes = Array(original[5].utf8)
            bytes[position] ^= 1
            var lines = original
            lines[5] = String(decoding: bytes, as: UTF8.self)
            try export.write(lines, to: "movements.csv")
            let findings = try export.findings()
            #expect(findings.contains { $0.record.hasPrefix("movements.csv:6") }, "byte \(position): \(lines[5])")
        }
    }

    @Test func `a changed quantity shows even when every hash was made to fit`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        var lines = try export.lines("movements.csv")
        var cells = ExportedLedger.cells(of: lines[1])
        cells[9] = String(try #require(Int64(cells[9])) + 1)
        lines[1] = cells.joined(separator: ",")
        try export.write(lines, to: "movements.csv")
        try export.coverTraces()
        let findings = try export.findings()
        #expect(findings.map(\.code) == [.documentAltered, .quantityDiffers, .quantityDiffers])
        #expect(Set(findings.dropFirst().map(\.record)) == ["account \(cells[5])", "account \(cells[6])"])
    }

    @Test func `a removed movement is named by document and line`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        var lines = try export.lines("movements.csv")
        let cells = ExportedLedger.cells(of: lines.remove(at: 3))
        try export.write(lines, to: "movements.csv")
        try export.coverTraces()
        let document = try #require(
            try export.lines("documents.csv").map(ExportedLedger.cells).first { $0[0] == cells[1] })
        let findings = try export.findings()
        #expect(findings.first?.code == .documentAltered && findings.first?.record == document[1])
        #expect(findings.contains { $0.code == .movementMissing && $0.record == "\(document[1]) #\(cells[2])" })
        #expect(findings.contains { $0.code == .quantityDiffers && $0.record == "account \(cells[5])" })
    }

    @Test func `a removed document leaves its movements and a gap in the numbers`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        var lines = try export.lines("documents.csv")
        let position = try #require(lines.firstIndex { $0.contains("WS01-CK-2") && $0.contains("-000002\"") })
        let cells = ExportedLedger.cells(of: lines.remove(at: position))
        try export.write(lines, to: "documents.csv")
        try export.coverTraces()
        let findings = try export.findings()
        #expect(Set(findings.map(\.code)) == [.documentMissing, .numberMissing])
        #expect(findings.first?.expected == "document \(cells[0])")
        #expect(findings.last?.expected == "2")
    }

    @Test func `stock that was below zero for a moment is found though every balance is right`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        var lines = try export.lines("movements.csv")
        // The last movement is an issue: moved before the opening stock, it takes what was not there yet.
        var cells = ExportedLedger.cells(of: lines[lines.count - 1])
        cells[11] = "2020-01-01T00:00:00.000000Z"
        lines[lines.count - 1] = cells.joined(separator: ",")
        try export.write(lines, to: "movements.csv")
        try export.coverTraces()
        let findings = try export.findings()
        #expect(findings.map(\.code) == [.documentAltered, .belowZero])
        #expect(findings.last?.record == "account \(cells[5]), movement \(cells[0])")
    }

    @Test func `what is no export is told apart from a difference`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "none-\(UUID().uuidString)")
        #expect(throws: UnreadableExport.self) { try LedgerExport(folder: folder) }
        #expect(throws: ExitCode(65)) { try Audit.parse([folder.path(), "--lang", "en"]).run() }
    }

    @Test func `findings read in Chinese and in English`() {
        for code in Finding.Code.allCases {
            let finding = Finding(code, "movement 7", expected: "1", found: "2")
            #expect(finding.text(.zh).hasPrefix("movement 7 — "))
            #expect(finding.text(.en).hasPrefix("movement 7 - "))
            #expect(finding.text(.zh) != finding.text(.en))
        }
    }

    /// Source: FIPS 180-4's examples as published by NIST.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]) func `SHA-256 gives the published values`(text: String, expected: String) {
        #expect(SHA256.hex(text.utf8) == expected)
    }
}
