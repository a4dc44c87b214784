import Foundation
import Postgres
import StockpileModel
import StockpileStore
import StockpileTesting
import Testing

@Suite("Migrations")
struct MigratorTests {
    @Test func `an empty database becomes current; again changes nothing`() async throws {
        let conninfo = try await TestCluster.shared.emptyDatabase()
        let files = try SchemaFiles.load()
        let first = try await Migrator(conninfo: conninfo, files: files).migrate()
        #expect(first.count == files.migrations.count + files.repeatables.count)
        #expect(try await Migrator(conninfo: conninfo, files: files).migrate().isEmpty)
        try await Store(conninfo: conninfo).requireSchema()
        try await TestCluster.shared.drop(conninfo)
    }

    @Test func `two at once wait for each other`() async throws {
        let conninfo = try await TestCluster.shared.emptyDatabase()
        async let one = Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
        async let two = Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
        let counts = [try await one.count, try await two.count].sorted()
        #expect(counts[0] == 0 && counts[1] > 0)
        try await TestCluster.shared.drop(conninfo)
    }

    @Test func `a migration changed after it was applied is refused, and so is a newer database`() async throws {
        try await Self.withFiles { folder in
            let conninfo = try await TestCluster.shared.migratedDatabase()
            let changed = folder.appending(path: "migrations/0002_access.sql")
            try Data((String(contentsOf: changed, encoding: .utf8) + "-- changed\n").utf8).write(to: changed)
            await Self.expectWrongSchema(isNewer: false) {
                _ = try await Migrator(conninfo: conninfo, files: SchemaFiles(folder: folder)).migrate()
            }
            try FileManager.default.removeItem(at: changed)
            await Self.expectWrongSchema(isNewer: true) {
                _ = try await Migrator(conninfo: conninfo, files: SchemaFiles(folder: folder)).migrate()
            }
            try await TestCluster.shared.drop(conninfo)
        }
    }

    @Test func `a changed function is applied again; a build with other files refuses the database`() async throws {
        try await Self.withFiles { folder in
            let conninfo = try await TestCluster.shared.migratedDatabase()
            let function = folder.appending(path: "functions/district_zone.sql")
            try Data((String(contentsOf: function, encoding: .utf8) + "-- changed\n").utf8).write(to: function)
            #expect(try await Migrator(conninfo: conninfo, files: SchemaFiles(folder: folder)).migrate() == ["functions/district_zone.sql"])
            await Self.expectWrongSchema(isNewer: false) { try await Store(conninfo: conninfo).requireSchema() }
            try await TestCluster.shared.drop(conninfo)
        }
    }

    @Test func `a file that fails leaves nothing behind and is named`() async throws {
        try await Self.withFiles { folder in
            let conninfo = try await TestCluster.shared.migratedDatabase()
            try Data("CREATE TABLE stockpile.half (a int); SELECT 1 / 0;".utf8).write(to: folder.appending(path: "migrations/9998_bad.sql"))
            await #expect(throws: StockpileError.self) {
                try await Migrator(conninfo: conninfo, files: SchemaFiles(folder: folder)).migrate()
            }
            let rows = try await Store(conninfo: conninfo).statement("SELECT to_regclass('stockpile.half')::text AS name")
            #expect(try rows.first?.get("name") as String? == nil)
            try await Store(conninfo: conninfo).requireSchema()
            try await TestCluster.shared.drop(conninfo)
        }
    }

    static func expectWrongSchema(isNewer: Bool, _ body: () async throws -> Void) async {
        do {
            try await body()
            Issue.record("not refused")
        } catch StockpileError.wrongSchema(_, let newer) {
            #expect(newer == isNewer)
        } catch {
            Issue.record(error)
        }
    }

    /// A copy of the SQL folder to change.
    static func withFiles(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sql-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "sql"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }
}

enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
