import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Two times: the stock at a moment, and as it was known at one", .serialized)
struct LookBackTests {
    private func quilts(_ reserve: SmallReserve, asOf: String?, knownAt: String? = nil, place: String? = nil) async throws -> Int64 {
        let auditor = try await reserve.person("auditor1")
        let moment = try auditor.moment(asOf: asOf, knownAt: knownAt)
        let rows = try await auditor.listStock(by: .item, StockFilter(item: "quilt", place: place), at: moment)
        return rows.first?[key: "quantity"]?.integer ?? 0
    }

    @Test func `a late entry changes what was there, not what was known`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: SmallReserve.ago(72))
            // Written in whole seconds: what was recorded lies before that moment, what comes lies after it.
            try await Task.sleep(for: .milliseconds(1_100))
            let before = ISO8601DateFormatter().string(from: Date())
            try await Task.sleep(for: .milliseconds(1_100))
            try await reserve.issue("quilt", 30, lot: "L1", occurredAt: SmallReserve.ago(48))
            try await reserve.transfer("quilt", 10, from: "D1", to: "D2", lot: "L1")
            #expect(try await quilts(reserve, asOf: SmallReserve.ago(73)) == 0)
            #expect(try await quilts(reserve, asOf: SmallReserve.ago(60)) == 100)
            #expect(try await quilts(reserve, asOf: SmallReserve.ago(24)) == 70)
            #expect(try await quilts(reserve, asOf: SmallReserve.ago(24), place: "D2") == 0)
            #expect(try await quilts(reserve, asOf: nil, knownAt: before) == 100)
            #expect(try await quilts(reserve, asOf: SmallReserve.ago(24), knownAt: before) == 100)
            #expect(try await quilts(reserve, asOf: SmallReserve.today.rawValue, place: "D2") == 10)
        }
    }

    @Test func `what moved last at the first moment after a closed month counts, and so does what is entered late after it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: "2025-01-10T12:00:00+08:00")
            try await reserve.issue("quilt", 40, lot: "L1", occurredAt: "2025-02-01T00:00:00+08:00")
            for person in ["finance1", "finance2"] { _ = try await reserve.person(person).closePeriod("2025-01") }
            #expect(try await quilts(reserve, asOf: "2025-01-31") == 100)
            #expect(try await quilts(reserve, asOf: "2025-02-01") == 60)
            try await reserve.issue("quilt", 10, lot: "L1", occurredAt: "2025-03-05T12:00:00+08:00")
            try await reserve.issue("quilt", 5, lot: "L1", occurredAt: "2025-02-15T12:00:00+08:00")
            #expect(try await quilts(reserve, asOf: "2025-02-28") == 55)
            #expect(try await quilts(reserve, asOf: "2025-03-31") == 45)
        }
    }

    @Test func `a closed month is where later questions start, and the answers are the same`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", cost: 7, occurredAt: "2025-01-10T12:00:00+08:00")
            try await reserve.issue("quilt", 40, lot: "L1", occurredAt: "2025-01-20T12:00:00+08:00")
            try await reserve.issue("quilt", 10, lot: "L1", occurredAt: "2025-02-20T12:00:00+08:00")
            let days = ["2025-01-15", "2025-01-31", "2025-02-01", "2025-02-28", "2025-03-31"]
            var open: [Int64] = []
            for day in days { open.append(try await quilts(reserve, asOf: day)) }
            #expect(open == [100, 60, 60, 50, 50])
            for month in ["2025-01", "2025-02"] {
                for person in ["finance1", "finance2"] { _ = try await reserve.person(person).closePeriod(month) }
            }
            let kept = try await reserve.sql(
                """
                SELECT sum(quantity)::bigint AS quantity, sum(value_fen)::bigint AS value_fen
                FROM stockpile.period_balance GROUP BY period ORDER BY period
                """
            )
            // What lies outside is not kept, or the sum would be nothing.
            #expect(try kept.map { try $0.get("quantity") as Int64 } == [60, 50])
            #expect(try kept.map { try $0.get("value_fen") as Int64 } == [420, 350])
            for (day, quantity) in zip(days, open) { #expect(try await quilts(reserve, asOf: day) == quantity, "\(day)") }
            // Known before anything was recorded, nothing was there: a month closed later does not answer for it.
            #expect(try await quilts(reserve, asOf: "2025-03-31", knownAt: SmallReserve.ago(1)) == 0)
        }
    }

    @Test func `what is no moment, and one to come, are told`() async throws {
        try await SmallReserve.run { reserve in
            let auditor = try await reserve.person("auditor1")
            for (asOf, knownAt) in [("soon", nil), (nil, "2999-01-01"), ("2999-01-01T00:00:00Z", nil)] as [(String?, String?)] {
                #expect(throws: StockpileError.self) { try auditor.moment(asOf: asOf, knownAt: knownAt) }
            }
            #expect(try auditor.moment(asOf: nil, knownAt: nil) == nil)
        }
    }

    @Test func `documents are listed by either time`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: "2025-01-10T12:00:00+08:00")
            try await reserve.issue("quilt", 1, lot: "L1", occurredAt: "2025-02-10T12:00:00+08:00")
            let auditor = try await reserve.person("auditor1")
            var filter = DocumentFilter(slice: .first(10))
            #expect(try await auditor.listDocuments(filter).map { $0[key: "kind"] } == ["issue", "receipt"])
            (filter.time, filter.from, filter.to) = (.occurred, CalendarDate(rawValue: "2025-01-10"), CalendarDate(rawValue: "2025-01-10"))
            #expect(try await auditor.listDocuments(filter).map { $0[key: "kind"] } == ["receipt"])
            filter.time = .recorded
            #expect(try await auditor.listDocuments(filter).isEmpty)
            filter.place = "nowhere"
            await #expect(throws: StockpileError.self) { try await auditor.listDocuments(filter) }
        }
    }
}
