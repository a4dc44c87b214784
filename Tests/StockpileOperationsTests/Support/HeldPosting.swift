import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting

extension SmallReserve {
    /// Runs the body while an issue of one unit of each lot is posted but not committed; then it is committed, or undone.
    func whileIssueIsOpen(of lots: String..., commits: Bool = true, _ body: () async throws -> Void) async throws {
        try await whileOpen(
            """
            SELECT stockpile.post_document(jsonb_build_object('key', 'held ' || gen_random_uuid(), 'request_hash', 'h',
                'kind', 'issue', 'purpose', 'use', 'place_id', min(line.place_id), 'person_id', min(person.person_id),
                'lines', jsonb_agg(jsonb_build_object('line_no', line.line_no, 'lot_id', line.lot_id, 'quantity', 1,
                    'from_owner_id', line.owner_id)))) AS answer
            FROM (SELECT account.*, row_number() OVER () AS line_no
                FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id)
                WHERE lot.lot_number = ANY(\(lots)) AND account.is_stock AND account.quantity > 0) AS line
            JOIN stockpile.person ON person.login = 'keeper1'
            """, commits: commits, body)
    }

    /// Runs the body while what a statement did is not committed; then it is committed, or undone.
    func whileOpen(_ statement: SQL, commits: Bool = true, _ body: () async throws -> Void) async throws {
        let gate = Database(ConnectionSettings(conninfo: conninfo), pool: PoolSettings(connectionsMax: 1))
        let held = Database(ConnectionSettings(conninfo: conninfo), pool: PoolSettings(connectionsMax: 1))
        struct Undone: Error {}
        do {
            _ = try await gate.statement("SELECT pg_advisory_lock(4711)")
            async let posting: Void = held.write(attemptsMax: 1) { tx in
                _ = try tx.query(statement)
                _ = try tx.query("SELECT pg_advisory_xact_lock(4711)")
                if !commits { throw Undone() }
            }
            var isWaiting = false
            while !isWaiting {
                isWaiting = try await !sql(
                    "SELECT 1 AS one FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"
                ).isEmpty
            }
            try await body()
            _ = try await gate.statement("SELECT pg_advisory_unlock(4711)")
            try await posting
        } catch is Undone {
        } catch {
            await gate.close()
            await held.close()
            throw error
        }
        await gate.close()
        await held.close()
    }

    /// Numbers of the sealed documents in the order of their positions, as a reader of events sees them.
    func sealedNumbers() async throws -> [String] {
        try await person("auditor1").listEvents(after: 0, limit: 10_000).map(\.number)
    }

    func seal() async throws { try await person("worker").sealLedger() }
}
