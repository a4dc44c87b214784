import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Two at one count at once", .serialized)
struct CountRaceTests {
    @Test func `four people enter at once: each line has two of them, the others are told`() async throws {
        try await SmallReserve.run { reserve in
            for lot in 1...20 { try await reserve.receive("quilt", 10, lot: "L\(lot)") }
            let number = try await reserve.plan()
            let people = [
                try await reserve.person("keeper1"), try await reserve.person("keeper2"), try await reserve.person("admin1"),
                try await reserve.person("liaison1"),
            ]
            let entries = (1...20).map { CountEntry(line: Int64($0), quantity: 10) }
            let codes = try await atOnce(
                people.map { person in { _ = try await person.enterCount(number, entries, countedAt: nil, key: .fresh()) } })
            // The last ones find it counted by two, or over.
            #expect(codes.filter { $0 == nil }.count == 2)
            #expect(codes.compactMap { $0 }.allSatisfy { [.countedByOthers, .wrongState].contains($0) })
            #expect(try await reserve.state(of: number) == "counted")
            #expect(try await reserve.person("auditor1").showCount(number)[key: "lines_counted"] == 20)
        }
    }

    @Test func `two find the same goods at once: one line, counted by both`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.receive("quilt", 10, at: "D2", lot: "L2")
            let number = try await reserve.plan(tolerance: 100_000)
            var found = CountEntry(line: nil, quantity: 2)
            (found.item, found.lot) = ("quilt", "L2")
            let entries = [CountEntry(line: 1, quantity: 10), found]
            let people = [try await reserve.person("keeper1"), try await reserve.person("keeper2")]
            let codes = try await atOnce(
                people.map { person in { _ = try await person.enterCount(number, entries, countedAt: nil, key: .fresh()) } })
            #expect(codes == [nil, nil])
            #expect(try await reserve.lines(of: number).count == 2)
            #expect(try await reserve.state(of: number) == "counted")
        }
    }

    @Test(arguments: 1...5)
    func `two post at once, a keeper issues and a late entry comes: posted once, nothing lost`(round: Int) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: SmallReserve.ago(5))
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(number, ["L1": 90])
            try await reserve.approve(number)
            let (one, two) = (try await reserve.person("finance1"), try await reserve.person("finance2"))
            let codes = try await atOnce([
                { _ = try await one.postCount(number, key: .fresh()) },
                { _ = try await two.postCount(number, key: .fresh()) },
                { try await reserve.issue("quilt", 5, lot: "L1") },
                { try await reserve.issue("quilt", 1, lot: "L1", occurredAt: SmallReserve.ago(1)) },
            ])
            // The late entry may come first; then the count has to be seen again.
            let posted = codes[..<2].filter { $0 == nil }.count
            let isSeenAgain = codes[..<2].contains(.booksChangedSinceReview)
            #expect(posted == 1 || (posted == 0 && isSeenAgain), "\(codes)")
            #expect(codes[2] == nil && codes[3] == nil)
            if posted == 0 {
                try await reserve.approve(number)
                try await reserve.post(number)
                #expect(try await reserve.balances() == ["L1 D1 stock free": 85])
            } else {
                // Entered after the posting, the late issue is on top of what the count found.
                #expect(try await reserve.balances() == ["L1 D1 stock free": 84])
            }
            try await reserve.isWhole()
        }
    }
}
