import StockpileModel
import StockpileOperations
import Testing

@Suite("Write-offs and reconciliation")
struct FinanceTests {
    @Test func `three different persons write a lot off`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let (first, second) = (try await desk.person("finance1"), try await desk.person("finance2"))
            let lot = try await desk.expiredLot()
            var line = PostingRequestLine(item: lot.item, quantity: 2)
            line.lot = lot.number
            let before = try await desk.stock(lot.item, at: lot.place, lot: lot.number).quantity
            let asked = try await keeper.requestWriteOff(at: lot.place, reason: "过期", lines: [line], key: .fresh())
            let number = try #require(asked[key: "number"]?.text)
            #expect(try await refusal { try await keeper.approveWriteOff(number, key: .fresh()) } == .notPermitted)
            #expect(try await refusal { try await second.postWriteOff(number, key: .fresh()) } == .wrongState)
            _ = try await first.approveWriteOff(number, key: .fresh())
            #expect(try await refusal { try await first.postWriteOff(number, key: .fresh()) } == .samePerson)
            let key = IdempotencyKey.named("post-write-off")
            let posted = try await second.postWriteOff(number, key: key)
            #expect(posted[key: "state"] == "posted")
            #expect(try await second.postWriteOff(number, key: key)[key: "document"] == posted[key: "document"])
            #expect(try await desk.stock(lot.item, at: lot.place, lot: lot.number).quantity == before - 2)
            #expect(try await refusal { try await second.postWriteOff(number, key: .fresh()) } == .wrongState)
        }
    }

    @Test func `opening plus in less out is closing, in quantity and value`() async throws {
        try await Example.run { desk in
            let (keeper, commander) = (try await desk.person("keeper1"), try await desk.person("commander1"))
            _ = try await keeper.postReceipt(.receipt("quilt-cotton", 50), key: .fresh())
            _ = try await keeper.postIssue(.one("quilt-cotton", 20, at: "WS01"), key: .fresh())
            _ = try await keeper.postTransfer(.one("quilt-cotton", 5, at: "WS01", to: "WS13"), key: .fresh())
            let request = AllocationRequest(
                lines: [.init(item: "quilt-cotton", quantity: 30, pack: nil, toPlace: "WS14")], fromPlaces: [], incident: nil, remarks: nil,
                allowsPart: false, dueHours: 1)
            let order = try #require(try await commander.issueOrder(request, key: .fresh())[key: "number"]?.text)
            _ = try await keeper.dispatchOrder(order, from: nil, key: .fresh())
            let period = String(keeper.today.rawValue.prefix(7))
            let answer = try await desk.person("finance1").reconcile(period: period)
            #expect(answer.differences == 0)
            let depot = try #require(
                answer.rows.first {
                    $0[key: "place"] == "WS01" && $0[key: "category"] == "living_relief" && $0[key: "is_in_transit"] == .bool(false)
                })
            #expect(depot[key: "in_quantity"] == 50)
            #expect(depot[key: "out_quantity"] == 55)
            let way = try #require(answer.rows.first { $0[key: "place"] == "WS14" && $0[key: "is_in_transit"] == .bool(true) })
            #expect(way[key: "closing_quantity"] == 30)
            #expect(try await desk.person("finance1").reconcile(period: "2026-08").rows.allSatisfy { $0[key: "closing_quantity"] == 0 })
        }
    }

    @Test(arguments: ["auditor1", "liaison1"])
    func `who may only read can change nothing`(login: String) async throws {
        try await Example.run { desk in
            let reader = try await desk.person(login)
            let request = AllocationRequest(
                lines: [.init(item: "quilt-cotton", quantity: 1, pack: nil, toPlace: "WS13")], fromPlaces: [], incident: nil, remarks: nil,
                allowsPart: false, dueHours: 1)
            let codes = [
                try await refusal { try await reader.postReceipt(.receipt("quilt-cotton", 1), key: .fresh()) },
                try await refusal { try await reader.postIssue(.one("quilt-cotton", 1, at: "WS01"), key: .fresh()) },
                try await refusal { try await reader.postTransfer(.one("quilt-cotton", 1, at: "WS01", to: "WS13"), key: .fresh()) },
                try await refusal { try await reader.holdLot("WS01-20230526-001", item: nil, at: nil, remarks: nil, key: .fresh()) },
                try await refusal { try await reader.issueOrder(request, key: .fresh()) },
                try await refusal { try await reader.dispatchOrder("x", from: nil, key: .fresh()) },
                try await refusal { try await reader.receiveOrder("x", at: nil, key: .fresh()) },
                try await refusal { try await reader.cancelOrder("x", remarks: nil, key: .fresh()) },
                try await refusal { try await reader.requestWriteOff(at: "WS01", reason: "x", lines: [], key: .fresh()) },
                try await refusal { try await reader.approveWriteOff("x", key: .fresh()) },
                try await refusal { try await reader.postWriteOff("x", key: .fresh()) },
                try await refusal { try await reader.reverseDocument("x", remarks: nil, key: .fresh()) },
                try await refusal { try await reader.closePeriod("2026-10") },
            ]
            #expect(codes.allSatisfy { $0 == .notPermitted })
        }
    }
}
