import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Lots: hold, release and the lists of what expires", .serialized)
struct HoldAndListTests {
    @Test func `a hold and a dispatch at once: the hold names the order if it lost its goods, and only then`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper2")
            for round in 1...8 {
                let lot = "L\(round)"
                try await reserve.receive("quilt", 10, lot: lot)
                let order = try await reserve.order([(4, "T1")]).number
                let (hold, key) = (try await reserve.person("keeper1"), IdempotencyKey.fresh())
                _ = try await atOnce([
                    { _ = try await hold.holdLot(lot, item: nil, at: nil, remarks: nil, key: key) },
                    { _ = try await keeper.dispatchOrder(order, from: nil, key: .fresh()) },
                ])
                let held = try await hold.holdLot(lot, item: nil, at: nil, remarks: nil, key: key)
                let onItsWay = try await reserve.balances()["\(lot) T1 carrier free"] ?? 0
                #expect(onItsWay == 4 || onItsWay == 0)
                #expect(held[key: "released_orders"]?.array == (onItsWay == 4 ? [] : [.text(order)]), "round \(round)")
            }
            try await reserve.isWhole()
        }
    }

    @Test func `a hold is a movement at every place, a release gives all of it back`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.transfer("quilt", 30, from: "D1", to: "D2", lot: "L1")
            _ = try await reserve.order([(20, "T1")], from: ["D1"])
            let keeper = try await reserve.person("keeper1")
            let held = try await keeper.holdLot("L1", item: "quilt", at: nil, remarks: "送检", key: .fresh())
            #expect(held[key: "quantity"] == 100)
            #expect(try await reserve.balances() == ["L1 D1 stock held": 70, "L1 D2 stock held": 30])
            try await reserve.refuses(.nothingToDo) { try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh()) }
            let released = try await keeper.releaseLot("L1", item: nil, at: "D2", remarks: nil, key: .fresh())
            #expect(released[key: "quantity"] == 30)
            #expect(try await reserve.balances()["L1 D1 stock held"] == 70)
            try await reserve.refuses(.nothingToDo) { try await keeper.releaseLot("L1", item: nil, at: "D2", remarks: nil, key: .fresh()) }
            try await reserve.isWhole()
        }
    }

    @Test func `what an order had set aside of a lot is given back when the lot is put on hold, and cannot leave on it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.receive("quilt", 5, lot: "L2")
            let order = try await reserve.order([(12, "T1")])
            let keeper = try await reserve.person("keeper1")
            let held = try await keeper.holdLot("L1", item: nil, at: nil, remarks: "送检", key: .fresh())
            #expect(held[key: "quantity"] == 10)
            #expect(held[key: "released_orders"]?.array == [.text(order.number)])
            let shown = try await keeper.showOrder(order.number)
            #expect(shown[key: "state"] == "partly_reserved" && shown.figures("released") == [10])
            // Only what is not on hold goes; recalled or due, the order ends as any other.
            let sent = try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
            #expect(sent.figures("dispatched") == [2])
            #expect(try await reserve.balances() == ["L1 D1 stock held": 10, "L2 D1 stock free": 3, "L2 T1 carrier free": 2])
            try await reserve.isWhole()
        }
    }

    @Test func `a hold and orders at once: nothing of the lot is set aside afterwards`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            let orders: [@Sendable () async throws -> Void] = (0..<8).map { _ in { _ = try await reserve.order([(5, "T1")]) } }
            let hold: @Sendable () async throws -> Void = {
                _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            }
            let codes = try await atOnce(orders + [hold])
            #expect(codes.last == .some(nil))
            #expect(try await reserve.balances() == ["L1 D1 stock held": 100])
            try await reserve.isWhole()
        }
    }

    @Test func `an expired lot can be held, an unknown lot, item or place is not found`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 5, lot: "OLD", expiresIn: -1)
            let keeper = try await reserve.person("keeper1")
            for (lot, item, place, subject) in [("L9", nil, nil, "lot"), ("OLD", "none", nil, "item"), ("OLD", nil, "none", "place")] {
                do {
                    _ = try await keeper.holdLot(lot, item: item, at: place, remarks: nil, key: .fresh())
                    Issue.record("not refused")
                } catch StockpileError.notFound(let found, _) {
                    #expect(found == subject)
                }
            }
            _ = try await keeper.holdLot("OLD", item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await reserve.balances() == ["OLD D1 stock held": 5])
        }
    }

    @Test func `stock is told apart by what can be done with it, and the parts make up the whole`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 1, lot: "OLD", expiresIn: -1)
            try await reserve.receive("water", 20, lot: "GOOD", expiresIn: 90)
            try await reserve.receive("water", 300, lot: "CHECK", expiresIn: 90, condition: "in_inspection")
            try await reserve.receive("water", 4000, lot: "HELD", expiresIn: 95)
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.holdLot("HELD", item: nil, at: nil, remarks: nil, key: .fresh())
            let sent = try await reserve.order([(2, "T1")], of: "water")
            _ = try await keeper.dispatchOrder(sent.number, from: nil, key: .fresh())
            _ = try await reserve.order([(5, "T2")], of: "water")
            let figures = [
                "quantity", "available", "reserved", "held", "expired", "recalled", "in_transit", "not_good", "on_loan", "value_fen",
            ]
            func row(_ grouping: StockGrouping, _ filter: StockFilter) async throws -> [[Int64?]] {
                try await keeper.listStock(by: grouping, filter).map { row in figures.map { row[key: $0]?.integer } }
            }
            #expect(try await row(.item, .init()) == [[4321, 13, 5, 4000, 1, 0, 2, 300, 0, 432_100]])
            #expect(try await row(.place, .init(place: "T1")) == [[2, 0, 0, 0, 0, 0, 2, 0, 0, 200]])
            #expect(try await row(.lot, .init(lot: "OLD")) == [[1, 0, 0, 0, 1, 0, 0, 0, 0, 100]])
            #expect(try await row(.category, .init(category: "relief")).count == 1)
            #expect(try await row(.category, .init(category: "flood")).isEmpty)
        }
    }

    @Test func `lots are listed soonest first, with days left and value, expired ones included`() async throws {
        try await SmallReserve.run { reserve in
            for (lot, days) in [("C", 30), ("A", -2), ("B", 0), ("D", 31)] {
                try await reserve.receive("water", 10, lot: lot, expiresIn: days)
            }
            try await reserve.receive("quilt", 10, lot: "NEVER")
            let keeper = try await reserve.person("keeper1")
            func names(_ rows: [JSONValue]) -> [String?] { rows.map { $0[key: "lot"]?.text } }
            #expect(names(try await keeper.listLots(expiresWithin: nil)) == ["A", "B", "C", "D", "NEVER"])
            let soon = try await keeper.listLots(expiresWithin: 30)
            #expect(names(soon) == ["A", "B", "C"])
            #expect(soon.map { $0[key: "days_left"]?.integer } == [-2, 0, 30])
            #expect(names(try await keeper.listLots(expiresWithin: -1)) == ["A"])
            // The rule says 30 days before expiry.
            let rotation = try await keeper.listRotation(within: 0)
            #expect(names(rotation) == ["A", "B", "C"])
            #expect(rotation.map { $0[key: "value_fen"] } == [1000, 1000, 1000])
            #expect(names(try await keeper.listRotation(within: 1)) == ["A", "B", "C", "D"])
            try await reserve.issue("water", 10, lot: "B")
            #expect(names(try await keeper.listLots(expiresWithin: 30)) == ["A", "C"])
        }
    }
}
