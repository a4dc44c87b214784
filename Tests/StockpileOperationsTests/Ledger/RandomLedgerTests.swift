import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Any sequence of operations leaves the ledger as a plain dictionary would", .serialized)
struct RandomLedgerTests {
    @Test(arguments: [20_260_930, 7, UInt64.random(in: 1...UInt64(Int64.max))])
    func `random receipts, issues, moves, orders, holds, write-offs and reversals`(seed: UInt64) async throws {
        print("random ledger run, seed \(seed)")
        try await SmallReserve.run { reserve in
            var run = try await RandomLedgerRun(reserve, seed: seed)
            try await run.play(steps: 250)
            try await reserve.isWhole()
            try await Self.comparePasts(reserve)
            // Every kind was tried and went through at least once, and refusals were met.
            #expect(run.counts.count == 12, "seed \(seed): \(run.counts.keys.sorted())")
            #expect(run.counts.values.reduce(0) { $0 + $1.done } > 100, "seed \(seed)")
            #expect(run.counts.values.reduce(0) { $0 + $1.refused } > 20, "seed \(seed)")
            #expect(try await reserve.person("finance1").reconcile(period: String(SmallReserve.today.rawValue.prefix(7))).differences == 0)
        }
    }

    /// One item's past is found by its accounts, everybody's by the times of movements: both are the same.
    private static func comparePasts(_ reserve: SmallReserve) async throws {
        let auditor = try await reserve.person("auditor1")
        for hours in [0.0, 30, 60, 90] {
            let moment = try auditor.moment(asOf: SmallReserve.ago(hours), knownAt: nil)
            for row in try await auditor.listStock(by: .item, StockFilter(), at: moment) {
                let item = try #require(row[key: "item"]?.text)
                #expect(try await auditor.listStock(by: .item, StockFilter(item: item), at: moment) == [row], "\(item) \(hours)")
            }
        }
    }
}
