import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Allocation orders")
struct OrderTests {
    private func request(
        _ lines: [(Int64, String)], part: Bool = false, due: Int = 48, from: [String] = []
    ) -> AllocationRequest {
        AllocationRequest(
            lines: lines.map { .init(item: "quilt-cotton", quantity: $0.0, pack: nil, toPlace: $0.1) }, fromPlaces: from, incident: "洪涝",
            remarks: nil, allowsPart: part, dueHours: due)
    }

    private func number(_ order: JSONValue) throws -> String { try #require(order[key: "number"]?.text) }

    private func figures(_ order: JSONValue, _ key: String) -> [Int64?] {
        (order[key: "lines"]?.array ?? []).map { $0[key: key]?.integer }
    }

    @Test func `an issued order has reserved what it names; dispatched, it is on its way; received, it has arrived`() async throws {
        try await Example.run { desk in
            let (commander, keeper) = (try await desk.person("commander1"), try await desk.person("keeper1"))
            let before = (try await desk.stock("quilt-cotton", at: "WS01"), try await desk.stock("quilt-cotton", at: "WS13"))
            let order = try await commander.issueOrder(request([(150, "WS13"), (150, "WS14")]), key: .fresh())
            #expect(order[key: "state"] == "issued")
            #expect(figures(order, "picked") == [150, 150])
            #expect(figures(order, "shortfall") == [0, 0])
            #expect(try await desk.stock("quilt-cotton", at: "WS01").available == before.0.available - 300)
            #expect(try await desk.stock("quilt-cotton", at: "WS01").quantity == before.0.quantity)
            let sent = try await keeper.dispatchOrder(try number(order), from: nil, key: .fresh())
            #expect(figures(sent, "dispatched") == [150, 150])
            #expect(try await desk.stock("quilt-cotton", at: "WS01").quantity == before.0.quantity - 300)
            let half = try await keeper.receiveOrder(try number(order), at: "WS13", key: .fresh())
            #expect(figures(half, "received") == [150, 0])
            #expect(half[key: "state"] == "issued")
            let whole = try await keeper.receiveOrder(try number(order), at: nil, key: .fresh())
            #expect(whole[key: "state"] == "fulfilled")
            #expect(try await desk.stock("quilt-cotton", at: "WS13").available == before.1.available + 150)
            #expect(try await keeper.verifyLedger().differences.isEmpty)
            #expect(try await refusal { try await keeper.receiveOrder(try number(order), at: nil, key: .fresh()) } == .wrongState)
        }
    }

    @Test func `too much is refused whole, or given in part when allowed`() async throws {
        try await Example.run { desk in
            let commander = try await desk.person("commander1")
            let before = try await desk.stock("quilt-cotton", at: "WS01")
            #expect(try await refusal { try await commander.issueOrder(request([(5000, "WS13")]), key: .fresh()) } == .shortage)
            #expect(try await desk.stock("quilt-cotton", at: "WS01") == before)
            let part = try await commander.issueOrder(request([(5000, "WS13")], part: true), key: .fresh())
            #expect(part[key: "state"] == "partly_reserved")
            #expect(figures(part, "shortfall") == [5000 - before.available])
        }
    }

    @Test func `two commanders at once never get the same stock`() async throws {
        try await Example.run { desk in
            let commanders = [try await desk.person("commander1"), try await desk.person("commander2")]
            let free = try await desk.stock("quilt-cotton", at: "WS01").available
            let outcomes = try await withThrowingTaskGroup(of: RefusalCode?.self) { group in
                for commander in commanders {
                    group.addTask {
                        try await refusal { try await commander.issueOrder(request([(free / 2 + 1, "WS13")]), key: .fresh()) }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count(where: { $0 == nil }) == 1)
            #expect(outcomes.count(where: { $0 == .shortage }) == 1)
        }
    }

    @Test func `the same key twice is one order`() async throws {
        try await Example.run { desk in
            let commander = try await desk.person("commander1")
            let key = IdempotencyKey.named("night-order")
            let first = try await commander.issueOrder(request([(10, "WS13")]), key: key)
            let second = try await commander.issueOrder(request([(10, "WS13")]), key: key)
            #expect(try number(first) == number(second))
            #expect(try await refusal { try await commander.issueOrder(request([(11, "WS13")]), key: key) } == .keyReused)
            #expect(try await commander.listOrders(slice: .first(10)).count == 1)
        }
    }

    @Test func `a recalled order gives back what it held; what is on its way cannot be recalled`() async throws {
        try await Example.run { desk in
            let (commander, keeper) = (try await desk.person("commander1"), try await desk.person("keeper1"))
            let before = try await desk.stock("quilt-cotton", at: "WS01")
            let order = try number(try await commander.issueOrder(request([(100, "WS13")]), key: .fresh()))
            let recalled = try await commander.cancelOrder(order, remarks: nil, key: .fresh())
            #expect(recalled[key: "state"] == "recalled")
            #expect(try await desk.stock("quilt-cotton", at: "WS01") == before)
            #expect(try await refusal { try await commander.cancelOrder(order, remarks: nil, key: .fresh()) } == .wrongState)
            let second = try number(try await commander.issueOrder(request([(100, "WS13")]), key: .fresh()))
            _ = try await keeper.dispatchOrder(second, from: nil, key: .fresh())
            #expect(try await refusal { try await commander.cancelOrder(second, remarks: nil, key: .fresh()) } == .wrongState)
            #expect(try await refusal { try await keeper.dispatchOrder(second, from: nil, key: .fresh()) } == .nothingToDo)
        }
    }

    @Test func `dispatch and recall at once: one of them happens`() async throws {
        try await Example.run { desk in
            let (commander, keeper) = (try await desk.person("commander1"), try await desk.person("keeper1"))
            for _ in 0..<5 {
                let order = try number(try await commander.issueOrder(request([(20, "WS13")]), key: .fresh()))
                async let sent = refusal { try await keeper.dispatchOrder(order, from: nil, key: .fresh()) }
                async let recalled = refusal { try await commander.cancelOrder(order, remarks: nil, key: .fresh()) }
                let outcomes = [try await sent, try await recalled]
                #expect(outcomes.count(where: { $0 == nil }) == 1)
            }
            #expect(try await keeper.verifyLedger().differences.isEmpty)
        }
    }

    @Test func `what is due is released first thing by whoever reserves next`() async throws {
        try await Example.run { desk in
            let commander = try await desk.person("commander1")
            let free = try await desk.stock("quilt-cotton", at: "WS01").available
            let first = try number(try await commander.issueOrder(request([(free, "WS13")]), key: .fresh()))
            try await SmallReserve(conninfo: desk.conninfo).tamper(
                "UPDATE stockpile.allocation_order SET due_at = clock_timestamp() - interval '1 minute'")
            let second = try await commander.issueOrder(request([(free, "WS14")]), key: .fresh())
            #expect(figures(second, "picked") == [free])
            #expect(try await commander.showOrder(first)[key: "state"] == "expired")
        }
    }

    @Test func `an order document is not reversed by itself`() async throws {
        try await Example.run { desk in
            let (commander, keeper) = (try await desk.person("commander1"), try await desk.person("keeper1"))
            let order = try await commander.issueOrder(request([(10, "WS13")]), key: .fresh())
            let document = try #require(order[key: "documents"]?.array?.first?[key: "number"]?.text)
            #expect(try await refusal { try await keeper.reverseDocument(document, remarks: nil, key: .fresh()) } == .notReversible)
        }
    }
}
