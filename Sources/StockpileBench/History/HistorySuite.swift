internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// What a long past costs.
///
/// Shape: `as_of_…_time`, `known_at_…_time`: stock as of some past day, or as known on one, against the same question about now, for one
///        depot, for all and for one item; `verify_…_time`: the check of the ledger against one sequential aggregation over the
///        movements (of one side; of both sides for comparison); `posting_grown`: issues a second with all of these rows against 50,000.
struct HistorySuite: Sendable {
    let server: BenchServer
    let rows: Int
    let seconds: Int
    let rounds: Int
    let progress: @Sendable (String) -> Void

    private static let youngRows = 50_000
    /// How many times longer `posting_grown` posts than other figures. The server logs a page whole the first time it is changed after a
    /// checkpoint: at first every posting into a long past changes three such pages, later ones fewer.
    private static let postingSecondsFactor = 10

    func run(_ wanted: @Sendable (String) -> Bool) async throws -> [Comparison] {
        progress("rows")
        let history = MadeUpHistory(server: server, rows: rows)
        try await history.make()
        let operations = try await server.operations(clients: 1)
        var results = try await lookingBack(operations, wanted)
        results += try await verifying(operations, wanted)
        await operations.store.close()
        if wanted("posting_grown") {
            progress("posting_grown")
            let young = try await history.makeYoung("young", rows: Self.youngRows)
            results.append(
                try await Comparison.interleaved("posting_grown", unit: "documents/s", rounds: rounds) {
                    try await post(rows, in: server.cluster.conninfo)
                } bare: {
                    try await post(Self.youngRows, in: young)
                })
        }
        return results
    }

    private func lookingBack(_ operations: Operations, _ wanted: (String) -> Bool) async throws -> [Comparison] {
        var results: [Comparison] = []
        let filters = [("depot", StockFilter(place: "D07")), ("all", StockFilter()), ("item", StockFilter(item: "item-77"))]
        for (question, asOf, known) in [("as_of", true, false), ("known_at", false, true)] {
            for (name, filter) in filters where wanted("\(question)_\(name)_time") {
                progress("\(question)_\(name)_time")
                results.append(
                    try await Comparison.interleaved("\(question)_\(name)_time", unit: "ms", rounds: rounds * 3) {
                        let day = operations.today.adding(days: -.random(in: 1...MadeUpHistory.closedDays))
                        let moment = try operations.moment(asOf: asOf ? day.rawValue : nil, knownAt: known ? day.rawValue : nil)
                        return try await milliseconds { _ = try await operations.listStock(by: .item, filter, at: moment) }
                    } bare: {
                        try await milliseconds { _ = try await operations.listStock(by: .item, filter) }
                    })
            }
        }
        return results
    }

    private func verifying(_ operations: Operations, _ wanted: (String) -> Bool) async throws -> [Comparison] {
        guard ["verify_balances_time", "verify_balances_both_sides_time", "verify_all_time"].contains(where: wanted) else { return [] }
        progress("verify")
        try await server.alone("SELECT stockpile.seal_documents(2, 100000000)")
        let oneSide = """
            SELECT to_account_id, sum(quantity) AS quantity, sum(value_fen) AS value_fen FROM stockpile.stock_movement GROUP BY 1
            """
        let bothSides = """
            SELECT account_id, sum(quantity) AS quantity, sum(value_fen) AS value_fen FROM (
                SELECT to_account_id AS account_id, quantity, value_fen FROM stockpile.stock_movement
                UNION ALL SELECT from_account_id, -quantity, -value_fen FROM stockpile.stock_movement) AS change GROUP BY 1
            """
        var results: [Comparison] = []
        for (name, isBalancesOnly, bare) in [
            ("verify_balances_time", true, oneSide), ("verify_balances_both_sides_time", true, bothSides),
            ("verify_all_time", false, oneSide),
        ] where wanted(name) {
            progress(name)
            results.append(
                try await Comparison.interleaved(name, unit: "ms", rounds: rounds) {
                    try await milliseconds {
                        let found = try await operations.verifyLedger(VerificationScope(isBalancesOnly: isBalancesOnly, isFull: true))
                        guard found.differences.isEmpty else {
                            throw PgBench.Failure(description: "the ledger is not whole: \(found.differences)")
                        }
                    }
                } bare: {
                    try await milliseconds {
                        // The sums are asked for, or the server would not work them out.
                        try await server.alone(
                            "SET max_parallel_workers_per_gather = 0", "SET work_mem = '64MB'",
                            "SELECT count(*), max(quantity), max(value_fen) FROM (\(bare)) AS aggregated")
                    }
                })
        }
        return results
    }

    /// Issues of single units from the lots of the made-up past.
    private func post(_ rows: Int, in conninfo: String) async throws -> Double {
        try await server.alone("CHECKPOINT", in: conninfo)
        let receipts = max(1, (rows + 999) / 1_000)
        let script = """
            \\set receipt random(1, \(receipts))
            \\set line random(1, 100)
            \\set key random(1, 9000000000000000000)
            SELECT stockpile.post_plain_line('grown-' || :key::text, 'h', 'issue', 'use', (1 + (:receipt - 1) % 20)::bigint, 1, NULL, NULL,
                NULL, NULL, (SELECT lot_id FROM stockpile.lot
                    WHERE item_id = 1 + (:receipt * 100 + :line) % 2000 AND lot_number = 'B' || (:receipt * 100 + :line)),
                1, 1, NULL, NULL);
            """
        return try await server.pgbench(
            script, clients: 4, seconds: seconds * Self.postingSecondsFactor, role: "stockpile_application",
            in: conninfo)
    }

    private func milliseconds(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await body()
        return start.duration(to: .now) / .milliseconds(1)
    }
}
