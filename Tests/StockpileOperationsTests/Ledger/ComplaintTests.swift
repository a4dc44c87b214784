import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

/// What users of other systems have suffered from, each shown not to happen here. The numbers order them by the damage they do.
@Suite("Complaints about stock: 1 to 11", .serialized)
struct ComplaintTests {
    @Test func `1 the same stock is never set aside twice`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let codes = try await atOnce((0..<4).map { _ in { _ = try await reserve.order([(60, "T1")]) } })
            #expect(codes.count(where: { $0 == nil }) == 1 && codes.count(where: { $0 == .shortage }) == 3)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 40, "L1 D1 stock reserved": 60])
        }
    }

    @Test func `2 a request sent again, or by many at once, posts once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let (keeper, key) = (try await reserve.person("keeper1"), IdempotencyKey.fresh())
            let request = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 10)])
            let codes = try await atOnce((0..<8).map { _ in { _ = try await keeper.postIssue(request, key: key) } })
            #expect(codes.allSatisfy { $0 == nil })
            _ = try await keeper.postIssue(request, key: key)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 90])
        }
    }

    @Test func `3 parallel postings over the same lots wait for each other and never deadlock`() async throws {
        try await SmallReserve.run { reserve in
            for lot in ["A", "B"] { for place in ["D1", "D2"] { try await reserve.receive("quilt", 200, at: place, lot: lot + place) } }
            let keeper = try await reserve.person("keeper1")
            let codes = try await atOnce(
                (0..<16).map { number in
                    {
                        let (from, to) = number.isMultiple(of: 2) ? ("D1", "D2") : ("D2", "D1")
                        let lots = number.isMultiple(of: 3) ? ["A\(from)", "B\(from)"] : ["B\(from)", "A\(from)"]
                        let lines = lots.map { PostingRequestLine.of("quilt", 5, lot: $0, to: to) }
                        _ = try await keeper.postTransfer(PostingRequest(purpose: "relocation", place: from, lines: lines), key: .fresh())
                    }
                })
            #expect(codes.allSatisfy { $0 == nil })
            let deadlocks = try await reserve.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            #expect(try deadlocks[0].get("deadlocks") as Int64 == 0)
        }
    }

    @Test func `4 a late entry that would have broken a later balance is refused, and nothing is recalculated`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(72))
            for (from, to, hours) in [("D1", "D2", 48.0), ("D2", "D1", 24)] {
                var request = PostingRequest(purpose: "relocation", place: from, lines: [.of("quilt", 8, lot: "L1", to: to)])
                request.occurredAt = SmallReserve.ago(hours)
                _ = try await reserve.person("keeper1").postTransfer(request, key: .fresh())
            }
            try await reserve.refuses(.lateEntryBreaksBalance) {
                try await reserve.issue("quilt", 3, lot: "L1", occurredAt: SmallReserve.ago(60))
            }
            try await reserve.issue("quilt", 2, lot: "L1", occurredAt: SmallReserve.ago(60))
            try await reserve.isWhole()
        }
    }

    @Test func `5 a late entry means the same in every kind of document`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: "2024-12-01T12:00:00+08:00")
            for person in ["finance1", "finance2"] { _ = try await reserve.person(person).closePeriod("2025-01") }
            let keeper = try await reserve.person("keeper1")
            func post(_ moment: String) -> [() async throws -> PostedDocument] {
                func request(_ purpose: String, _ line: PostingRequestLine) -> PostingRequest {
                    var request = PostingRequest(purpose: purpose, place: "D1", lines: [line])
                    request.occurredAt = moment
                    return request
                }
                let fresh = "N\(moment.prefix(10))"
                return [
                    { try await reserve.receive("quilt", 1, lot: fresh, occurredAt: moment) },
                    { try await keeper.postIssue(request("use", .of("quilt", 1, lot: "L1")), key: .fresh()) },
                    { try await keeper.postTransfer(request("relocation", .of("quilt", 1, lot: "L1", to: "D2")), key: .fresh()) },
                ]
            }
            for body in post("2025-01-10T12:00:00+08:00") { try await reserve.refuses(.periodClosed) { try await body() } }
            for body in post("2999-01-10T12:00:00+08:00") { try await reserve.refuses(.occursInFuture) { try await body() } }
            for body in post("2025-02-10T12:00:00+08:00") { _ = try await body() }
            try await reserve.isWhole()
        }
    }

    @Test func `6 what is set aside is always what open orders hold, and goes back whole`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let commander = try await reserve.person("commander1")
            let kept = try await reserve.order([(30, "T1")]).number
            let undone = try await reserve.order([(20, "T2")]).number
            #expect(try await reserve.balances()["L1 D1 stock reserved"] == 50)
            _ = try await commander.cancelOrder(undone, remarks: nil, key: .fresh())
            #expect(try await reserve.balances()["L1 D1 stock reserved"] == 30)
            _ = try await reserve.person("keeper1").dispatchOrder(kept, from: nil, key: .fresh())
            #expect(try await reserve.balances() == ["L1 D1 stock free": 70, "L1 T1 carrier free": 30])
        }
    }

    @Test func `7 a balance that is not what its movements say is named, and never repaired behind anyone's back`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.sql("UPDATE stockpile.stock_account SET quantity = 99 WHERE kind = 'stock'")
            for _ in 0..<2 {
                let found = try await reserve.person("auditor1").verifyLedger().differences
                #expect(found.contains { $0[key: "recorded"]?.integer == 99 && $0[key: "recomputed"]?.integer == 100 })
            }
            await #expect(throws: PostgresError.self) {
                try await reserve.sql("UPDATE stockpile.stock_account SET quantity = -1 WHERE kind = 'stock'")
            }
        }
    }

    @Test func `8 expired goods go out by no path`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, lot: "OLD", expiresIn: -1)
            try await reserve.refuses(.lotExpired) { try await reserve.issue("water", 1, lot: "OLD") }
            try await reserve.refuses(.shortage) { try await reserve.issue("water", 1) }
            try await reserve.refuses(.shortage) { try await reserve.order([(1, "T1")], of: "water") }
            try await reserve.refuses(.lotExpired) { try await reserve.transfer("water", 1, from: "D1", to: "S1", lot: "OLD") }
            do {
                _ = try await reserve.chainOfTransfers("OLD", quantity: 1, through: ["D1", "V1"])
                Issue.record("the posting function moved expired goods to a vehicle")
            } catch let error as PostgresError {
                #expect(error.sqlState == "SP102")
            }
            #expect(try await reserve.balances() == ["OLD D1 stock free": 10])
        }
    }

    @Test func `9 expired stock does not hide that nothing is there`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, lot: "OLD", expiresIn: -1)
            let row = try await reserve.person("auditor1").listStock(by: .item, StockFilter(item: "water")).first
            #expect(row?[key: "quantity"]?.integer == 10 && row?[key: "expired"]?.integer == 10)
            #expect(row?[key: "available"]?.integer == 0)
        }
    }

    @Test(arguments: ["disposal", "sample", "return_to_supplier"])
    func `10 expired stock can be got rid of`(purpose: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, lot: "OLD", expiresIn: -1)
            try await reserve.issue("water", 10, lot: "OLD", purpose: purpose)
            #expect(try await reserve.balances() == [:])
        }
    }

    @Test func `11 what expires first goes first: by date, then receipt, then lot; never what has expired, is held or set aside`()
        async throws
    {
        try await SmallReserve.run { reserve in
            for (lot, days) in [("LATE", 30), ("SECOND", 20), ("FIRST", 20), ("OLD", -1), ("HELD", 5), ("TODAY", 0)] {
                try await reserve.receive("water", 10, lot: lot, expiresIn: days)
            }
            _ = try await reserve.person("keeper1").holdLot("HELD", item: nil, at: nil, remarks: nil, key: .fresh())
            let issued = try await reserve.issue("water", 35).number
            let lines = try await reserve.person("auditor1").showDocument(issued)[key: "lines"]?.array ?? []
            #expect(lines.map { $0[key: "lot"]?.text } == ["TODAY", "SECOND", "FIRST", "LATE"])
            #expect(lines.map { $0[key: "quantity"]?.integer } == [10, 10, 10, 5])
        }
    }
}
