internal import Foundation
package import Postgres
internal import StockpileModel
internal import StockpileStore

/// One throw-away PostgreSQL server for all tests of a run, with a migrated template to clone. Gone when the process ends.
package actor TestCluster {
    package static let shared = TestCluster()

    private var started: Task<PrivateCluster, any Error>?
    private var template: Task<String, any Error>?
    private var count = 0

    /// The server itself, started on first use. Never durable: only for tests.
    package func server() async throws -> PrivateCluster {
        if let started { return try await started.value }
        let task = Task {
            let folder = "/tmp/sp-test-\(getpid())"
            let cluster = PrivateCluster(
                folder: folder, databaseName: "postgres", application: "stockpile", isDisposable: true,
                settings: ["fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"])
            _ = try await cluster.start()
            CleanUp.register(folder)
            return cluster
        }
        started = task
        return try await task.value
    }

    /// A fresh empty database; answers its connection string.
    package func emptyDatabase() async throws -> String {
        try await create("CREATE DATABASE")
    }

    /// A fresh database with the schema of this build.
    package func migratedDatabase() async throws -> String {
        if template == nil {
            template = Task {
                let conninfo = try await self.emptyDatabase()
                _ = try await Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
                return Self.name(in: conninfo)
            }
        }
        let source = try await template?.value ?? "template1"
        return try await create("CREATE DATABASE", from: source)
    }

    /// Another copy of a database nobody is connected to.
    package func copy(of conninfo: String) async throws -> String {
        try await create("CREATE DATABASE", from: Self.name(in: conninfo))
    }

    package func drop(_ conninfo: String) async throws {
        try await administer(SQL(unchecked: "DROP DATABASE IF EXISTS \(Self.name(in: conninfo)) WITH (FORCE)"))
    }

    private func create(_ command: String, from source: String? = nil) async throws -> String {
        count += 1
        let name = "t\(count)"
        let suffix = source.map { " TEMPLATE \($0) STRATEGY file_copy" } ?? ""
        try await administer(SQL(unchecked: "\(command) \(name)\(suffix)"))
        return try await server().conninfo.replacingOccurrences(of: "dbname=postgres", with: "dbname=\(name)")
    }

    private func administer(_ sql: SQL) async throws {
        let database = Database(ConnectionSettings(conninfo: try await server().conninfo), pool: PoolSettings(connectionsMax: 1))
        _ = try await database.statement(sql)
        await database.close()
    }

    private static func name(in conninfo: String) -> String {
        conninfo.split(separator: " ").first { $0.hasPrefix("dbname=") }.map { String($0.dropFirst("dbname=".count)) } ?? ""
    }
}

/// Stops the server when the process ends, whether the tests passed or not.
enum CleanUp {
    static func register(_ folder: String) {
        setenv("STOCKPILE_TEST_CLUSTER", folder, 1)
        atexit {
            guard let folder = getenv("STOCKPILE_TEST_CLUSTER").map({ String(cString: $0) }) else { return }
            let first = (try? String(contentsOfFile: "\(folder)/postgresql/postmaster.pid", encoding: .utf8))?.split(separator: "\n").first
            if let process = first.flatMap({ Int32($0) }), process > 1 { kill(process, SIGQUIT) }
            usleep(200_000)
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
