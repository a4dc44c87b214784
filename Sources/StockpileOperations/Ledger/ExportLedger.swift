internal import Crypto
package import Foundation
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Writes an audit pack as of one moment into a folder, for `stockpile-audit` and for anyone who keeps it: the whole ledger, or what
    /// occurred in a month with the balances it began and ended with.
    ///
    /// Shape:  the files of `LedgerFile` and, last, manifest.csv; the answer lists file, rows and sha256 of each.
    ///         Who may seal seals first, so that the pack holds nothing unsealed.
    /// Errors: SP401; invalid when the folder cannot be written or holds such files already, or for what is not a month.
    package func exportLedger(to folder: URL, period: String? = nil) async throws -> [JSONValue] {
        try person.require(.read)
        let bounds = try period.map(Self.bounds(of:))
        try Self.prepare(folder)
        let zone = timeZone
        do {
            if person.permissions.contains(.sealLedger) { try await sealLedger() }
            let entries = try await store.read { tx in
                var span = LedgerExportSpan.whole
                if let period, let bounds { span = try tx.exportSpan(period: period, from: bounds.0, to: bounds.1, zone: zone) }
                return try LedgerFile.allCases.map { file in
                    let output = try Self.create(folder.appending(path: file.name))
                    defer { try? output.close() }
                    var hash = SHA256()
                    let rows = try tx.exportLedger(file, span) { chunk in
                        hash.update(data: chunk)
                        try output.write(contentsOf: Data(chunk))
                    }
                    let digest = hash.finalize().hexadecimal
                    return (file: file.name, rows: rows, sha256: digest)
                }
            }
            let lines = ["file,rows,sha256"] + entries.map { "\($0.file),\($0.rows),\($0.sha256)" }
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(
                to: folder.appending(path: Self.manifest), options: .withoutOverwriting)
            return entries.map { ["file": .text($0.file), "rows": .integer(Int64($0.rows)), "sha256": .text($0.sha256)] }
        } catch {
            // Half an export is none.
            for name in LedgerFile.allCases.map(\.name) { try? FileManager.default.removeItem(at: folder.appending(path: name)) }
            throw error
        }
    }

    private static let manifest = "manifest.csv"

    private static func prepare(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw StockpileError.invalid([unwritable(folder)])
        }
        let present = (LedgerFile.allCases.map(\.name) + [manifest]).filter {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path(percentEncoded: false))
        }
        guard present.isEmpty else {
            throw StockpileError.invalid(
                present.map { FieldProblem(file: $0, field: "to", .notAllowed, ["value": $0, "reason": "folder_not_empty"]) })
        }
    }

    private static func create(_ file: URL) throws -> FileHandle {
        // An attempt that is run again starts the file anew.
        do {
            try Data().write(to: file)
            return try FileHandle(forWritingTo: file)
        } catch {
            throw StockpileError.invalid([unwritable(file)])
        }
    }

    private static func unwritable(_ url: URL) -> FieldProblem {
        FieldProblem(field: "to", .notAllowed, ["value": url.path(percentEncoded: false), "reason": "not_writable"])
    }
}
