import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Loans: goods lent stay ours, cannot be issued, and come back once", .serialized)
struct LoanTests {
    @Test func `what is lent is on the books with its value, but neither available nor a lot that lies there`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let loan = try await reserve.lend("quilt", 4)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 6, "L1 D1 borrower free": 4])
            #expect(try await reserve.worth() == 1000)
            let keeper = try await reserve.person("keeper1")
            let row = try #require(try await keeper.listStock(by: .item, StockFilter(item: "quilt")).first)
            #expect(row[key: "quantity"] == 10 && row[key: "available"] == 6 && row[key: "on_loan"] == 4)
            #expect(try await keeper.listLots(expiresWithin: nil).map { $0[key: "quantity"]?.integer } == [6])
            try await reserve.refuses(.shortage) { try await reserve.issue("quilt", 7) }
            let shown = try await keeper.showDocument(loan.number)
            #expect(shown[key: "borrower"] == "学校" && shown[key: "due_on"]?.text == SmallReserve.today.adding(days: 10).rawValue)
            let answer = try await keeper.reconcile(period: String(SmallReserve.today.rawValue.prefix(7)))
            #expect(answer.differences == 0)
            #expect(answer.rows.first { $0[key: "is_on_loan"] == .bool(true) }?[key: "closing_quantity"] == 4)
            try await reserve.isWhole()
        }
    }

    @Test func `the list says what is out, to whom, until when and how long overdue`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(97))
            try await reserve.receive("quilt", 10, lot: "L2")
            let late = try await reserve.lend("quilt", 3, lot: "L1", days: -2, occurredAt: SmallReserve.ago(96))
            let early = try await reserve.lend("quilt", 5, lot: "L2", days: 2)
            try await reserve.giveBack("quilt", 1, of: late.number)
            let keeper = try await reserve.person("keeper1")
            let rows = try await keeper.listLoans()
            #expect(rows.map(\.number) == [late.number, early.number])
            #expect(rows.map { $0[key: "days_overdue"]?.integer } == [2, 0])
            #expect(rows.map { $0[key: "quantity"]?.integer } == [2, 5])
            #expect(rows.map { $0[key: "returned_quantity"]?.integer } == [1, 0])
            #expect(try await keeper.listLoans(isOverdueOnly: true).map(\.number) == [late.number])
            try await reserve.giveBack("quilt", 2, of: late.number)
            #expect(try await keeper.listLoans().map(\.number) == [early.number])
        }
    }

    @Test func `what comes back is to be inspected, in its own lot, with its own value`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 3, lot: "L1", cost: 101)
            let loan = try await reserve.lend("quilt", 3)
            let back = try await reserve.giveBack("quilt", 2, of: loan.number)
            #expect(
                try await reserve.conditions() == ["L1 borrower good own free": 1, "L1 stock in_inspection own free": 2])
            #expect(try await reserve.worth() == 303)
            #expect(try await reserve.person("keeper1").showDocument(back.number)[key: "loan"]?.text == loan.number)
            try await reserve.isWhole()
        }
    }

    @Test func `never more than is out on this loan, whatever another borrower has`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let (one, other) = (try await reserve.lend("quilt", 2), try await reserve.lend("quilt", 5))
            let detail = try await reserve.refuses(.moreThanLent) { try await reserve.giveBack("quilt", 3, of: one.number) }
            #expect(detail[key: "lines"]?.array?.first?[key: "available"] == 2)
            try await reserve.giveBack("quilt", 2, of: one.number)
            try await reserve.refuses(.moreThanLent) { try await reserve.giveBack("quilt", 1, of: one.number) }
            try await reserve.giveBack("quilt", 5, of: other.number)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 10])
        }
    }

    @Test func `two who give back the last unit at once: one of them does`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let loan = try await reserve.lend("quilt", 1)
            // So that the account holds enough for both.
            try await reserve.lend("quilt", 5)
            let codes = try await atOnce((0..<4).map { _ in { try await reserve.giveBack("quilt", 1, of: loan.number) } })
            #expect(codes.compactMap(\.self) == [.moreThanLent, .moreThanLent, .moreThanLent])
            #expect(try await reserve.balances() == ["L1 D1 stock free": 5, "L1 D1 borrower free": 5])
            try await reserve.isWhole()
        }
    }

    @Test func `the database itself keeps to what is out on the loan`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let (one, other) = (try await reserve.lend("quilt", 2), try await reserve.lend("quilt", 5))
            let keeper = try await reserve.person("keeper1").person
            let (lot, place) = try await reserve.store.read { tx in
                (try #require(try tx.listLotBalances("L1", of: nil, at: nil).first), try #require(try tx.listPlaces(codes: ["D1"]).first))
            }
            for loan in [one.id, nil, DocumentID(rawValue: 1)] {
                let line = PostingLine(lot: lot.lot, quantity: Quantity(rawValue: 3), owner: lot.owner)
                var draft = PostingDraft(kind: "receipt", purpose: "loan_return", place: place.id, person: keeper.id, lines: [line])
                draft.loan = loan
                let asked = draft
                try await reserve.refuses(loan == nil ? .owedMissing : .moreThanLent) {
                    try await reserve.store.postDocument(asked, key: .fresh(), requestHash: "x")
                }
            }
            #expect(other.number != one.number)
        }
    }

    @Test func `a loan is taken back whole until goods of it came back; a return is taken back as well`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let loan = try await reserve.lend("quilt", 4)
            try await reserve.lend("quilt", 6)
            let back = try await reserve.giveBack("quilt", 1, of: loan.number)
            let keeper = try await reserve.person("keeper1")
            let detail = try await reserve.refuses(.loanPartlyBack) {
                try await keeper.reverseDocument(loan.number, remarks: nil, key: .fresh())
            }
            #expect(detail[key: "returns"]?.text == back.number)
            _ = try await keeper.reverseDocument(back.number, remarks: nil, key: .fresh())
            #expect(try await keeper.listLoans().map { $0[key: "quantity"]?.integer } == [4, 6])
            _ = try await keeper.reverseDocument(loan.number, remarks: nil, key: .fresh())
            #expect(try await keeper.listLoans().map { $0[key: "quantity"]?.integer } == [6])
            try await reserve.refuses(.moreThanLent) { try await reserve.giveBack("quilt", 1, of: loan.number) }
            try await reserve.isWhole()
        }
    }

    @Test func `a loan owes who borrows and until when; a return its loan, and describes nothing anew`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            let detail = try await reserve.refuses(.owedMissing) {
                try await keeper.postIssue(PostingRequest(purpose: "loan", place: "D1", lines: [.of("quilt", 1)]), key: .fresh())
            }
            #expect(detail[key: "owed"] == .array(["borrower", "due_on"]))
            let loan = try await reserve.lend("quilt", 1)
            var request = PostingRequest(purpose: "loan_return", place: "D2", lines: [.of("quilt", 1)])
            request.lines[0].condition = "good"
            request.grounds.loan = loan.number
            let wrong = request
            let problems = try await reserve.problems { try await keeper.postReceipt(wrong, key: .fresh()) }
            #expect(problems.sorted() == ["condition/not_allowed/good", "place/contradiction/D2"])
            request.grounds.loan = nil
            let without = request
            #expect(try await reserve.problems { try await keeper.postReceipt(without, key: .fresh()) }.contains("loan/required/"))
            request.grounds.loan = "X"
            let unknown = request
            #expect(try await reserve.problems { try await keeper.postReceipt(unknown, key: .fresh()) }.contains("loan/unknown_code/X"))
        }
    }
}
