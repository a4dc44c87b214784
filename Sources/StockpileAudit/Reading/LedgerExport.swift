package import Foundation

/// An exported ledger as it stands in its folder.
package struct LedgerExport: Sendable {
    struct Account: Sendable {
        let id: Int64
        let kind: String
        let quantity: Int64
        let valueFen: Int64

        /// Only goods we hold or that are on their way cannot be fewer than none.
        var isStock: Bool { kind == "stock" || kind == "carrier" }
    }

    struct Document: Sendable {
        let id: Int64
        let number: String
        let movements: Int
    }

    struct Movement: Sendable {
        let id: Int64
        let document: Int64
        let lineNo: Int
        let from: Int64
        let to: Int64
        let quantity: Int64
        let valueFen: Int64
        /// UTC with microseconds: sorts as the moments do.
        let occurredAt: String
    }

    let accounts: [Account]
    let documents: [Document]
    let movements: [Movement]
    /// What the files themselves show: altered, unreadable and missing rows, other hashes.
    let findings: [Finding]

    package var counts: (accounts: Int, documents: Int, movements: Int) { (accounts.count, documents.count, movements.count) }

    /// Errors: UnreadableExport.
    package init(folder: URL) throws {
        let manifest = try ExportFile("manifest.csv", in: folder, columns: ["file", "rows", "sha256"])
        var files = try Self.columns.map { try ExportFile($0.name, in: folder, columns: $0.columns + ["row_sha256"]) }
        accounts = files[0].read { row in
            guard let id = Int64(row.cells[0]), let quantity = Int64(row.cells[9]), let value = Int64(row.cells[10]) else { return nil }
            return Account(id: id, kind: row.cells[1], quantity: quantity, valueFen: value)
        }
        documents = files[1].read { row in
            guard let id = Int64(row.cells[0]), let movements = Int(row.cells[13]) else { return nil }
            return Document(id: id, number: row.cells[1], movements: movements)
        }
        movements = files[2].read { row in
            let numbers = [0, 1, 2, 5, 6, 9, 10].compactMap { Int64(row.cells[$0]) }
            guard numbers.count == 7 else { return nil }
            return Movement(
                id: numbers[0], document: numbers[1], lineNo: Int(numbers[2]), from: numbers[3], to: numbers[4], quantity: numbers[5],
                valueFen: numbers[6], occurredAt: row.cells[11])
        }
        let records = files.flatMap { $0.alteredRows() } + files.flatMap(\.findings)
        findings = records + (try files.flatMap { try Self.compare($0, with: manifest) })
    }

    private static func compare(_ file: ExportFile, with manifest: ExportFile) throws -> [Finding] {
        guard let entry = manifest.rows.first(where: { $0.cells[0] == file.name }), let rows = Int(entry.cells[1]) else {
            throw UnreadableExport(file: manifest.name, chinese: "没有列出 \(file.name)", english: "\(file.name) is not listed")
        }
        var findings: [Finding] = []
        if rows != file.rowCount { findings.append(Finding(.rowsDiffer, file.name, expected: "\(rows)", found: "\(file.rowCount)")) }
        if entry.cells[2] != file.sha256 { findings.append(Finding(.fileAltered, file.name, expected: entry.cells[2], found: file.sha256)) }
        return findings
    }

    private static let columns: [(name: String, columns: [String])] = [
        (
            "accounts.csv",
            ["account_id", "kind", "item", "lot", "place", "bin", "owner", "condition", "availability", "quantity", "value_fen"]
        ),
        (
            "documents.csv",
            [
                "document_id", "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person", "checker",
                "reverses_document_id", "about_period", "reference", "remarks", "movements",
            ]
        ),
        (
            "movements.csv",
            [
                "movement_id", "document_id", "line_no", "item", "lot", "from_account_id", "to_account_id", "from_place", "to_place",
                "quantity", "value_fen", "occurred_at", "recorded_at",
            ]
        ),
    ]
}
