internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// Storekeepers who each post through the service, one document after the other, until the time is up: receipts, or issues of one lot.
struct ServiceClients: Sendable {
    let operations: Operations
    let load: PostingScripts.Load
    let clients: Int
    let seconds: Int

    /// Documents a second, from the moment all are connected, have posted once, and the program knows the catalogue, as one that has
    /// served a depot for an hour does.
    func run() async throws -> Double {
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
        guard let key = IdempotencyKey(rawValue: "bench-\(UInt64.random(in: 0...UInt64.max))") else { return }
        if load == .hot {
            var line = PostingRequestLine(item: BenchDistrict.hotItem, quantity: .random(in: 1...50))
            line.lot = "L\(BenchDistrict.hotLot)"
            _ = try await operations.postIssue(
                PostingRequest(purpose: "use", place: BenchDistrict.hotDepot, lines: [line]), key: key)
            return
        }
        let depot = Int.random(in: 1...BenchDistrict.depots)
        let lines = (0..<(load == .hundred ? 100 : 1)).map { _ in
            var line = PostingRequestLine(item: "item-\(Int.random(in: 1...BenchDistrict.items))", quantity: .random(in: 1...50))
            line.unitCostFen = 100
            return line
        }
        _ = try await operations.postReceipt(PostingRequest(purpose: "purchase", place: Self.depot(depot), lines: lines), key: key)
    }

    private static func depot(_ number: Int) -> String { number < 10 ? "D0\(number)" : "D\(number)" }
}
