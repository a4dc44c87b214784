import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Months: reconciled, closed by two", .serialized)
struct PeriodTests {
    @Test func `a month that has not ended, is no month, or was closed already is refused`() async throws {
        try await SmallReserve.run { reserve in
            let (one, two) = (try await reserve.person("finance1"), try await reserve.person("finance2"))
            let month = String(SmallReserve.today.rawValue.prefix(7))
            try await reserve.refuses(.periodNotEnded) { try await one.closePeriod(month) }
            try await reserve.refuses(.periodNotEnded) { try await one.closePeriod("2999-12") }
            for text in ["2026-13", "2026-00", "2026", "26-01", "", "2026-01-01"] {
                #expect(try await reserve.problems { try await one.closePeriod(text) } == ["period/not_a_date/\(text)"])
                #expect(try await reserve.problems { try await one.reconcile(period: text) } == ["period/not_a_date/\(text)"])
            }
            #expect(try await one.closePeriod("2025-01") == "closing")
            try await reserve.refuses(.samePerson) { try await one.closePeriod("2025-01") }
            #expect(try await two.closePeriod("2025-01") == "closed")
            try await reserve.refuses(.periodClosed) { try await one.closePeriod("2025-01") }
        }
    }

    @Test func `what is found later about a closed month is posted in an open one and names it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: "2025-01-10T12:00:00+08:00")
            for person in ["finance1", "finance2"] { _ = try await reserve.person(person).closePeriod("2025-01") }
            let keeper = try await reserve.person("keeper1")
            func request(_ period: String) -> PostingRequest {
                var request = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 1, lot: "L1")])
                request.grounds.aboutPeriod = period
                return request
            }
            for period in ["2025-02", "2025-13"] {
                try await reserve.refuses(.periodNotClosed) { try await keeper.postIssue(request(period), key: .fresh()) }
            }
            let number = try await keeper.postIssue(request("2025-01"), key: .fresh()).number
            #expect(try await keeper.showDocument(number)[key: "about_period"] == "2025-01")
            try await reserve.isWhole()
        }
    }

    @Test func `two who close at once: one begins, the other confirms`() async throws {
        try await SmallReserve.run { reserve in
            let (one, two) = (try await reserve.person("finance1"), try await reserve.person("finance2"))
            async let first = one.closePeriod("2025-01")
            async let second = two.closePeriod("2025-01")
            #expect([try await first, try await second].sorted() == ["closed", "closing"])
        }
    }

    @Test func `postings and the closing of their month at once: none slips in behind it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: "2025-01-01T12:00:00+08:00")
            _ = try await reserve.person("finance1").closePeriod("2025-02")
            let closer = try await reserve.person("finance2")
            let issues: [@Sendable () async throws -> Void] = (0..<10).map { _ in
                { try await reserve.issue("quilt", 1, lot: "L1", occurredAt: "2025-02-10T12:00:00+08:00") }
            }
            let codes = try await atOnce(issues + [{ _ = try await closer.closePeriod("2025-02") }])
            #expect(codes.dropLast().allSatisfy { $0 == nil || $0 == .periodClosed })
            #expect(codes.last == .some(nil))
            let rows = try await reserve.sql(
                """
                SELECT count(*) AS n, count(*) FILTER (WHERE recorded_at > (SELECT closed_at FROM stockpile.period)) AS late
                FROM stockpile.document WHERE kind = 'issue'
                """)
            #expect(try rows[0].get("n") as Int64 == Int64(codes.dropLast().count(where: { $0 == nil })))
            #expect(try rows[0].get("late") as Int64 == 0)
        }
    }

    @Test func `opening and turnover come to the closing balance, month by month, in quantity and value`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", cost: 300, occurredAt: "2025-01-10T12:00:00+08:00")
            try await reserve.issue("quilt", 30, lot: "L1", occurredAt: "2025-01-31T23:59:59+08:00")
            try await reserve.issue("quilt", 20, lot: "L1", occurredAt: "2025-02-01T00:00:00+08:00")
            let finance = try await reserve.person("finance1")
            func row(_ period: String) async throws -> [Int64?] {
                let answer = try await finance.reconcile(period: period)
                #expect(answer.differences == 0)
                let row = try #require(answer.rows.first { $0[key: "place"] == "D1" })
                return ["opening", "in", "out", "closing"].flatMap { name in
                    ["quantity", "value_fen"].map { row[key: "\(name)_\($0)"]?.integer }
                }
            }
            #expect(try await row("2024-12") == [0, 0, 0, 0, 0, 0, 0, 0])
            #expect(try await row("2025-01") == [0, 0, 100, 30_000, 30, 9000, 70, 21_000])
            #expect(try await row("2025-02") == [70, 21_000, 0, 0, 20, 6000, 50, 15_000])
            #expect(try await row("2025-03") == [50, 15_000, 0, 0, 0, 0, 50, 15_000])
            try await reserve.sql("UPDATE stockpile.stock_account SET quantity = 49 WHERE kind = 'stock'")
            #expect(try await finance.reconcile(period: "2025-02").differences == 1)
        }
    }
}
