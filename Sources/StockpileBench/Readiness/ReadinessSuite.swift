internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// What readiness costs in a large district.
///
/// Shape: `check_time`, `forecast_time` (365 days) and `stress_time` (102 losses) against one query that sums the free stock of all items
///        by item and place, asked over a connection that is kept, its rows fetched.
struct ReadinessSuite: Sendable {
    let server: BenchServer
    let rounds: Int
    let progress: @Sendable (String) -> Void

    private static let days = 365

    func run(_ wanted: @Sendable (String) -> Bool) async throws -> [Comparison] {
        progress("lots")
        try await server.script(MadeUpReadiness.scripts, role: "stockpile_owner")
        try await server.alone("VACUUM ANALYZE")
        let operations = try await server.operations(clients: 1)
        let questions: [(String, () async throws -> Void)] = [
            ("check_time", { _ = try await operations.checkReadiness(level: .II, scenario: MadeUpReadiness.allTowns, on: nil).json }),
            (
                "forecast_time",
                {
                    _ = try await operations.forecastReadiness(level: .II, scenario: MadeUpReadiness.allTowns, days: Self.days).json
                }
            ),
            ("stress_time", { _ = try await operations.stressReadiness(level: .II, scenario: MadeUpReadiness.oneTown, on: nil) }),
        ]
        var results: [Comparison] = []
        for (name, ask) in questions where wanted(name) {
            progress(name)
            // A question is asked many times a day, so the first time does not count: neither plans nor pages are there yet.
            try await ask()
            try await sumStock(operations.store)
            results.append(
                try await Comparison.interleaved(name, unit: "ms", rounds: rounds * 3) {
                    try await milliseconds(ask)
                } bare: {
                    try await milliseconds { try await sumStock(operations.store) }
                })
        }
        await operations.store.close()
        return results
    }

    private func sumStock(_ store: Store) async throws {
        let count = try await store.read { tx in
            try tx.query(
                """
                SELECT item_id, place_id, sum(quantity)::bigint AS quantity FROM stockpile.stock_account
                WHERE holds AND kind = 'stock' AND condition = 'good' AND availability = 'free' GROUP BY item_id, place_id
                """
            ).count
        }
        guard count > 0 else { throw PgBench.Failure(description: "there is no stock") }
    }

    private func milliseconds(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await body()
        return start.duration(to: .now) / .milliseconds(1)
    }
}
