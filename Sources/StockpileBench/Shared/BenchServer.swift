internal import Foundation
internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// A durable PostgreSQL server of the benchmark's own, thrown away at the end.
struct BenchServer: Sendable {
    let cluster: PrivateCluster
    let program: String

    /// Runs the body with a server that holds the made-up district, with stock or without; the server is gone afterwards, also after an
    /// interruption.
    static func with<R: Sendable>(stock: Bool, _ body: @escaping @Sendable (BenchServer) async throws -> R) async throws -> R {
        let cluster = PrivateCluster(
            folder: "/tmp/sp-bench-\(getpid())", databaseName: "bench", isDisposable: true,
            // As Stockpile's own, but for room in the log, so that no checkpoint falls into a run.
            settings: ["max_wal_size": "4GB"])
        let server = BenchServer(cluster: cluster, program: try PgBench.find())
        let work = Task {
            _ = try await cluster.start()
            try await server.fill(stock: stock)
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
        try await operations(clients: clients, in: cluster.conninfo)
    }

    /// The same in another database of the server.
    func operations(clients: Int, in conninfo: String) async throws -> Operations {
        let store = Store(conninfo: conninfo, pool: PoolSettings(connectionsMax: clients, waitersMax: 0))
        return try await Operations.open(store, login: "keeper")
    }

    /// Transactions a second of one script.
    func pgbench(_ script: String, clients: Int, seconds: Int, role: String?, in conninfo: String? = nil) async throws -> Double {
        try await PgBench(program: program, conninfo: conninfo ?? cluster.conninfo, role: role, clients: clients, seconds: seconds)
            .run(script)
    }

    /// Gives every run the same start: nothing left to write from the one before.
    func settle() async throws { try await alone("CHECKPOINT") }

    /// Statements that cannot run inside a transaction, or each in one of its own.
    func alone(_ statements: String..., in conninfo: String? = nil) async throws {
        let database = Database(ConnectionSettings(conninfo: conninfo ?? cluster.conninfo), pool: PoolSettings(connectionsMax: 1))
        do {
            for statement in statements { _ = try await database.statement(SQL(unchecked: statement)) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// Statements in one transaction; how many seconds it took, with the commit.
    @discardableResult
    func script(_ texts: [String], role: String? = nil, in conninfo: String? = nil) async throws -> Double {
        let database = Database(
            ConnectionSettings(conninfo: conninfo ?? cluster.conninfo, role: role), pool: PoolSettings(connectionsMax: 1))
        let start = ContinuousClock.now
        do {
            try await database.write(attemptsMax: 1) { tx in
                for text in texts { try tx.script(text) }
            }
        } catch {
            await database.close()
            throw error
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        await database.close()
        return seconds
    }

    /// Gives a database the schema and the made-up district.
    func migrate(_ conninfo: String, stock: Bool) async throws {
        _ = try await Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
        try await script([BenchDistrict.content] + (stock ? [BenchDistrict.stock] : []), role: "stockpile_owner", in: conninfo)
    }

    private func fill(stock: Bool) async throws {
        try await migrate(cluster.conninfo, stock: stock)
        if stock { try await script([BareLedger.schema, BareLedger.post, BareLedger.postMany, BareLedger.content]) }
        try await script(["ANALYZE"])
    }
}
