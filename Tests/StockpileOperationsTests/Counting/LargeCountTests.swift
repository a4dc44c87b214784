import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("A count of five thousand lines", .serialized)
struct LargeCountTests {
    private static let size = 5_000

    /// Every third line two too few, every third two too many.
    private func sheet(_ lines: ClosedRange<Int>, only wanted: Set<Int64>? = nil) -> Data {
        var text = "line_no,counted_quantity\n"
        for line in lines where wanted?.contains(Int64(line)) != false { text += "\(line),\(9 + [1, -1, 3][line % 3])\n" }
        return Data(text.utf8)
    }

    @Test func `is planned, entered twice from files, reviewed and posted`() async throws {
        try await SmallReserve.run { reserve in
            let lines = (1...Self.size).map { number in
                var line = PostingRequestLine.of("quilt", 10, lot: "L\(number)", category: "relief")
                line.unitCostFen = 100
                return line
            }
            let keepers = [try await reserve.person("keeper1"), try await reserve.person("keeper2")]
            _ = try await keepers[0].postReceipt(PostingRequest(purpose: "purchase", place: "D1", lines: lines), key: .fresh())
            let clock = ContinuousClock()
            var times: [String] = []
            func timed<R>(_ step: String, _ body: () async throws -> R) async throws -> R {
                let start = clock.now
                let answer = try await body()
                times.append("\(step) \((clock.now - start).formatted(.units(allowed: [.milliseconds])))")
                return answer
            }
            let number = try await timed("plan") { try await reserve.plan() }
            for keeper in keepers {
                _ = try await timed("enter") {
                    let read = CountEntryFile.read(data: sheet(1...Self.size), name: "sheet.csv")
                    return try await keeper.enterCount(number, read.entries, countedAt: nil, problems: read.problems, key: .fresh())
                }
            }
            let third = try await reserve.person("admin1")
            let again = Set(try await third.showCountSheet(number).compactMap { $0[key: "line_no"]?.integer })
            #expect(again.count == Self.size - Self.size / 3)
            let read = CountEntryFile.read(data: sheet(1...Self.size, only: again), name: "again.csv")
            _ = try await timed("recount") { try await third.enterCount(number, read.entries, countedAt: nil, key: .fresh()) }
            _ = try await timed("review and approve") { try await reserve.approve(number) }
            let posted = try await timed("post") { try await reserve.post(number) }
            print("a count of \(Self.size) lines: \(times.joined(separator: ", "))")
            let totals = try await reserve.sql(
                "SELECT sum(quantity)::bigint AS quantity, sum(value_fen)::bigint AS value FROM stockpile.stock_account WHERE is_stock")
            // Two of three lines differ: 1,667 of them by -2, 1,667 by +2.
            let expected = (1...Self.size).reduce(0) { $0 + 9 + [1, -1, 3][$1 % 3] }
            #expect(try totals.first?.get("quantity") as Int64? == Int64(expected))
            #expect(try totals.first?.get("value") as Int64? == Int64(expected * 100))
            #expect(posted[key: "lines_differing"]?.integer == Int64(again.count))
            try await reserve.isWhole()
        }
    }
}
