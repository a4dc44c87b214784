import Foundation
import StockpileAudit
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting

/// An export of the example district after a day's work; each test alters a copy of its own.
struct ExportedLedger {
    let folder: URL

    /// Removed by the test that made it.
    static func copy() async throws -> ExportedLedger {
        let original = try await made.value
        let folder = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.copyItem(at: original, to: folder)
        return ExportedLedger(folder: folder)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func findings() throws -> [Finding] { try LedgerExport(folder: folder).check() }

    /// The lines of a file, heading first.
    func lines(_ file: String) throws -> [String] {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(separator: "\n").map(String.init)
    }

    func write(_ lines: [String], to file: String) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: file))
    }

    /// Makes hashes of rows and files fit again, as someone would who knows the format.
    func coverTraces(in files: [String] = ["accounts.csv", "documents.csv", "movements.csv"]) throws {
        var manifest = try lines("manifest.csv")
        for file in files {
            let lines = try lines(file)
            let sealed = lines.dropFirst().map { line in
                let cells = Self.cells(of: line).dropLast()
                let hash = SHA256.hex(cells.joined(separator: "\u{1F}").utf8)
                return (cells + [hash]).map { "\"\($0)\"" }.joined(separator: ",")
            }
            try write(lines.prefix(1) + sealed, to: file)
            let bytes = try Data(contentsOf: folder.appending(path: file))
            manifest = manifest.map { $0.hasPrefix("\(file),") ? "\(file),\(sealed.count),\(SHA256.hex(bytes))" : $0 }
        }
        try write(manifest, to: "manifest.csv")
    }

    /// The example's cells hold neither quotes nor commas.
    static func cells(of line: String) -> [String] {
        line.components(separatedBy: ",").map { $0.trimmingCharacters(in: ["\""]) }
    }

    private static let made = Task {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let conninfo = try await TestCluster.shared.migratedDatabase()
        let store = Store(conninfo: conninfo)
        _ = try await Operations.importDistrict(folder: root.appending(path: "examples/wansheng"), store: store, login: "admin1")
        let keeper = try await Operations.open(store, login: "keeper1")
        for number in 1...3 {
            let request = PostingRequest(
                purpose: "use", place: "WS01", lines: [PostingRequestLine(item: "quilt-cotton", quantity: Int64(number))])
            guard let key = IdempotencyKey(rawValue: "audit-\(number)") else { continue }
            _ = try await keeper.postIssue(request, key: key)
        }
        var loan = PostingRequest(purpose: "loan", place: "WS01", lines: [PostingRequestLine(item: "quilt-cotton", quantity: 2)])
        loan.grounds.borrower = "学校"
        loan.grounds.dueOn = CalendarDate(rawValue: "2099-01-31")
        loan.grounds.occasion = "演练"
        var change = LotChange(.classification(category: nil, fundingSource: "city", lotNumber: nil), lot: "WS01-20230526-001", at: "WS01")
        change.item = "quilt-cotton"
        change.quantity = 7
        change.reference = "文1"
        change.grounds.reason = "调整"
        change.grounds.checker = "finance2"
        if let (lent, changed) = IdempotencyKey(rawValue: "audit-loan").flatMap({ one in
            IdempotencyKey(rawValue: "audit-change").map { (one, $0) }
        }) {
            _ = try await keeper.postIssue(loan, key: lent)
            _ = try await Operations.open(store, login: "finance1").changeLot(change, key: changed)
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(getpid())", directoryHint: .isDirectory)
        try? FileManager.default.removeItem(at: folder)
        try await Operations.open(store, login: "worker").sealLedger()
        _ = try await keeper.exportLedger(to: folder)
        await store.close()
        try await TestCluster.shared.drop(conninfo)
        return folder
    }
}
