import StockpileModel
import StockpileOperations
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
            // Every kind was tried and went through at least once, and refusals were met.
            #expect(run.counts.count == 12, "seed \(seed): \(run.counts.keys.sorted())")
            #expect(run.counts.values.reduce(0) { $0 + $1.done } > 100, "seed \(seed)")
            #expect(run.counts.values.reduce(0) { $0 + $1.refused } > 20, "seed \(seed)")
            #expect(try await reserve.person("finance1").reconcile(period: String(SmallReserve.today.rawValue.prefix(7))).differences == 0)
        }
    }
}
