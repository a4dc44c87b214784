import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Events: what was sealed can be read again from any position, without gap or repeat", .serialized)
struct EventTests {
    @Test(arguments: [1, 3, 7, 100]) func `pages of any size give the same stream`(limit: Int64) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            for _ in 0..<9 {
                try await reserve.issue("quilt", 1, lot: "L1")
                try await reserve.seal()
            }
            let auditor = try await reserve.person("auditor1")
            var read: [JSONValue] = []
            while true {
                let page = try await auditor.listEvents(after: read.last?[key: "position"]?.integer ?? 0, limit: limit)
                if page.isEmpty { break }
                read += page
            }
            #expect(read.compactMap { $0[key: "position"]?.integer } == Array(1...10))
            #expect(Set(read.map(\.number)).count == 10)
            #expect(read.first?[key: "kind"] == "receipt" && read.last?[key: "kind"] == "issue")
            #expect(try await auditor.listEvents(after: 0, limit: 100).map(\.canonical) == read.map(\.canonical))
        }
    }

    @Test func `the sealer tells the newest position once, and a posting tells nothing`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let database = Database(ConnectionSettings(conninfo: reserve.conninfo), pool: PoolSettings(connectionsMax: 2))
            let stream = try await database.listen(["stockpile_sealed", "end"])
            try await reserve.seal()
            try await reserve.issue("quilt", 1, lot: "L1")
            try await reserve.seal()
            try await reserve.seal()
            _ = try await database.statement("SELECT pg_notify('end', '')")
            var heard: [String] = []
            for try await notification in stream {
                if notification.channel == "end" { break }
                heard.append(notification.payload)
            }
            await database.close()
            #expect(heard == ["1", "2"])
        }
    }

    @Test func `the seal holds in a copy of the database, and sealing goes on there`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.issue("quilt", 1, lot: "L1")
            let head = try await reserve.person("worker").sealLedger()[key: "head"]
            await reserve.store.close()
            try await TestCluster.shared.lend({ try await $0.copy(of: reserve.conninfo) }) { conninfo in
                let copy = SmallReserve(conninfo: conninfo)
                let found = try await copy.person("auditor1").verifyLedger(VerificationScope(isFull: true))
                #expect(found.differences.isEmpty && found.counts[key: "head"] == head)
                // As after a restore on a server whose transactions are counted from the beginning.
                _ = try await copy.sql(
                    "UPDATE stockpile.seal_mark SET pending_document_id = lower_document_id + 99, pending_transaction = '999999999999'")
                try await copy.issue("quilt", 1, lot: "L1")
                for _ in 0..<3 { try await copy.seal() }
                #expect(try await copy.sealedNumbers().count == 3)
                let mark = try await copy.sql(
                    "SELECT pending_transaction IS DISTINCT FROM '999999999999' AS is_clear FROM stockpile.seal_mark")
                #expect(try mark[0].get("is_clear") as Bool)
                try await copy.isWhole()
                await copy.store.close()
            }
        }
    }

    /// A cache would hand out identifiers that were taken before their transaction has a number.
    @Test func `identifiers of documents are given out one at a time`() async throws {
        try await SmallReserve.run { reserve in
            let rows = try await reserve.sql("SELECT cache_size FROM pg_sequences WHERE sequencename = 'document_document_id_seq'")
            #expect(try rows.map { try $0.get("cache_size") as Int64 } == [1])
        }
    }

    @Test func `every column of history is covered by the seal, or left out on purpose`() async throws {
        try await SmallReserve.run { reserve in
            let rows = try await reserve.sql(
                """
                SELECT table_name || '.' || column_name AS name FROM information_schema.columns
                WHERE table_schema = 'stockpile' AND table_name IN ('document', 'stock_movement', 'stock_account', 'lot')
                  AND NOT EXISTS (
                    SELECT FROM information_schema.view_column_usage AS used
                    WHERE used.view_schema = 'stockpile' AND used.view_name IN ('document_content', 'account_content')
                      AND used.table_schema = 'stockpile' AND used.table_name = columns.table_name
                      AND used.column_name = columns.column_name)
                ORDER BY 1
                """)
            // Balances follow from movements, is_stock and holds from kind and balance; the dates of a lot and
            // its recall are facts of their own.
            #expect(
                try rows.map { try $0.get("name") as String } == [
                    "lot.expires_on", "lot.recalled_at", "lot.recalled_on", "lot.rotate_by_on", "lot.stop_issue_on", "lot.warn_on",
                    "stock_account.holds",
                    "stock_account.is_stock",
                    "stock_account.last_occurred_at",
                    "stock_account.quantity", "stock_account.value_fen",
                ])
        }
    }

    @Test(arguments: [
        "kind = kind", "lot_id = lot_id", "place_id = 1", "owner_id = 1", "condition = 'good'", "account_id = 1", "bin_id = 1",
    ])
    func `what an account is never changes, whoever asks`(change: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            for role in ["stockpile_owner", nil] {
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.sql(SQL(unchecked: "UPDATE stockpile.stock_account SET \(change)"), role: role)
                }
                #expect(error?.sqlState == "SP505")
            }
        }
    }
}
