internal import StockpileModel
internal import StockpileOperations

/// Storekeepers who each post one-line receipts through the service, one after the other, until the time is up.
struct ServiceClients: Sendable {
    let operations: Operations
    let clients: Int
    let seconds: Int

    /// Receipts a second, from the moment all are connected and have posted once.
    func run() async throws -> Double {
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
        let depot = Int.random(in: 1...BenchDistrict.depots)
        var line = PostingRequestLine(item: "item-\(Int.random(in: 1...BenchDistrict.items))", quantity: .random(in: 1...50))
        line.unitCostFen = 100
        let request = PostingRequest(purpose: "purchase", place: depot < 10 ? "D0\(depot)" : "D\(depot)", lines: [line])
        guard let key = IdempotencyKey(rawValue: "bench-\(UInt64.random(in: 0...UInt64.max))") else { return }
        _ = try await operations.postReceipt(request, key: key)
    }
}
