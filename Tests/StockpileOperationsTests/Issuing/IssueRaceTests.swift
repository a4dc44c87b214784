import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Many at once on the same stock: never below zero, never twice, nobody deadlocks", .serialized)
struct IssueRaceTests {
    @Test func `sixteen issues of one lot: as many as it holds, the sum exact`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 105, lot: "L1")
            let codes = try await atOnce((0..<16).map { _ in { try await reserve.issue("quilt", 10, lot: "L1") } })
            #expect(codes.count(where: { $0 == nil }) == 10)
            #expect(codes.count(where: { $0 == .shortage }) == 6)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 5])
            try await reserve.isWhole()
        }
    }

    @Test func `sixteen issues over sixteen small lots without naming one: each gets its share`() async throws {
        try await SmallReserve.run { reserve in
            for number in 0..<16 { try await reserve.receive("water", 10, lot: "L\(number)", expiresIn: 10 + number) }
            let codes = try await atOnce((0..<16).map { _ in { try await reserve.issue("water", 10) } })
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await reserve.balances() == [:])
            try await reserve.isWhole()
        }
    }

    @Test func `documents that name the same lots in opposite order do not deadlock`() async throws {
        try await SmallReserve.run { reserve in
            for lot in ["L1", "L2", "L3"] { try await reserve.receive("quilt", 100, lot: lot) }
            let keeper = try await reserve.person("keeper1")
            let codes = try await atOnce(
                (0..<16).map { number in
                    {
                        let lots = number.isMultiple(of: 2) ? ["L1", "L2", "L3"] : ["L3", "L2", "L1"]
                        let lines = lots.map { PostingRequestLine.of("quilt", 5, lot: $0) }
                        _ = try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: lines), key: .fresh())
                    }
                })
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await reserve.balances().values.sorted() == [20, 20, 20])
        }
    }

    @Test func `moves there and back at once end where they began`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.transfer("quilt", 50, from: "D1", to: "D2", lot: "L1")
            let codes = try await atOnce(
                (0..<16).map { number in
                    {
                        let (from, to) = number.isMultiple(of: 2) ? ("D1", "D2") : ("D2", "D1")
                        try await reserve.transfer("quilt", 5, from: from, to: to, lot: "L1")
                    }
                })
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await reserve.balances() == ["L1 D1 stock free": 50, "L1 D2 stock free": 50])
            try await reserve.isWhole()
        }
    }

    @Test func `a hold and issues at once: what was not out before it is held`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let keeper = try await reserve.person("keeper2")
            let issues: [@Sendable () async throws -> Void] = (0..<8).map { _ in { try await reserve.issue("quilt", 5, lot: "L1") } }
            let codes = try await atOnce(
                issues + [{ _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh()) }])
            #expect(codes.last == .some(nil))
            let out = Int64(codes.dropLast().count(where: { $0 == nil })) * 5
            #expect(try await reserve.balances() == ["L1 D1 stock held": 100 - out])
            try await reserve.isWhole()
        }
    }

    @Test func `who wants the same goods queues for them, also who brings some back, and all are served`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "L1")
            try await reserve.issue("quilt", 5, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            let giveBack = PostingRequest(purpose: "return", place: "D1", lines: [.of("quilt", 1, lot: "L1")])
            var posting: Task<[RefusalCode?], any Error>?
            try await reserve.whileIssueIsOpen(of: "L1") {
                posting = Task {
                    try await atOnce(
                        (0..<4).map { number in
                            {
                                if number.isMultiple(of: 2) {
                                    try await reserve.issue("quilt", 2, lot: "L1")
                                } else {
                                    _ = try await keeper.postReceipt(giveBack, key: .fresh())
                                }
                            }
                        })
                }
                var waits: [String] = []
                for _ in 0..<500 where waits.count < 4 {
                    waits = try await reserve.sql(
                        """
                        SELECT locktype || objsubid AS wait FROM pg_locks AS lock JOIN pg_database ON pg_database.oid = lock.database
                        WHERE datname = current_database() AND NOT granted AND objid IS DISTINCT FROM 4711
                        UNION ALL SELECT locktype FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted
                        """
                    ).map { try $0.get("wait") }
                    try await Task.sleep(for: .milliseconds(10))
                }
                // Who waits for a row looks everything up once more when it comes free; and who has some waits for nobody in the queue.
                #expect(waits == Array(repeating: "advisory2", count: 4))
            }
            #expect(try await posting?.value == [nil, nil, nil, nil])
            #expect(try await reserve.balances()["L1 D1 stock free"] == 12)
            try await reserve.isWhole()
        }
    }

    @Test(arguments: [["L1", "L2"], ["L1"]])
    func `who waits for goods holds nothing that whoever has them needs`(wanted: [String]) async throws {
        try await SmallReserve.run { reserve in
            for lot in ["L1", "L2"] { try await reserve.receive("quilt", 100, lot: lot) }
            let keeper = try await reserve.person("keeper1")
            let other = Database(ConnectionSettings(conninfo: reserve.conninfo), pool: PoolSettings(connectionsMax: 1))
            let lines = wanted.map { PostingRequestLine.of("quilt", 5, lot: $0) }
            // Nothing was issued of the lots before: where it goes to has to be made.
            async let waiting = other.write(attemptsMax: 1) { tx in
                let locked = try tx.query(
                    """
                    SELECT account.place_id, account.lot_id, account.owner_id FROM stockpile.stock_account AS account
                    JOIN stockpile.lot USING (lot_id) WHERE lot.lot_number = 'L1' AND account.kind = 'stock' FOR NO KEY UPDATE OF account
                    """)
                _ = try tx.query("SELECT pg_sleep(1.5)")
                _ = try tx.query(
                    """
                    SELECT stockpile.post_document(jsonb_build_object('key', 'held', 'request_hash', 'h', 'kind', 'issue',
                        'purpose', 'use', 'place_id', \(try locked[0].get("place_id") as Int64)::bigint, 'person_id', person.person_id,
                        'lines', jsonb_build_array(jsonb_build_object('line_no', 1, 'quantity', 1,
                            'lot_id', \(try locked[0].get("lot_id") as Int64)::bigint,
                            'from_owner_id', \(try locked[0].get("owner_id") as Int64)::bigint)))) AS answer
                    FROM stockpile.person WHERE person.login = 'keeper1'
                    """)
            }
            try await Task.sleep(for: .milliseconds(300))
            _ = try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: lines), key: .fresh())
            try await waiting
            await other.close()
            #expect(try await reserve.balances() == ["L1 D1 stock free": 94, "L2 D1 stock free": wanted.count == 2 ? 95 : 100])
            await reserve.store.close()
            try await Task.sleep(for: .milliseconds(300))
            let deadlocks = try await reserve.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            #expect(try deadlocks.first?.get("deadlocks") == Int64(0))
        }
    }
}
