internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// Storekeepers who each post through the service, one document after the other, until the time is up: receipts, or issues of one lot.
struct ServiceClients: Sendable {
    let operations: Operations
    let load: PostingScripts.Load
    let clients: Int
    let seconds: Int

    /// Documents a second, in the way the server works, from the moment all are connected, have posted once, and the program knows the
    /// catalogue, as one that has served a depot for an hour does.
    func run() async throws -> Double {
        try await operations.store.onItsThreads { try await postInTurn() }
    }

    private func postInTurn() async throws -> Double {
        let names = NamedRecords.Codes(
            items: Set((1...BenchDistrict.items).map { "item-\($0)" }), places: Set((1...BenchDistrict.depots).map(Self.depot)), owners: [])
        _ = try await operations.store.readCatalogue(names)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<clients { group.addTask { try await post() } }
            try await group.waitForAll()
        }
        let clock = ContinuousClock()
        let start = clock.now
        let deadline = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    var posted = 0
                    while clock.now < deadline {
                        try await post()
                        posted += 1
                    }
                    return posted
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / (start.duration(to: clock.now) / .seconds(1))
    }

    private func post() async throws {
        try Task.checkCancellation()
        var drawn = Drawn(number: .random(in: 0...UInt64.max))
        guard let key = IdempotencyKey(rawValue: "bench-\(drawn.number)") else { return }
        if load == .hot {
            var line = PostingRequestLine(item: BenchDistrict.hotItem, quantity: drawn.next(50))
            line.lot = "L\(BenchDistrict.hotLot)"
            _ = try await operations.postIssue(
                PostingRequest(purpose: "use", place: BenchDistrict.hotDepot, lines: [line]), key: key)
            return
        }
        let depot = drawn.next(BenchDistrict.depots)
        let lines = (0..<(load == .hundred ? 100 : 1)).map { _ in
            var line = PostingRequestLine(item: "item-\(drawn.next(BenchDistrict.items))", quantity: drawn.next(50))
            line.unitCostFen = 100
            return line
        }
        _ = try await operations.postReceipt(PostingRequest(purpose: "purchase", place: Self.depot(depot), lines: lines), key: key)
    }

    private static func depot(_ number: Int) -> String { number < 10 ? "D0\(number)" : "D\(number)" }

    /// Numbers that each follow from the one before: asking the system for every one would be measured as well.
    ///
    /// Source: the multiplier and increment of Knuth's MMIX.
    private struct Drawn {
        var number: UInt64

        /// Between 1 and the limit. The high bits are the good ones.
        mutating func next<Number: BinaryInteger>(_ limit: Number) -> Number {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return 1 + Number(number >> 33) % limit
        }
    }
}
