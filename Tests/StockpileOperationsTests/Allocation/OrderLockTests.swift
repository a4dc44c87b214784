import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Whoever takes goods back from orders waits for the order before the goods, as the order's own steps do", .serialized)
struct OrderLockTests {
    @Test(arguments: ["hold", "recall", "count"])
    func `an order that is being sent keeps its goods until it is sent, and nobody deadlocks`(taking: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 30, lot: "L1")
            let order = try await reserve.order([(12, "T1")]).number
            let take = try await Self.prepare(taking, reserve)
            let sending = Database(ConnectionSettings(conninfo: reserve.conninfo), pool: PoolSettings(connectionsMax: 1))
            async let taken: Void = {
                // Once the order is locked.
                while try await reserve.sql("SELECT 1 AS one FROM pg_locks WHERE objid = 4712").isEmpty {}
                try await take()
            }()
            // As a dispatch does: the order, and then all its accounts.
            try await sending.write(attemptsMax: 1) { tx in
                let id = try tx.query("SELECT order_id FROM stockpile.allocation_order WHERE number = \(order)")[0].get("order_id") as Int64
                _ = try tx.query("SELECT stockpile.lock_order(\(id)), pg_advisory_xact_lock(4712)")
                // Until somebody waits.
                for _ in 0..<500 {
                    let waiting = try tx.query(
                        "SELECT 1 AS one FROM pg_locks WHERE transactionid = pg_current_xact_id()::xid AND NOT granted")
                    if !waiting.isEmpty { break }
                    _ = try tx.query("SELECT pg_sleep(0.01)")
                }
                _ = try tx.query("SELECT stockpile.lock_order_accounts(\(id))")
            }
            try await taken
            await sending.close()
            #expect(try await reserve.state(ofOrder: order) == "partly_reserved")
            try await reserve.isWhole()
            await reserve.store.close()
            try await Task.sleep(for: .milliseconds(300))
            let deadlocks = try await reserve.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            #expect(try deadlocks.first?.get("deadlocks") == Int64(0))
        }
    }

    private static func prepare(_ taking: String, _ reserve: SmallReserve) async throws -> @Sendable () async throws -> Void {
        switch taking {
        case "hold":
            let keeper = try await reserve.person("keeper1")
            return { _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh()) }
        case "recall":
            let commander = try await reserve.person("commander1")
            return { _ = try await commander.issueRecall(RecallDraft(lot: "L1", reason: "抽检不合格"), key: .fresh()) }
        default:
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(number, ["L1": 10])
            try await reserve.approve(number)
            return { try await reserve.post(number) }
        }
    }
}
