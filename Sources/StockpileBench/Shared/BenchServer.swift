internal import Foundation
internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// A durable PostgreSQL server of the benchmark's own, thrown away at the end.
struct BenchServer: Sendable {
    let cluster: PrivateCluster
    let pgbench: String

    /// Runs the body with a server that holds the made-up district; the server is gone afterwards, also after an interruption.
    static func with<R: Sendable>(_ body: @escaping @Sendable (BenchServer) async throws -> R) async throws -> R {
        let cluster = PrivateCluster(
            folder: "/tmp/sp-bench-\(getpid())", databaseName: "bench", isDisposable: true,
            settings: ["fsync": "on", "synchronous_commit": "on", "shared_buffers": "512MB", "max_wal_size": "4GB"])
        let server = BenchServer(cluster: cluster, pgbench: try PgBench.find())
        let work = Task {
            _ = try await cluster.start()
            try await server.fill()
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
        return try result.get()
    }

    /// Everything a person can do, as the storekeeper of the made-up district.
    func operations(clients: Int) async throws -> Operations {
        let store = Store(conninfo: cluster.conninfo, pool: PoolSettings(connectionsMax: clients, waitersMax: 0))
        return try await Operations.open(store, login: "keeper")
    }

    /// Gives every run the same start: nothing left to write from the one before.
    func settle() async throws {
        let database = Database(ConnectionSettings(conninfo: cluster.conninfo), pool: PoolSettings(connectionsMax: 1))
        _ = try await database.statement("CHECKPOINT")
        await database.close()
    }

    private func fill() async throws {
        _ = try await Migrator(conninfo: cluster.conninfo, files: SchemaFiles.load()).migrate()
        try await script([BenchDistrict.content], role: "stockpile_owner")
        try await script([BareLedger.schema, BareLedger.post, BareLedger.content, "ANALYZE"], role: nil)
    }

    private func script(_ texts: [String], role: String?) async throws {
        let database = Database(ConnectionSettings(conninfo: cluster.conninfo, role: role), pool: PoolSettings(connectionsMax: 1))
        try await database.write { tx in
            for text in texts { try tx.script(text) }
        }
        await database.close()
    }
}
