internal import Foundation
internal import Postgres
internal import StockpileStore

/// A durable server of the run's own in a short folder under /tmp, to be killed at will.
struct TortureServer: Sendable {
    let cluster: PrivateCluster
    /// Journals and logs of the clients.
    let folder: String

    private struct NotRunning: Error {}

    /// Runs the body with a server that holds the made-up district; all of it is gone afterwards, also after an interruption.
    static func with<R: Sendable>(_ body: @escaping @Sendable (TortureServer) async throws -> R) async throws -> R {
        let folder = "/tmp/sp-torture-\(getpid())"
        let cluster = PrivateCluster(
            folder: folder, databaseName: "torture", application: "stockpile", isDisposable: true,
            settings: [
                "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "100", "shared_buffers": "128MB",
            ])
        let server = TortureServer(cluster: cluster, folder: "\(folder)-clients")
        let work = Task {
            try FileManager.default.createDirectory(atPath: server.folder, withIntermediateDirectories: true)
            let conninfo = try await cluster.start()
            _ = try await Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
            try await server.script([Reserve.content], role: "stockpile_owner")
            return try await body(server)
        }
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { work.cancel() }
            source.resume()
            return source
        }
        let result = await work.result
        for source in signals { source.cancel() }
        try await cluster.destroy()
        try? FileManager.default.removeItem(atPath: server.folder)
        return try result.get()
    }

    var conninfo: String { cluster.conninfo }

    /// Ends the server as a crash would, the postmaster first so that nobody tidies up, and starts it again.
    func crash() async throws {
        let file = try String(contentsOfFile: "\(cluster.dataFolder)/postmaster.pid", encoding: .utf8)
        let number = String(file.prefix { $0.isNumber })
        let command = try String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)
        // A number left behind by an earlier server may belong to somebody else by now.
        guard let main = Int32(number), command.contains(cluster.dataFolder) else { throw NotRunning() }
        let children = try String(contentsOfFile: "/proc/\(main)/task/\(main)/children", encoding: .utf8).split(separator: " ")
        for process in [main] + children.compactMap({ Int32($0) }) { kill(process, SIGKILL) }
        _ = try await cluster.start()
        // A crash forgets what the server counted to know when to do this by itself; without it every order would read the whole ledger.
        _ = try await statement("ANALYZE")
    }

    /// Cuts one of the clients' connections from the server's side, one at work if there is any; false when nobody is connected.
    func cutConnection() async throws -> Bool {
        let rows = try await statement(
            """
            SELECT pg_terminate_backend(pid) AS is_cut FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
            ORDER BY state = 'idle', random() LIMIT 1
            """)
        return try rows.first?.get("is_cut") ?? false
    }

    /// Waits until nothing that a killed client has left running can still change anything.
    func waitForStragglers() async throws {
        for _ in 0..<600 {
            let rows = try await statement(
                """
                SELECT count(*) AS busy, count(pg_terminate_backend(pid)) AS told FROM pg_stat_activity
                WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
                """)
            if try rows.first?.get("busy") == Int64(0) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Wrong("connections of clients that are gone do not end")
    }

    /// Those the server has resolved, by its log: its own counter does not survive a crash.
    var deadlocks: [String] {
        ["\(cluster.logFile).old", cluster.logFile].flatMap { path in
            Self.deadlocks(in: String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self))
        }
    }

    /// What the server wrote of each deadlock: who waited for whom, their statements, and where in its function the one was that gave way.
    static func deadlocks(in log: String) -> [String] {
        let lines = log.split(separator: "\n")
        return lines.indices.filter { lines[$0].contains("deadlock detected") }.map { start in
            // What belongs to the message before it is indented, or one of these parts of it.
            let rest = lines[(start + 1)...].prefix { line in
                line.first == "\t" || ["DETAIL:", "HINT:", "CONTEXT:", "STATEMENT:"].contains { line.contains($0) }
            }
            return ([lines[start]] + rest).joined(separator: "\n  ")
        }
    }

    /// As the superuser.
    func statement(_ sql: SQL) async throws -> [Row] {
        let database = Database(ConnectionSettings(conninfo: conninfo, applicationName: "torture"), pool: PoolSettings(connectionsMax: 1))
        do {
            let rows = try await database.statement(sql)
            await database.close()
            return rows
        } catch {
            await database.close()
            throw error
        }
    }

    func script(_ texts: [String], role: String? = nil) async throws {
        let database = Database(ConnectionSettings(conninfo: conninfo, role: role), pool: PoolSettings(connectionsMax: 1))
        do {
            try await database.write { tx in
                for text in texts { try tx.script(text) }
            }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
