import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

/// Goods on their way stay somebody's until they have arrived, are lost or lie in a depot again.
@Suite("What is sent is received, lost or turned back", .serialized)
struct TransitTests {
    private func lost(_ order: String, _ quantity: Int64, item: String = "quilt") -> TransitSettlement {
        var settlement = TransitSettlement(order: order, item: item, quantity: quantity, outcome: .lost)
        settlement.grounds.reason = "落水"
        settlement.grounds.checker = "finance1"
        settlement.reference = "7号"
        return settlement
    }

    private func back(_ order: String, _ quantity: Int64, to place: String) -> TransitSettlement {
        var settlement = TransitSettlement(order: order, item: "quilt", quantity: quantity, outcome: .turnedBack(to: place))
        settlement.grounds.reason = "道路中断"
        return settlement
    }

    @Test func `complaint 17: a shortage on the way has a home until it is lost or back, and the order ends when all is accounted for`()
        async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 200, at: "D1", lot: "L1")
            let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
            let order = try await reserve.order([(100, "T1")])
            _ = try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
            let short = [ShortArrival(item: "quilt", quantity: 12)]
            let half = try await keeper.receiveOrder(order.number, at: nil, short: short, key: .fresh())
            #expect(half[key: "state"]?.text == "issued")
            #expect(half.figures("received") == [88] && half.figures("in_transit") == [12])
            #expect(try await reserve.balances() == ["L1 D1 stock free": 100, "L1 T1 carrier free": 12, "L1 T1 stock free": 88])
            let turned = try await keeper.settleTransit(back(order.number, 7, to: "D1"), key: .fresh())
            #expect(turned.figures("turned_back") == [7] && turned.figures("in_transit") == [5] && turned[key: "state"]?.text == "issued")
            let ended = try await commander.settleTransit(lost(order.number, 5), key: .fresh())
            #expect(ended.figures("lost") == [5] && ended.figures("in_transit") == [0] && ended.figures("received") == [88])
            #expect(ended[key: "state"]?.text == "fulfilled")
            #expect(try await reserve.balances() == ["L1 D1 stock free": 107, "L1 T1 stock free": 88])
            try await reserve.isWhole()
        }
    }

    @Test func `a loss owes reason, evidence and checker, and takes more than a keeper`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, at: "D1", lot: "L1")
            let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
            let order = try await reserve.order([(50, "T1")])
            try await reserve.refuses(.nothingToDo) { try await commander.settleTransit(lost(order.number, 1), key: .fresh()) }
            _ = try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
            try await reserve.refuses(.notPermitted) { try await keeper.settleTransit(lost(order.number, 1), key: .fresh()) }
            let bare = TransitSettlement(order: order.number, item: "quilt", quantity: 1, outcome: .lost)
            try await reserve.refuses(.owedMissing) { try await commander.settleTransit(bare, key: .fresh()) }
            var alone = lost(order.number, 1)
            alone.grounds.checker = "commander1"
            try await reserve.refuses(.samePerson) { [alone] in try await commander.settleTransit(alone, key: .fresh()) }
            await #expect(throws: StockpileError.self) { try await commander.settleTransit(lost(order.number, 51), key: .fresh()) }
            await #expect(throws: StockpileError.self) { try await commander.settleTransit(lost(order.number, 0), key: .fresh()) }
            await #expect(throws: StockpileError.self) {
                try await keeper.settleTransit(back(order.number, 1, to: "NOWHERE"), key: .fresh())
            }
            await #expect(throws: StockpileError.self) {
                try await keeper.receiveOrder(order.number, at: nil, short: [ShortArrival(item: "quilt", quantity: 51)], key: .fresh())
            }
            #expect(try await reserve.balances() == ["L1 T1 carrier free": 50])
        }
    }

    @Test func `the same key settles once, and of two who settle the last of it one is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, at: "D1", lot: "L1")
            let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
            let order = try await reserve.order([(10, "T1")])
            _ = try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
            let key = IdempotencyKey.fresh()
            let first = try await commander.settleTransit(lost(order.number, 4), key: key)
            let again = try await commander.settleTransit(lost(order.number, 4), key: key)
            #expect(first.canonical == again.canonical)
            try await reserve.refuses(.keyReused) { try await commander.settleTransit(lost(order.number, 5), key: key) }
            let outcomes = try await atOnce([
                { _ = try await commander.settleTransit(self.lost(order.number, 6), key: .fresh()) },
                { _ = try await keeper.settleTransit(self.back(order.number, 6, to: "D1"), key: .fresh()) },
            ])
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(try await keeper.showOrder(order.number)[key: "state"]?.text == "fulfilled")
            try await reserve.isWhole()
        }
    }

    @Test func `what another order has on the way to the same place cannot be taken in for this one`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, at: "D1", lot: "L1")
            let keeper = try await reserve.person("keeper1")
            let (mine, others) = (try await reserve.order([(5, "T1")]), try await reserve.order([(15, "T1")]))
            for number in [mine.number, others.number] { _ = try await keeper.dispatchOrder(number, from: nil, key: .fresh()) }
            await #expect(throws: StockpileError.self) { try await keeper.settleTransit(back(mine.number, 6, to: "D1"), key: .fresh()) }
            _ = try await keeper.settleTransit(back(mine.number, 5, to: "D1"), key: .fresh())
            #expect(try await keeper.showOrder(others.number).figures("in_transit") == [15])
        }
    }
}
