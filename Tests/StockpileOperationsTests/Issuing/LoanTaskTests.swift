import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Loans and what falls due of them", .serialized)
struct LoanTaskTests {
    @Test func `a day that has passed when the goods are lent is refused; today is not`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(97))
            let detail = try await reserve.refuses(.dueBeforeLent) { try await reserve.lend("quilt", 1, days: -1) }
            #expect(detail[key: "due_on"]?.text == SmallReserve.today.adding(days: -1).rawValue)
            try await reserve.lend("quilt", 1, days: 0)
            // Written down late: it was due after it was lent.
            try await reserve.lend("quilt", 1, days: -1, occurredAt: SmallReserve.ago(96))
            try await reserve.refuses(.dueBeforeLent) { try await reserve.lend("quilt", 1, days: -9, occurredAt: SmallReserve.ago(96)) }
        }
    }

    @Test func `a loan waits as a task of the depot that lent it until all of it is back`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let loan = try await reserve.lend("quilt", 4, days: 10)
            let task = try #require(try await reserve.person("keeper1").listTasks(TaskFilter()).first)
            #expect(task[key: "kind"] == "loan_due" && task[key: "subject"]?.text == loan.number && task[key: "place"] == "D1")
            #expect(task[key: "days_left"] == 10)
            try await reserve.giveBack("quilt", 3, of: loan.number)
            #expect(try await reserve.openTasks("loan_due") == [loan.number])
            let last = try await reserve.giveBack("quilt", 1, of: loan.number)
            #expect(try await reserve.openTasks("loan_due") == [])
            _ = try await reserve.person("keeper1").reverseDocument(last.number, remarks: nil, key: .fresh())
            #expect(try await reserve.openTasks("loan_due") == [loan.number])
            try await reserve.giveBack("quilt", 1, of: loan.number)
            var ended = TaskFilter()
            ended.hasEnded = true
            #expect(try await reserve.person("keeper1").listTasks(ended).map { $0[key: "outcome"]?.text } == ["done", "done"])
        }
    }

    @Test func `of a loan that is taken back nothing is left to be done`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let loan = try await reserve.lend("quilt", 4)
            _ = try await reserve.person("keeper1").reverseDocument(loan.number, remarks: nil, key: .fresh())
            var ended = TaskFilter()
            ended.hasEnded = true
            #expect(try await reserve.openTasks("loan_due") == [])
            #expect(try await reserve.person("keeper1").listTasks(ended).map { $0[key: "outcome"]?.text } == ["dropped"])
        }
    }

    @Test func `two who give back the last parts at once end the task`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let loan = try await reserve.lend("quilt", 4)
            let codes = try await atOnce((0..<2).map { _ in { _ = try await reserve.giveBack("quilt", 2, of: loan.number) } })
            #expect(codes == [nil, nil])
            #expect(try await reserve.openTasks("loan_due") == [])
        }
    }
}
