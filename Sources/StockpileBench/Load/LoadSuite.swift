internal import Postgres

/// How fast documents are loaded in bulk, with lots and balances.
///
/// Shape: `live`: keys and indexes in force; `first`: those of the movements dropped and made again. Ours is COPY into staging and
///        `post_documents`; bare is COPY of the very rows that came of it into the same tables, by the same way. Rows are movements.
struct LoadSuite: Sendable {
    let server: BenchServer
    let rows: Int
    let rounds: Int
    let progress: @Sendable (String) -> Void

    private static let staged = ["staged_document", "staged_line"]
    /// In the order in which their keys want them.
    private static let written = ["request", "lot", "lot_date", "stock_account", "document_counter", "document", "stock_movement"]

    func run(_ wanted: (String) -> Bool) async throws -> [Comparison] {
        progress("rows")
        try await server.script(BenchDistrict.staged(movements: rows, days: 400))
        try await server.script(
            Self.staged.map { "COPY stockpile.\($0) TO \(file($0))" } + ["TRUNCATE stockpile.staged_document, stockpile.staged_line"])
        _ = try await ours(isFirst: true)
        try await server.script(Self.written.map { "COPY stockpile.\($0) TO \(file($0))" })
        var results: [Comparison] = []
        for (name, isFirst) in [("first", true), ("live", false)] where wanted(name) {
            progress(name)
            results.append(
                try await Comparison.interleaved(name, unit: "rows/s", rounds: rounds) {
                    Double(rows) / (try await ours(isFirst: isFirst))
                } bare: {
                    Double(rows) / (try await bare(isFirst: isFirst))
                })
        }
        return results
    }

    private func ours(isFirst: Bool) async throws -> Double {
        try await empty()
        return try await server.script(
            Self.staged.map { "COPY stockpile.\($0) FROM \(file($0))" } + [
                "SET LOCAL ROLE stockpile_owner; SELECT stockpile.post_documents(\(isFirst))"
            ])
    }

    private func bare(isFirst: Bool) async throws -> Double {
        try await empty()
        let copies = Self.written.map { "COPY stockpile.\($0) FROM \(file($0))" }
        guard isFirst else { return try await server.script(copies) }
        return try await server.script(
            [
                "SET LOCAL search_path = stockpile; CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT drop_movement_keys() AS keys",
                "SET LOCAL maintenance_work_mem = '256MB'",
            ] + copies + ["SELECT make_movement_keys(keys) FROM kept"])
    }

    /// Nothing but the district: only whoever switches the triggers off can empty a ledger.
    private func empty() async throws {
        try await server.script([
            "SET LOCAL session_replication_role = replica",
            "TRUNCATE \(Self.written.map { "stockpile.\($0)" }.joined(separator: ", ")) CASCADE",
        ])
        try await server.settle()
    }

    private func file(_ table: String) -> String { "'\(server.cluster.dataFolder)/\(table).copy'" }
}
