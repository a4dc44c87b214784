import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Orders, plans and lots are locked in the same order by everybody: nobody deadlocks", .serialized)
struct LockOrderTests {
    /// Somebody has one thing locked and wants another, as a step of theirs does, while somebody else does something that needs both.
    struct Meeting: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The order that gives something back by it.
        var loses = false
        /// Whether the other one has to wait for what is locked here.
        var waits = true
        let has: SQL
        let wants: SQL
        /// Makes it ready; answers what is then done meanwhile.
        let prepare: @Sendable (SmallReserve) async throws -> @Sendable () async throws -> Void
    }

    private static let theOrder: SQL = "SELECT stockpile.lock_order(order_id) AS state FROM stockpile.allocation_order"
    private static let itsAccounts: SQL = "SELECT stockpile.lock_order_accounts(order_id) AS locked FROM stockpile.allocation_order"

    private static func accounts(_ kind: String, _ availability: String = "free") -> SQL {
        "SELECT 1 AS one FROM stockpile.stock_account WHERE kind = \(kind) AND availability = \(availability) FOR NO KEY UPDATE"
    }

    static let meetings: [Meeting] = [
        Meeting(testDescription: "an order is sent, its goods are held", loses: true, has: theOrder, wants: itsAccounts) { reserve in
            try await order(reserve)
            let keeper = try await reserve.person("keeper1")
            return { _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh()) }
        },
        Meeting(testDescription: "an order is sent, its goods are recalled", loses: true, has: theOrder, wants: itsAccounts) { reserve in
            try await order(reserve)
            return { try await reserve.recall("L1") }
        },
        Meeting(testDescription: "an order is sent, its goods are missing in a count", loses: true, has: theOrder, wants: itsAccounts) {
            reserve in
            try await order(reserve)
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(number, ["L1": 10])
            try await reserve.approve(number)
            return { try await reserve.post(number) }
        },
        Meeting(testDescription: "an order arrives, its goods are recalled on their way", waits: false, has: theOrder, wants: itsAccounts) {
            reserve in
            try await send(reserve)
            return { try await reserve.recall("L1") }
        },
        Meeting(
            testDescription: "an order of the same goods is issued, goods are turned back", has: accounts("stock"),
            wants: accounts("carrier")
        ) { reserve in
            let number = try await send(reserve)
            let keeper = try await reserve.person("keeper1")
            var back = TransitSettlement(order: number, item: "quilt", quantity: 5, outcome: .turnedBack(to: "D1"))
            back.grounds.reason = "道路中断"
            return { [back] in _ = try await keeper.settleTransit(back, key: .fresh()) }
        },
        Meeting(
            testDescription: "a lot is recalled, a test of it failed",
            has: "SELECT stockpile.lock_lots(ARRAY(SELECT lot_id FROM stockpile.lot)) AS locked",
            wants: "SELECT 1 AS one FROM stockpile.lot FOR NO KEY UPDATE"
        ) { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            return { try await reserve.record(.of("W", sample: sample, lasts: nil)) }
        },
        Meeting(
            testDescription: "a plan of rotation is carried out, a document of it is taken back",
            has: "SELECT 1 AS one FROM stockpile.rotation_plan FOR UPDATE", wants: accounts("consumption")
        ) { reserve in
            let done = try await reserve.carryOut(try await reserve.keepSale(), 4).documentNumbers[0]
            let keeper = try await reserve.person("keeper2")
            return { _ = try await keeper.reverseDocument(done, remarks: nil, key: .fresh()) }
        },
    ]

    private static func order(_ reserve: SmallReserve) async throws {
        try await reserve.receive("quilt", 30, lot: "L1")
        _ = try await reserve.order([(12, "T1")])
    }

    /// Twelve of thirty on their way.
    @discardableResult
    private static func send(_ reserve: SmallReserve) async throws -> String {
        try await reserve.receive("quilt", 30, lot: "L1")
        let number = try await reserve.order([(12, "T1")]).number
        _ = try await reserve.person("keeper1").dispatchOrder(number, from: nil, key: .fresh())
        return number
    }

    @Test(arguments: meetings)
    func `each gets what it wants in the end`(meeting: Meeting) async throws {
        try await SmallReserve.run { reserve in
            let act = try await meeting.prepare(reserve)
            let first = Database(ConnectionSettings(conninfo: reserve.conninfo), pool: PoolSettings(connectionsMax: 1))
            async let acting: Void = {
                for _ in 0..<500 {
                    if try await !reserve.sql("SELECT 1 AS one FROM pg_locks WHERE objid = 4712").isEmpty { break }
                    try await Task.sleep(for: .milliseconds(10))
                }
                try await act()
            }()
            let wasWaitedFor = try await first.write(attemptsMax: 1) { tx in
                _ = try tx.query(meeting.has)
                _ = try tx.query("SELECT pg_advisory_xact_lock(4712), pg_current_xact_id()")
                var waiting: [Row] = []
                for _ in 0..<(meeting.waits ? 500 : 100) where waiting.isEmpty {
                    waiting = try tx.query(
                        "SELECT 1 AS one FROM pg_locks WHERE transactionid = pg_current_xact_id()::xid AND NOT granted")
                    _ = try tx.query("SELECT pg_sleep(0.01)")
                }
                _ = try tx.query(meeting.wants)
                return !waiting.isEmpty
            }
            #expect(wasWaitedFor == meeting.waits)
            try await acting
            await first.close()
            try await reserve.isWhole()
            if meeting.loses {
                let states = try await reserve.sql("SELECT state FROM stockpile.allocation_order").map { try $0.get("state") as String }
                #expect(states == ["partly_reserved"])
            }
            try await Self.expectNoDeadlock(reserve)
        }
    }

    /// A connection counts what happened on it when it ends.
    private static func expectNoDeadlock(_ reserve: SmallReserve) async throws {
        await reserve.store.close()
        for _ in 0..<300 {
            let others = try await reserve.sql(
                """
                SELECT 1 AS one FROM pg_stat_activity
                WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
                """)
            if others.isEmpty { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        let deadlocks = try await reserve.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        #expect(try deadlocks.first?.get("deadlocks") == Int64(0))
    }

    @Test func `who receives an order has the accounts its goods arrive in before any document of it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 30, lot: "L1")
            try await reserve.transfer("quilt", 10, from: "D1", to: "D2", lot: "L1")
            let number = try await reserve.order([(12, "D2")], from: ["D1"]).number
            _ = try await reserve.person("keeper1").dispatchOrder(number, from: nil, key: .fresh())
            try await reserve.whileOpen(Self.itsAccounts) {
                let free = try await reserve.sql(
                    """
                    SELECT account.kind || ' ' || place.code AS name FROM stockpile.stock_account AS account
                    JOIN stockpile.place USING (place_id) WHERE account.kind IN ('stock', 'carrier')
                      AND account_id IN (SELECT account_id FROM stockpile.stock_account FOR NO KEY UPDATE SKIP LOCKED) ORDER BY 1
                    """
                ).map { try $0.get("name") as String }
                // What lies free at the depot it came from is none of its business.
                #expect(free == ["stock D1"])
            }
        }
    }
}
