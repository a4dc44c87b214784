import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

/// The same for counts, transit, packs, history, adjustments and numbers.
@Suite("Complaints about history: 14 to 25", .serialized)
struct ComplaintOfHistoryTests {
    @Test func `14 a count does not erase what moved since, and lines without a difference stay as evidence`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.receive("quilt", 5, lot: "L2")
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(number, ["L1": 98, "L2": 5])
            try await reserve.issue("quilt", 30, lot: "L1")
            try await reserve.approve(number)
            try await reserve.post(number)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 68, "L2 D1 stock free": 5])
            #expect(try await reserve.figures(of: number)["L2"] == [5, 5, 0, 0])
        }
    }

    @Test func `15 all mistakes of a count of many lines come in one answer`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 1, lot: "L1")
            let number = try await reserve.plan()
            let wrong = (2...901).map { CountEntry(line: $0, quantity: 1) }
            let keeper = try await reserve.person("keeper1")
            let problems = try await reserve.problems { try await keeper.enterCount(number, wrong, countedAt: nil, key: .fresh()) }
            #expect(problems.count == 900)
        }
    }

    @Test func `16 a month that is closed answers from its kept totals`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: "2025-01-10T12:00:00+08:00")
            for person in ["finance1", "finance2"] { _ = try await reserve.person(person).closePeriod("2025-01") }
            // Were the movements read again, these wrong totals would not be what is answered.
            try await reserve.sql("UPDATE stockpile.period_balance SET quantity = 7 WHERE quantity = 100", role: "stockpile_owner")
            let auditor = try await reserve.person("auditor1")
            let moment = try auditor.moment(asOf: "2025-02-10", knownAt: nil)
            #expect(try await auditor.listStock(by: .item, StockFilter(item: "quilt"), at: moment).first?[key: "quantity"]?.integer == 7)
        }
    }

    @Test func `17 what is on its way lies in an account until it has arrived`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let (keeper, order) = (try await reserve.person("keeper1"), try await reserve.order([(30, "T1")]).number)
            _ = try await keeper.dispatchOrder(order, from: nil, key: .fresh())
            #expect(try await reserve.balances() == ["L1 D1 stock free": 70, "L1 T1 carrier free": 30])
            try await reserve.refuses(.wrongState) {
                try await reserve.person("commander1").cancelOrder(order, remarks: nil, key: .fresh())
            }
            _ = try await keeper.receiveOrder(order, at: nil, key: .fresh())
            #expect(try await reserve.balances() == ["L1 D1 stock free": 70, "L1 T1 stock free": 30])
        }
    }

    @Test func `18 packs come out even or are refused, and leave no dust`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("rope", 100, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            let refused = try await reserve.refuses(.conversionNotExact) {
                try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [.of("rope", 1, pack: "捆")]), key: .fresh())
            }
            #expect(refused != .null)
            _ = try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [.of("rope", 8, pack: "捆")]), key: .fresh())
            #expect(try await reserve.balances() == [:])
        }
    }

    @Test func `19 nothing that was posted is ever edited or deleted, by whomever`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            for role in ["stockpile_application", "stockpile_owner", nil] {
                for table in ["document", "stock_movement", "lot", "request"] {
                    for verb in ["DELETE FROM stockpile.\(table)", "TRUNCATE stockpile.\(table) CASCADE"] {
                        await #expect(throws: PostgresError.self, "\(role ?? "superuser") \(verb)") {
                            try await reserve.sql(SQL(unchecked: verb), role: role)
                        }
                    }
                }
            }
            #expect(try await reserve.balances() == ["L1 D1 stock free": 100])
        }
    }

    @Test func `20 who may not is refused by the database as well as by the program`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.refuses(.notPermitted) {
                try await reserve.person("auditor1").postIssue(
                    PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 1)]), key: .fresh())
            }
            do {
                try await reserve.sql(
                    """
                    SELECT stockpile.reverse_document(jsonb_build_object('key', 'k', 'request_hash', 'h', 'number', number,
                        'person_id', (SELECT person_id FROM stockpile.person WHERE login = 'auditor1'))) FROM stockpile.document
                    """, role: "stockpile_application")
                Issue.record("an auditor reversed a document")
            } catch let error as PostgresError {
                #expect(error.sqlState == "SP401")
            }
        }
    }

    @Test func `21 stock is adjusted by an approved count alone, approved by neither planner nor counter`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let number = try await reserve.plan(tolerance: 100_000, by: "finance1")
            try await reserve.count(number, ["L1": 90])
            let (planner, approver) = (try await reserve.person("finance1"), try await reserve.person("commander1"))
            _ = try await planner.reviewCount(number, key: .fresh())
            try await reserve.refuses(.samePerson) { try await planner.approveCount(number, remarks: nil, key: .fresh()) }
            try await reserve.refuses(.wrongState) { try await reserve.person("finance2").postCount(number, key: .fresh()) }
            _ = try await approver.approveCount(number, remarks: nil, key: .fresh())
            try await reserve.refuses(.notPermitted) { try await approver.postCount(number, key: .fresh()) }
            try await reserve.post(number)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 90])
        }
    }

    @Test func `25 numbers have no gaps however many post, fail and are refused at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 40, lot: "L1")
            let codes = try await atOnce((0..<16).map { number in { try await reserve.issue("quilt", number.isMultiple(of: 2) ? 5 : 50) } })
            let posted = codes.count(where: { $0 == nil })
            #expect(posted == 8)
            let rows = try await reserve.sql(
                "SELECT right(number, 6)::bigint AS number FROM stockpile.document WHERE kind = 'issue' ORDER BY number")
            #expect(try rows.map { try $0.get("number") as Int64 } == (1...Int64(posted)).map { $0 })
            try await reserve.isWhole()
        }
    }
}
