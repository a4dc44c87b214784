import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Orders at once: the same stock is promised once", .serialized)
struct OrderRaceTests {
    @Test func `two commanders ask for more than half each: one gets it, the other hears what is left`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let persons = [try await reserve.person("commander1"), try await reserve.person("commander2")]
            let codes = try await atOnce(
                persons.map { person in { _ = try await person.issueOrder(.of("quilt", [(60, "T1")]), key: .fresh()) } })
            #expect(codes.compactMap { $0 } == [.shortage])
            #expect(try await reserve.balances() == ["L1 D1 stock free": 40, "L1 D1 stock reserved": 60])
        }
    }

    @Test func `twelve orders over twelve small lots each get theirs`() async throws {
        try await SmallReserve.run { reserve in
            for number in 0..<12 {
                try await reserve.receive(
                    "water", 10, at: number.isMultiple(of: 2) ? "D1" : "D2", lot: "L\(number)", expiresIn: 10 + number)
            }
            let persons = [try await reserve.person("commander1"), try await reserve.person("commander2")]
            let codes = try await atOnce(
                (0..<12).map { number in
                    { _ = try await persons[number % 2].issueOrder(.of("water", [(10, number < 6 ? "T1" : "T2")]), key: .fresh()) }
                })
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await reserve.balances().values.reduce(0, +) == 120)
            #expect(try await reserve.balances().keys.allSatisfy { $0.hasSuffix("reserved") })
            let numbers = try await persons[0].listOrders(slice: .first(20)).map(\.number).sorted()
            #expect(numbers.first?.hasSuffix("000001") == true)
            #expect(numbers.last?.hasSuffix("000012") == true)
            try await reserve.isWhole()
        }
    }

    @Test func `dispatch and recall at once: one of them happens, whole`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let (commander, keeper) = (try await reserve.person("commander1"), try await reserve.person("keeper1"))
            for round in 0..<8 {
                let order = try await reserve.order([(10, "T1")]).number
                let codes = try await atOnce([
                    { _ = try await keeper.dispatchOrder(order, from: nil, key: .fresh()) },
                    { _ = try await commander.cancelOrder(order, remarks: nil, key: .fresh()) },
                ])
                #expect(codes.compactMap { $0 } == [.wrongState], "round \(round)")
                let shown = try await keeper.showOrder(order)
                let (sent, given) = (shown.figures("dispatched"), shown.figures("released"))
                #expect(codes[0] == nil ? (sent == [10] && given == [0]) : (sent == [0] && given == [10]))
            }
            try await reserve.isWhole()
        }
    }

    @Test func `recalls at once give back once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let persons = [try await reserve.person("commander1"), try await reserve.person("commander2")]
            let order = try await reserve.order([(10, "T1")]).number
            let codes = try await atOnce(
                (0..<6).map { number in { _ = try await persons[number % 2].cancelOrder(order, remarks: nil, key: .fresh()) } })
            #expect(codes.compactMap { $0 } == Array(repeating: .wrongState, count: 5))
            #expect(try await reserve.balances() == ["L1 D1 stock free": 10])
        }
    }

    @Test func `orders over both depots are sent and received at once without deadlock`() async throws {
        try await SmallReserve.run { reserve in
            for place in ["D1", "D2"] {
                for item in ["quilt", "rope"] { try await reserve.receive(item, 200, at: place, lot: "\(item) \(place)") }
            }
            // The same lots at both depots, so that orders meet in transit too.
            for item in ["quilt", "rope"] {
                try await reserve.transfer(item, 100, from: "D1", to: "D2", lot: "\(item) D1")
                try await reserve.transfer(item, 100, from: "D2", to: "D1", lot: "\(item) D2")
            }
            let commander = try await reserve.person("commander1")
            let keepers = [try await reserve.person("keeper1"), try await reserve.person("keeper2")]
            var orders: [String] = []
            for number in 0..<8 {
                let lines = (number.isMultiple(of: 2) ? ["quilt", "rope"] : ["rope", "quilt"]).map {
                    AllocationRequest.Line(item: $0, quantity: 45, pack: nil, toPlace: number < 4 ? "T1" : "T2")
                }
                let request = AllocationRequest(
                    lines: lines, fromPlaces: [], incident: nil, remarks: nil, allowsPart: false, dueHours: 1)
                orders.append(try await commander.issueOrder(request, key: .fresh()).number)
            }
            let sent = try await atOnce(
                orders.enumerated().map { index, order in
                    { _ = try await keepers[index % 2].dispatchOrder(order, from: nil, key: .fresh()) }
                })
            #expect(sent.allSatisfy { $0 == nil })
            let received = try await atOnce(
                orders.enumerated().map { index, order in { _ = try await keepers[index % 2].receiveOrder(order, at: nil, key: .fresh()) } }
            )
            #expect(received.allSatisfy { $0 == nil })
            for order in orders { #expect(try await commander.showOrder(order)[key: "state"] == "fulfilled") }
            try await reserve.isWhole()
        }
    }

    @Test func `orders are issued and recalled at once without deadlock`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 1_000, lot: "L1")
            let persons = [try await reserve.person("commander1"), try await reserve.person("commander2")]
            // Both sides of one account pair: an order takes the free one first, a recall comes from the reserved one.
            _ = try await atOnce(
                (0..<8).map { number in
                    {
                        for _ in 0..<25 {
                            let order = try await persons[number % 2].issueOrder(.of("quilt", [(1, "T1")]), key: .fresh()).number
                            _ = try await persons[number % 2].cancelOrder(order, remarks: nil, key: .fresh())
                        }
                    }
                })
            #expect(try await reserve.balances() == ["L1 D1 stock free": 1_000])
            try await reserve.isWhole()
            // A connection counts what happened on it when it ends.
            await reserve.store.close()
            try await Task.sleep(for: .milliseconds(300))
            let deadlocks = try await reserve.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            #expect(try deadlocks.first?.get("deadlocks") == Int64(0))
        }
    }
}
