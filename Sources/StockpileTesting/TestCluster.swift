internal import Foundation
package import Postgres
internal import StockpileModel
package import StockpileStore

/// One throw-away PostgreSQL server for all tests of a run, with a migrated template to clone. Gone when the process ends.
package actor TestCluster {
    package static let shared = TestCluster()

    private var started: Task<PrivateCluster, any Error>?
    private var template: Task<String, any Error>?
    private var count = 0
    /// Each test beyond so many waits for another to end. Every connection at work keeps a thread of the process's pool, which has some
    /// sixty: were all of them to wait for locks, whoever holds the locks would find no thread to go on with.
    private var slots = 4
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// The server itself, started on first use. Never durable: only for tests.
    package func server() async throws -> PrivateCluster {
        if let started { return try await started.value }
        let task = Task {
            let folder = "\(Self.fastFolder)/sp-test-\(getpid())"
            let cluster = PrivateCluster(
                folder: folder, databaseName: "postgres", application: "stockpile", isDisposable: true,
                settings: [
                    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200",
                    // Of much memory all of it is looked through whenever a database is dropped.
                    "shared_buffers": "128MB",
                ])
            _ = try await cluster.start()
            CleanUp.register(folder)
            return cluster
        }
        started = task
        return try await task.value
    }

    /// Memory where there is plenty of it, since nothing here has to last; else the disk.
    private static var fastFolder: String {
        var facts = statvfs()
        let isRoomy = statvfs("/dev/shm", &facts) == 0 && UInt64(facts.f_bavail) * UInt64(facts.f_frsize) > 4 << 30
        return isRoomy ? "/dev/shm" : "/tmp"
    }

    /// Lends the body a database of its own, which is gone afterwards.
    ///
    /// Shape: `make` is `emptyDatabase`, `migratedDatabase` or a copy of another.
    package nonisolated func lend<R>(
        _ make: (TestCluster) async throws -> String, to body: (String) async throws -> R
    ) async throws -> R {
        await takeSlot()
        do {
            let conninfo = try await make(self)
            do {
                let result = try await body(conninfo)
                try await drop(conninfo)
                await giveSlot()
                return result
            } catch {
                try? await drop(conninfo)
                throw error
            }
        } catch {
            await giveSlot()
            throw error
        }
    }

    private func takeSlot() async {
        if slots > 0 { slots -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    }

    private func giveSlot() {
        if waiting.isEmpty { slots += 1 } else { waiting.removeFirst().resume() }
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

    /// Statements in one transaction; as the superuser unless a role is named.
    package nonisolated static func script(_ text: String, in conninfo: String, role: String? = nil) async throws {
        let database = Database(ConnectionSettings(conninfo: conninfo, role: role), pool: PoolSettings(connectionsMax: 1))
        do {
            try await database.write { tx in try tx.script(text) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
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

extension Store {
    /// A store that waits long for its connections: among hundreds of tests on a busy machine ten seconds are soon over.
    package static func patient(_ conninfo: String) -> Store {
        Store(conninfo: conninfo, pool: PoolSettings(waitTimeout: .seconds(120)))
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
