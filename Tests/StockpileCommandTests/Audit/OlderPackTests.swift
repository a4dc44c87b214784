import StockpileAudit
import Testing

@Suite struct `Audit of a pack that an earlier Stockpile wrote` {
    @Test func `a pack without the column of serial numbers can be checked, and is whole but for documents that moved units`() async throws
    {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        let heading = try #require(try export.lines("movements.csv").first).split(separator: ",").map(String.init)
        let (document, serials) = (try #require(heading.firstIndex(of: "document_id")), try #require(heading.firstIndex(of: "serials")))
        let rows = try export.lines("movements.csv").dropFirst().map(ExportedLedger.cells)
        let ofUnits = Set(rows.filter { !$0[serials].isEmpty }.map { $0[document] })
        #expect(ofUnits.count < Set(rows.map { $0[document] }).count)
        try export.drop(["serials"], from: "movements.csv")
        try export.coverTraces()
        let findings = try export.findings()
        #expect(findings.allSatisfy { $0.code == .documentAltered } && findings.count == ofUnits.count)
    }

    @Test func `columns left out to hide what a seal covers show as an altered document`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        let later = ["reason", "occasion", "borrower", "due_on", "loan_document_id", "attachments"]
        let heading = try #require(try export.lines("documents.csv").first).split(separator: ",").map(String.init)
        let said = try export.lines("documents.csv").dropFirst().map(ExportedLedger.cells).filter { cells in
            zip(heading, cells).contains { later.contains($0) && !$1.isEmpty }
        }
        #expect(!said.isEmpty)
        try export.drop(later, from: "documents.csv")
        try export.coverTraces()
        let findings = try export.findings()
        #expect(Set(findings.map(\.code)) == [.documentAltered])
        #expect(Set(findings.map(\.record)) == Set(said.map { $0[1] }))
    }

    @Test func `a pack that lacks another column is told apart from an older one`() async throws {
        let export = try await ExportedLedger.copy()
        defer { export.remove() }
        try export.drop(["order_line_id"], from: "movements.csv")
        #expect(throws: UnreadableExport.self) { try export.findings() }
    }
}

extension ExportedLedger {
    /// The file without these columns; its hashes are not made to fit.
    fileprivate func drop(_ columns: [String], from file: String) throws {
        let all = try lines(file)
        let heading = all[0].split(separator: ",").map(String.init)
        let kept = heading.indices.filter { !columns.contains(heading[$0]) }
        let rows = all.dropFirst().map { line in
            let cells = Self.cells(of: line)
            return kept.map { "\"\(cells[$0])\"" }.joined(separator: ",")
        }
        try write([kept.map { heading[$0] }.joined(separator: ",")] + rows, to: file)
    }
}
