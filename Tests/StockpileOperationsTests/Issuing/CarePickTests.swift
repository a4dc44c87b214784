import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("What is picked for use: goods that were cared for, what is overdue last, a defect never unless it is named", .serialized)
struct CarePickTests {
    private func run(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "OLD", expiresIn: 100, occurredAt: SmallReserve.ago(24 * 40))
            try await reserve.receive("quilt", 10, lot: "NEW", expiresIn: 400)
            try await body(reserve)
            try await reserve.isWhole()
        }
    }

    private func issued(_ reserve: SmallReserve, _ posted: PostedDocument) async throws -> [String] {
        let document = try await reserve.person("auditor1").showDocument(posted.number)
        return (document[key: "lines"]?.array ?? []).map { "\($0[key: "lot"]?.text ?? "") \($0[key: "quantity"]?.integer ?? 0)" }
    }

    @Test func `an issue draws what is overdue last and says so; done, it is drawn first again`() async throws {
        try await run { reserve in
            let first = try await reserve.issue("quilt", 8)
            #expect(try await issued(reserve, first) == ["NEW 8"] && first.careOverdue == [])
            let second = try await reserve.issue("quilt", 5)
            #expect(try await issued(reserve, second) == ["NEW 2", "OLD 3"])
            let told = try #require(second.careOverdue?.first)
            #expect(second.careOverdue?.count == 1 && told[key: "lot"] == "OLD" && told[key: "quantity"] == 3 && told[key: "place"] == "D1")
            try await reserve.receive("quilt", 10, lot: "LATER", expiresIn: 500)
            try await reserve.care(lot: "OLD")
            let third = try await reserve.issue("quilt", 5)
            #expect(try await issued(reserve, third) == ["OLD 5"] && third.careOverdue == [])
        }
    }

    @Test func `a defect is never picked for use, is told of where goods are short, and goes out when it is named`() async throws {
        try await run { reserve in
            try await reserve.care(lot: "OLD")
            try await reserve.care(lot: "OLD", defect: "受潮")
            let detail = try await reserve.refuses(.shortage) { try await reserve.issue("quilt", 11) }
            #expect(detail[key: "available"] == 10)
            #expect(detail[key: "excluded"]?.array == [["reason": "care_defect", "quantity": 10]])
            let order = try await reserve.refuses(.shortage) { try await reserve.order([(11, "T1")]) }
            #expect(order[key: "excluded"]?.array == [["reason": "care_defect", "quantity": 10]])
            let posted = try await reserve.issue("quilt", 1, lot: "OLD")
            #expect(try await issued(reserve, posted) == ["OLD 1"])
            // What nobody is to use may be picked as ever: it is moved between shelves and places with its defect.
            try await reserve.transfer("quilt", 12, from: "D1", to: "D2")
            #expect(try await reserve.balances()["OLD D2 stock free"] == 9)
        }
    }

    @Test func `an order goes past the nearer place whose goods are overdue, and lists what is when it has to`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "NEAR", occurredAt: SmallReserve.ago(24 * 40))
            try await reserve.receive("quilt", 10, at: "D2", lot: "FAR")
            let order = try await reserve.order([(10, "T1")])
            #expect(order.picks == ["FAR@D2:10"] && order[key: "care_overdue"]?.array?.isEmpty == true)
            let next = try await reserve.order([(4, "T1")])
            #expect(next.picks == ["NEAR@D1:4"])
            #expect(next[key: "care_overdue"]?.array?.map { $0[key: "quantity"] } == [4])
            try await reserve.isWhole()
        }
    }

    @Test func `of numbered units those that were cared for go first, then the overdue ones; those with a defect stay`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.keepSerials(of: "quilt")
            var request = PostingRequest(purpose: "purchase", place: "D1", lines: [.of(4, "L1", serials: ["S1", "S2", "S3", "S4"])])
            request.occurredAt = SmallReserve.ago(24 * 40)
            _ = try await reserve.person("keeper1").postReceipt(request, key: .fresh())
            try await reserve.care(serial: "S1", defect: "启动困难")
            try await reserve.care(serial: "S3")
            let posted = try await reserve.issue("quilt", 2)
            #expect(try await reserve.units() == ["S1 D1", "S2 consumption", "S3 consumption", "S4 D1"])
            #expect(posted.careOverdue?.map { $0[key: "quantity"] } == [1])
            let detail = try await reserve.refuses(.shortage) { try await reserve.issue("quilt", 2) }
            #expect(detail[key: "excluded"]?.array == [["reason": "care_defect", "quantity": 1]])
            _ = try await reserve.post(.issue, .of(1, serials: ["S1"]))
            #expect(try await reserve.units() == ["S1 consumption", "S2 consumption", "S3 consumption", "S4 D1"])
            try await reserve.isWhole()
        }
    }

    @Test func `two at once on the last cared-for goods: nobody is refused while overdue ones are left`() async throws {
        try await run { reserve in
            let codes = try await atOnce((0..<4).map { _ in { _ = try await reserve.issue("quilt", 5) } })
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await reserve.balances().keys.filter { $0.hasSuffix("D1 stock free") } == [])
        }
    }

    @Test func `the same key answers again, without what nobody knows any more`() async throws {
        try await run { reserve in
            let keeper = try await reserve.person("keeper1")
            let request = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 12)])
            let key = IdempotencyKey.fresh()
            let first = try await keeper.postIssue(request, key: key)
            #expect(first.careOverdue?.count == 1)
            let second = try await keeper.postIssue(request, key: key)
            #expect(second.replayed && second.number == first.number && second.careOverdue == nil)
        }
    }
}
