internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// How fast documents are posted, durable, at 1, 4 and 16 clients: of one line, of 100 lines, and of one line with everybody on one lot.
///
/// Shape: `function…/N`: pgbench calling the posting function (issues) against pgbench calling the bare ledger;
///        `service…/N`: the service layer against pgbench calling the posting function with the same documents (receipts, and issues of
///        one named lot).
struct PostingSuite: Sendable {
    let server: BenchServer
    let seconds: Int
    let rounds: Int
    /// Told before each figure is taken.
    let progress: @Sendable (String) -> Void

    func run(_ wanted: (String) -> Bool) async throws -> [Comparison] {
        var results: [Comparison] = []
        let scripts = PostingScripts(today: try await server.operations(clients: 1).today)
        try await fillLedgers(scripts)
        for load in PostingScripts.Load.allCases {
            for clients in [1, 4, 16] where wanted("function\(load.rawValue)/\(clients)") {
                results.append(try await function(load, clients, try scripts.issue(load)))
            }
        }
        for load in PostingScripts.Load.allCases {
            for clients in [1, 4, 16] where wanted("service\(load.rawValue)/\(clients)") {
                results.append(try await service(load, clients, load == .hot ? try scripts.issue(.hot) : try scripts.receipt(load)))
            }
        }
        return results
    }

    /// Both ledgers hold something before anything is measured: of tables that were empty when it last looked the server believes that they
    /// still are, and reads them whole for every key it checks.
    private func fillLedgers(_ scripts: PostingScripts) async throws {
        _ = try await pgbench(try scripts.issue(.one), clients: 4, role: "stockpile_application")
        _ = try await pgbench(try scripts.receipt(.one), clients: 4, role: "stockpile_application")
        _ = try await pgbench(BareLedger.script, clients: 4, role: nil)
        try await server.alone("VACUUM ANALYZE")
    }

    private func function(_ load: PostingScripts.Load, _ clients: Int, _ script: String) async throws -> Comparison {
        let name = "function\(load.rawValue)/\(clients)"
        progress(name)
        let bare =
            switch load {
            case .one: BareLedger.script
            case .hundred: BareLedger.manyScript
            case .hot: BareLedger.hotScript
            }
        return try await Comparison.interleaved(name, unit: "documents/s", rounds: rounds) {
            try await pgbench(script, clients: clients, role: "stockpile_application")
        } bare: {
            try await pgbench(bare, clients: clients, role: nil)
        }
    }

    private func service(_ load: PostingScripts.Load, _ clients: Int, _ script: String) async throws -> Comparison {
        let name = "service\(load.rawValue)/\(clients)"
        progress(name)
        let operations = try await server.operations(clients: clients)
        let comparison = try await Comparison.interleaved(name, unit: "documents/s", rounds: rounds) {
            try await server.settle()
            return try await ServiceClients(operations: operations, load: load, clients: clients, seconds: seconds).run()
        } bare: {
            try await pgbench(script, clients: clients, role: "stockpile_application")
        }
        await operations.store.close()
        return comparison
    }

    private func pgbench(_ script: String, clients: Int, role: String?) async throws -> Double {
        try await server.settle()
        return try await server.pgbench(script, clients: clients, seconds: seconds, role: role)
    }
}
