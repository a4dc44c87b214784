import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("A recall holds from its moment on, and can come to name further lots", .serialized)
struct RecallMomentTests {
    @Test func `goods given out earlier on the same day and entered late are accepted, and their receiver joins the list`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "L1", occurredAt: SmallReserve.ago(30))
            let number = try await reserve.recall().number
            var late = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 3, lot: "L1")])
            late.occurredAt = SmallReserve.ago(0.01)
            late.receiver = GoodsReceiver(name: "安置点", telephone: "139")
            _ = try await reserve.person("keeper1").postIssue(late, key: .fresh())
            try await reserve.refuses(.lotRecalled) { try await reserve.issue("quilt", 1, lot: "L1") }
            try await reserve.progress(number, 1, .returned, 1)
            #expect(try await reserve.person("auditor1").showRecall(number).holders.contains("2 consumption D1 3 3"))
            try await reserve.isWhole()
        }
    }

    @Test func `a further lot of the item is recalled as the first one, with holders and tasks of its own`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "L1")
            try await reserve.receive("quilt", 10, lot: "L2")
            _ = try await reserve.issueOut("quilt", 4, lot: "L2")
            let order = try await reserve.order([(26, "T1")], from: ["D1"], due: 24)
            let number = try await reserve.recall().number
            let key = IdempotencyKey.fresh()
            let commander = try await reserve.person("commander1")
            let added = try await commander.addRecallLot("L2", to: number, key: key)
            #expect(added.holders == ["1 stock D1 20 20", "2 stock D1 6 6", "3 consumption D1 4 4"])
            #expect(added[key: "holders"]?.array?.map { $0[key: "lot"] } == ["L1", "L2", "L2"])
            #expect(added[key: "released_orders"]?.array == [.text(order.number)])
            #expect(added[key: "quantity"] == 30 && added[key: "recalled_lots"]?.array?.count == 2)
            #expect(try await commander.addRecallLot("L2", to: number, key: key).canonical == added.canonical)
            try await reserve.refuses(.lotRecalled) { try await reserve.issue("quilt", 1, lot: "L2") }
            #expect(try await reserve.openTasks("recall_holder").count == 3)
            // What leaves by the books leaves from its own lot's row.
            try await reserve.issue("quilt", 6, lot: "L2", purpose: "disposal")
            let shown = try await commander.showRecall(number).holders
            #expect(shown.contains("1 stock D1 20 20") && shown.contains("2 stock D1 6 0"))
            // A child lot made afterwards is recalled with it.
            try await reserve.change(.classification(category: nil, fundingSource: "city", lotNumber: "C1"), lot: "L1", 5)
            try await reserve.refuses(.lotRecalled) { try await reserve.issue("quilt", 1, lot: "C1") }
            try await reserve.isWhole()
        }
    }

    @Test func `a lot is recalled once, of the same item, and not after the recall is complete`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "L1")
            try await reserve.receive("quilt", 5, lot: "L2")
            try await reserve.receive("rope", 5, lot: "R1")
            let number = try await reserve.recall().number
            let commander = try await reserve.person("commander1")
            let codes = try await atOnce(
                ["commander1", "commander2"].map { login in
                    { _ = try await reserve.person(login).addRecallLot("L2", to: number, key: .fresh()) }
                })
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.recalledAlready))
            await #expect(throws: StockpileError.self) { try await commander.addRecallLot("R1", to: number, key: .fresh()) }
            try await reserve.receive("quilt", 5, lot: "L3")
            for holder in [1, 2] as [Int64] { try await reserve.progress(number, holder) }
            _ = try await commander.endRecall(number, key: .fresh())
            try await reserve.refuses(.wrongState) { try await commander.addRecallLot("L3", to: number, key: .fresh()) }
        }
    }

    @Test func `a borrower has a telephone in the list of loans and of who has recalled goods`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "L1")
            var loan = PostingRequest(purpose: "loan", place: "D1", lines: [.of("quilt", 2, lot: "L1")])
            (loan.grounds.borrower, loan.grounds.dueOn) = ("学校", SmallReserve.today.adding(days: 10))
            loan.receiver = GoodsReceiver(name: "学校", contact: "赵六", telephone: "023-5")
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.postIssue(loan, key: .fresh())
            #expect(try await keeper.listLoans(isOverdueOnly: false).first?[key: "telephone"] == "023-5")
            let holders = try await reserve.recall()[key: "holders"]?.array ?? []
            #expect(holders.first { $0[key: "kind"] == "borrower" }?[key: "telephone"] == "023-5")
        }
    }
}
