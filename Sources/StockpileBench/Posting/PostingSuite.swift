internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// How fast one-line documents are posted, durable, at 1, 4 and 16 clients.
///
/// Shape: `function/N`: pgbench calling `post_document` (issues) against pgbench calling the bare ledger;
///        `service/N`: the service layer (receipts) against pgbench calling `post_document` with the same receipts.
struct PostingSuite: Sendable {
    let server: BenchServer
    let seconds: Int
    let rounds: Int
    /// Told before each figure is taken.
    let progress: @Sendable (String) -> Void

    func run(_ wanted: (String) -> Bool) async throws -> [Comparison] {
        var results: [Comparison] = []
        let scripts = PostingScripts(today: try await server.operations(clients: 1).today)
        for clients in [1, 4, 16] where wanted("function/\(clients)") {
            results.append(try await function(clients, try scripts.issue()))
        }
        for clients in [1, 4, 16] where wanted("service/\(clients)") {
            results.append(try await service(clients, try scripts.receipt()))
        }
        return results
    }

    private func function(_ clients: Int, _ script: String) async throws -> Comparison {
        progress("function/\(clients)")
        return try await Comparison.interleaved("function/\(clients)", unit: "documents/s", rounds: rounds) {
            try await pgbench(script, clients: clients, role: "stockpile_application")
        } bare: {
            try await pgbench(BareLedger.script, clients: clients, role: nil)
        }
    }

    private func service(_ clients: Int, _ script: String) async throws -> Comparison {
        progress("service/\(clients)")
        let operations = try await server.operations(clients: clients)
        let comparison = try await Comparison.interleaved("service/\(clients)", unit: "documents/s", rounds: rounds) {
            try await server.settle()
            return try await ServiceClients(operations: operations, clients: clients, seconds: seconds).run()
        } bare: {
            try await pgbench(script, clients: clients, role: "stockpile_application")
        }
        await operations.store.close()
        return comparison
    }

    private func pgbench(_ script: String, clients: Int, role: String?) async throws -> Double {
        try await server.settle()
        return try await PgBench(
            program: server.pgbench, conninfo: server.cluster.conninfo, role: role, clients: clients, seconds: seconds
        ).run(script)
    }
}
