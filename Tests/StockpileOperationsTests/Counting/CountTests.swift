import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Counting: two count blind, a third where they differ, another approves, finance posts", .serialized)
struct CountTests {
    @Test func `a gain and a loss are posted at the value the goods stand on the books for, a line without difference stays`() async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "LESS", cost: 300)
            try await reserve.receive("quilt", 20, lot: "MORE", cost: 50)
            try await reserve.receive("rope", 30, lot: "SAME")
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(number, ["LESS": 7, "MORE": 24, "SAME": 30])
            #expect(try await reserve.balances() == ["LESS D1 stock free": 10, "MORE D1 stock free": 20, "SAME D1 stock free": 30])
            try await reserve.approve(number)
            #expect(
                try await reserve.figures(of: number) == ["LESS": [10, 7, -3, -900], "MORE": [20, 24, 4, 200], "SAME": [30, 30, 0, 0]])
            let posted = try await reserve.post(number)
            #expect(posted[key: "state"] == "posted" && posted[key: "gain_value_fen"] == 200 && posted[key: "loss_value_fen"] == 900)
            #expect(try await reserve.balances() == ["LESS D1 stock free": 7, "MORE D1 stock free": 24, "SAME D1 stock free": 30])
            let documents = try #require(posted[key: "documents"]?.array)
            #expect(documents.map { $0[key: "purpose"]?.text } == ["count_gain", "count_loss"])
            #expect(documents.map(\.number) == ["D1-TZ-\(Self.year)-000001", "D1-TZ-\(Self.year)-000002"])
            let document = try await reserve.person("auditor1").showDocument(documents[1].number)
            #expect(document[key: "reference"]?.text == number && document.figures("value_fen") == [900])
            let adjusted = try await reserve.sql(
                "SELECT sum(value_fen)::bigint AS v FROM stockpile.stock_account WHERE kind = 'adjustment'")
            #expect(try adjusted.map { try $0.get("v") as Int64 } == [700])
            let checked = try await reserve.sql(
                "SELECT count(*) AS n FROM stockpile.document WHERE kind = 'adjustment' AND checker_id <> person_id")
            #expect(try checked.map { try $0.get("n") as Int64 } == [2])
            try await reserve.isWhole()
        }
    }

    private static var year: String { String(SmallReserve.today.rawValue.prefix(4)) }

    @Test func `nobody who counts sees what the books or the other one say, until the review`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 7777, lot: "L1", cost: 1)
            let number = try await reserve.plan(tolerance: 100_000)
            let keeper = try await reserve.person("keeper2")
            func isBlind() async throws -> Bool {
                let answers = [try await keeper.showCount(number)] + (try await keeper.listCounts(state: nil, slice: .first(9)))
                let sheet = (try? await keeper.showCountSheet(number)) ?? []
                return !(answers + sheet).contains { $0.written.contains("7777") || $0.written.contains("7766") }
            }
            #expect(try await isBlind())
            try await reserve.enter(number, ["L1": 7766], by: ["keeper1"])
            #expect(try await isBlind())
            try await reserve.enter(number, ["L1": 7766], by: ["keeper2"])
            #expect(try await reserve.state(of: number) == "counted")
            #expect(try await isBlind())
            _ = try await reserve.person("finance1").reviewCount(number, key: .fresh())
            #expect(try await isBlind() == false)
            #expect(try await reserve.figures(of: number) == ["L1": [7777, 7766, -11, -11]])
        }
    }

    @Test func `where the two differ or the value passes the tolerance a third person decides`() async throws {
        try await SmallReserve.run { reserve in
            for (lot, cost) in [("AGREED", 1), ("DIFFER", 1), ("DEAR", 100), ("GIVEN", 0)] as [(String, Int64)] {
                try await reserve.receive("quilt", 50, lot: lot, cost: cost)
            }
            let number = try await reserve.plan(tolerance: 99)
            try await reserve.enter(number, ["AGREED": 49, "DIFFER": 50, "DEAR": 49, "GIVEN": 51], by: ["keeper1"])
            #expect(try await reserve.state(of: number) == "counting")
            try await reserve.enter(number, ["AGREED": 49, "DIFFER": 48, "DEAR": 49, "GIVEN": 51], by: ["keeper2"])
            #expect(try await reserve.state(of: number) == "recounting")
            let third = try await reserve.person("admin1")
            // Goods of no value have no difference within any tolerance.
            #expect(Set(try await third.showCountSheet(number).map { $0[key: "lot"]?.text }) == ["DIFFER", "DEAR", "GIVEN"])
            #expect(try await reserve.person("keeper1").showCountSheet(number).isEmpty)
            try await reserve.enter(number, ["DIFFER": 47, "DEAR": 50, "GIVEN": 51], by: ["admin1"])
            try await reserve.approve(number)
            #expect(
                try await reserve.figures(of: number) == [
                    "AGREED": [50, 49, -1, -1], "DIFFER": [50, 47, -3, -3], "DEAR": [50, 50, 0, 0], "GIVEN": [50, 51, 1, 0],
                ])
            let reasons = try await reserve.person("auditor1").showCount(number)[key: "lines"]?.array?.map {
                $0[key: "recount_reason"]?.text
            }
            #expect(reasons?.compactMap { $0 }.sorted() == ["counters_differ", "tolerance_passed", "tolerance_passed"])
            try await reserve.post(number)
            try await reserve.isWhole()
        }
    }

    @Test func `without a tolerance of its own a count takes the district's, and without that every difference is counted again`()
        async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, lot: "L1")
            let first = try await reserve.plan()
            try await reserve.enter(first, ["L1": 49], by: ["keeper1", "keeper2"])
            #expect(try await reserve.state(of: first) == "recounting")
            _ = try await reserve.person("finance1").cancelCount(first, remarks: nil, key: .fresh())
            let ruler = try await reserve.person("commander1")
            for (fen, days) in [(999, -2), (100, -2), (5, 2)] as [(Int64, Int)] {
                let day = SmallReserve.today.adding(days: days)
                _ = try await ruler.setCountTolerance(fen: fen, from: day, source: "文号", key: .fresh())
            }
            let second = try await reserve.plan()
            #expect(try await reserve.person("auditor1").showCount(second)[key: "tolerance_fen"] == 100)
            try await reserve.enter(second, ["L1": 49], by: ["keeper1", "keeper2"])
            #expect(try await reserve.state(of: second) == "counted")
        }
    }

    @Test func `a correction before the others are done is another entry; the newest counts, the old one stays as evidence`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, lot: "L1")
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.enter(number, ["L1": 5], by: ["keeper1"])
            try await reserve.enter(number, ["L1": 48], by: ["keeper1", "keeper2"])
            try await reserve.approve(number)
            let entries = try await reserve.person("auditor1").showCount(number)[key: "entries"]?.array ?? []
            #expect(entries.map { $0[key: "counted_quantity"]?.integer } == [5, 48, 48])
            #expect(entries.map { $0[key: "counted_by"]?.text } == ["keeper1", "keeper1", "keeper2"])
            try await reserve.post(number)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 48])
        }
    }

    @Test func `goods that are not on the sheet are added, counted by two, and come into stock at the lot's cost`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "HERE")
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.receive("quilt", 9, at: "D2", lot: "THERE", cost: 40)
            var found = CountEntry(line: nil, quantity: 3)
            (found.item, found.lot) = ("quilt", "THERE")
            let (one, two) = (try await reserve.person("keeper1"), try await reserve.person("keeper2"))
            _ = try await one.enterCount(number, [found], countedAt: nil, key: .fresh())
            try await reserve.enter(number, ["HERE": 5], by: ["keeper1", "keeper2"])
            #expect(try await reserve.state(of: number) == "counting")
            // Said again by the other one it is the same line, and so is what stood on the sheet from the beginning.
            _ = try await two.enterCount(number, [found], countedAt: nil, key: .fresh())
            #expect(try await reserve.state(of: number) == "counted")
            try await reserve.approve(number)
            #expect(try await reserve.figures(of: number) == ["HERE": [5, 5, 0, 0], "THERE": [0, 3, 3, 120]])
            let added = try await one.showCount(number)[key: "lines"]?.array?.compactMap { $0[key: "added_by"]?.text }
            #expect(added == ["keeper1"])
            try await reserve.post(number)
            #expect(try await reserve.balances() == ["HERE D1 stock free": 5, "THERE D1 stock free": 3, "THERE D2 stock free": 9])
            try await reserve.isWhole()
        }
    }

    @Test
    func `a plan takes a category, an item, or lines drawn at random that the same seed draws again; what has gone is looked for too`()
        async throws
    {
        try await SmallReserve.run { reserve in
            for lot in 1...20 { try await reserve.receive(lot > 15 ? "rope" : "quilt", 5, lot: "L\(lot)") }
            try await reserve.issue("quilt", 5, lot: "L1")
            let planner = try await reserve.person("keeper1")
            func lots(_ change: (inout CountPlan) -> Void) async throws -> Set<String> {
                var plan = CountPlan(place: "D1")
                change(&plan)
                let number = try await planner.planCount(plan, key: .fresh()).number
                let lots = try await reserve.lines(of: number).keys
                _ = try await planner.cancelCount(number, remarks: nil, key: .fresh())
                return Set(lots)
            }
            #expect(try await lots { _ in }.count == 20)
            #expect(try await lots { $0.item = "rope" } == ["L16", "L17", "L18", "L19", "L20"])
            #expect(try await lots { $0.category = "relief" }.count == 20)
            let drawn = try await lots { ($0.randomLines, $0.seed) = (6, "2026-11") }
            #expect(drawn.count == 6)
            #expect(try await lots { ($0.randomLines, $0.seed) = (6, "2026-11") } == drawn)
            #expect(try await lots { ($0.randomLines, $0.seed) = (6, "2026-12") } != drawn)
            let unnamed = try await planner.listCounts(state: .cancelled, slice: .first(1))[0]
            #expect(unnamed[key: "seed"]?.text == "2026-12" && unnamed[key: "random_lines"] == 6)
            let number = try await reserve.plan(tolerance: 0)
            try await reserve.count(number, Dictionary(uniqueKeysWithValues: (1...20).map { ("L\($0)", $0 == 1 ? 0 : 5) }))
            try await reserve.approve(number)
            // Nothing differs: nothing is posted, and the empty heap need not be looked for again.
            #expect(try await reserve.post(number)[key: "documents"]?.array?.isEmpty == true)
            #expect(try await lots { _ in }.count == 19)
        }
    }
}
