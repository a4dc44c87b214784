import Postgres
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

    /// One item's past is found by its accounts, everybody's by the times of movements: both are the same, second by second of the run.
    private static func comparePasts(_ reserve: SmallReserve) async throws {
        let auditor = try await reserve.person("auditor1")
        let items = try await reserve.sql("SELECT code FROM stockpile.item").map { try $0.get("code") as String }
        let moments = try await reserve.sql(
            """
            SELECT DISTINCT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS moment FROM stockpile.document ORDER BY 1
            """
        ).map { try $0.get("moment") as String }
        var compared = 0
        for text in moments {
            let moment = try auditor.moment(asOf: text, knownAt: nil)
            let rows = try await auditor.listStock(by: .item, StockFilter(), at: moment)
            for item in items {
                let alone = try await auditor.listStock(by: .item, StockFilter(item: item), at: moment)
                #expect(alone == rows.filter { $0[key: "item"]?.text == item }, "\(item) \(text)")
                compared += alone.count
            }
        }
        #expect(compared > 0)
    }
}
