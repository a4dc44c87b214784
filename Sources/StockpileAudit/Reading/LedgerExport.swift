package import Foundation

/// An audit pack as it stands in its folder.
package struct LedgerExport: Sendable {
    let accounts: [Account]
    let documents: [Document]
    let movements: [Movement]
    let blocks: [Block]
    let sealedDocuments: [SealedDocument]
    /// The month a pack is of; empty for the whole ledger.
    package let period: String
    let headSHA256: String
    /// What the files themselves show: altered, unreadable and missing rows, other hashes.
    let findings: [Finding]

    package var counts: (accounts: Int, documents: Int, movements: Int) { (accounts.count, documents.count, movements.count) }
    package var head: (number: Int64, sha256: String)? { blocks.last.map { ($0.number, $0.sha256) } }
    /// How many documents have no position yet.
    package var unsealed: Int {
        let sealed = Set(sealedDocuments.map(\.document))
        return documents.count { !sealed.contains($0.id) }
    }

    /// Errors: UnreadableExport.
    package init(folder: URL) throws {
        let manifest = try ExportFile("manifest.csv", in: folder, columns: ["file", "rows", "sha256"])
        var files: [PackFile: ExportFile] = [:]
        for file in PackFile.allCases { files[file] = try ExportFile(file, in: folder) }
        let catalogue = Catalogue(files)
        func read<Record>(_ file: PackFile, _ record: (ExportFile.Row) -> Record?) -> [Record] {
            files[file]?.read(record) ?? []
        }
        accounts = read(.accounts) { Account($0, catalogue) }
        documents = read(.documents) { Document($0, catalogue) }
        movements = read(.movements) { Movement($0, catalogue) }
        blocks = read(.blocks, Block.init).sorted { $0.number < $1.number }
        sealedDocuments = read(.sealedDocuments, SealedDocument.init).sorted { $0.position < $1.position }
        let pack = files[.pack]?.rows.first
        guard pack?["form"] == "1" else {
            throw UnreadableExport(file: PackFile.pack.name, chinese: "不是此程序认识的格式", english: "not a form this program knows")
        }
        period = pack?["period"] ?? ""
        headSHA256 = pack?["head_sha256"] ?? ""
        let all = PackFile.allCases.compactMap { files[$0] }
        findings =
            all.flatMap { $0.alteredRows() } + all.flatMap(\.findings) + (try all.flatMap { try Self.compare($0, with: manifest) })
    }

    private static func compare(_ file: ExportFile, with manifest: ExportFile) throws -> [Finding] {
        guard let entry = manifest.rows.first(where: { $0["file"] == file.name }), let rows = Int(entry["rows"]) else {
            throw UnreadableExport(file: manifest.name, chinese: "没有列出 \(file.name)", english: "\(file.name) is not listed")
        }
        var findings: [Finding] = []
        if rows != file.rowCount { findings.append(Finding(.rowsDiffer, file.name, expected: "\(rows)", found: "\(file.rowCount)")) }
        if entry["sha256"] != file.sha256 {
            findings.append(Finding(.fileAltered, file.name, expected: entry["sha256"], found: file.sha256))
        }
        return findings
    }
}
