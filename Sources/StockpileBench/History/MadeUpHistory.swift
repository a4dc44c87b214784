internal import Postgres

/// A ledger with a long past: three years of documents, the months of the last year closed, but for the newest two.
struct MadeUpHistory: Sendable {
    let server: BenchServer
    let rows: Int
    static let days = 3 * 365
    /// Every day from so many ago on lies behind a closed month, or not further than two months from one.
    static let closedDays = 360

    func make() async throws {
        let conninfo = server.cluster.conninfo
        try await fill(conninfo, rows: rows)
        // Loaded a moment ago, but told as if it had been known all along.
        try await server.script([
            "SET LOCAL session_replication_role = replica",
            "UPDATE stockpile.document SET recorded_at = occurred_at + interval '1 minute'",
            "UPDATE stockpile.stock_movement SET recorded_at = occurred_at + interval '1 minute'",
            "UPDATE stockpile.lot_date SET recorded_at = lot.received_on FROM stockpile.lot WHERE lot.lot_id = lot_date.lot_id",
        ])
        try await server.alone("VACUUM FULL stockpile.stock_movement", "VACUUM FULL stockpile.document", "VACUUM FULL stockpile.lot_date")
        try await server.script(
            [
                """
                SET LOCAL search_path = stockpile;
                INSERT INTO period (period, state, closing_by, closing_at, closed_by, closed_at)
                SELECT to_char(month, 'YYYY-MM'), 'closed', 2, month + interval '1 month 4 days', 3, month + interval '1 month 5 days'
                FROM generate_series(date_trunc('month', now()) - interval '13 months', date_trunc('month', now()) - interval '2 months',
                                     interval '1 month') AS month;
                """,
                "SELECT stockpile.insert_period_balances(period) FROM stockpile.period ORDER BY period",
            ], role: "stockpile_owner")
        try await server.alone("VACUUM ANALYZE")
    }

    /// Another database of the server with a short past.
    func makeYoung(_ name: String, rows: Int) async throws -> String {
        try await server.alone("CREATE DATABASE \(name) TEMPLATE template0")
        let conninfo = server.cluster.conninfo.replacing("dbname=bench", with: "dbname=\(name)")
        try await server.migrate(conninfo, stock: false)
        try await fill(conninfo, rows: rows)
        try await server.alone("VACUUM ANALYZE", in: conninfo)
        return conninfo
    }

    private func fill(_ conninfo: String, rows: Int) async throws {
        try await server.script(
            BenchDistrict.staged(movements: rows, days: Self.days) + ["SELECT stockpile.post_documents(true)"], role: "stockpile_owner",
            in: conninfo)
    }
}
