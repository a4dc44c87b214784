import Foundation
import Postgres
import StockpileModel
import StockpileStore
import StockpileTesting
import Testing

/// A copy of the SQL folder that a test may change.
struct SQLFolder: Sendable {
    let url: URL

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: url.appending(path: name)) }

    func append(_ name: String, _ text: String) throws {
        try write(name, String(contentsOf: url.appending(path: name), encoding: .utf8) + text)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url.appending(path: name)) }

    func migrate(_ conninfo: String) async throws -> [String] {
        try await Migrator(conninfo: conninfo, files: SchemaFiles(folder: url)).migrate()
    }

    /// A database no migration has seen.
    static func onEmptyDatabase(_ body: (String) async throws -> Void) async throws {
        try await TestCluster.shared.lend({ try await $0.emptyDatabase() }, to: body)
    }

    /// A database that is current, with a folder of its own to make it older, newer or different.
    static func onMigratedDatabase(_ body: (String, SQLFolder) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sql-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.copyItem(at: root.appending(path: "sql"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await TestCluster.shared.lend({ try await $0.migratedDatabase() }) { try await body($0, SQLFolder(url: folder)) }
    }

    /// The column `found` of a statement, as the application's role.
    static func rows(_ conninfo: String, _ sql: SQL) async throws -> [String] {
        let store = Store(conninfo: conninfo)
        let found = try await store.statement(sql).map { try $0.get("found") as String }
        await store.close()
        return found
    }

    /// The refusal of a schema; nil, and an issue, when it was another error or none.
    static func wrongSchema(_ body: () async throws -> Void) async -> (found: String?, isNewer: Bool)? {
        do {
            try await body()
            Issue.record("not refused")
        } catch StockpileError.wrongSchema(let found, let isNewer) {
            return (found, isNewer)
        } catch {
            Issue.record(error)
        }
        return nil
    }

    /// What the error says; nil when there was none.
    static func failure(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return "\(error)"
        }
    }
}
