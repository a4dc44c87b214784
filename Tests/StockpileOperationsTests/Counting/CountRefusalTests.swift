import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("What a count refuses, by code", .serialized)
struct CountRefusalTests {
    private func everyRole(_ reserve: SmallReserve, _ logins: String...) async throws {
        for login in logins {
            try await reserve.sql(
                "INSERT INTO stockpile.person_role SELECT person_id, r FROM stockpile.person, unnest(ARRAY['finance', 'storekeeper', 'commander']) AS r WHERE login = \(login) ON CONFLICT DO NOTHING"
            )
        }
    }

    @Test func `nobody is two of a line's counters, and who counted or planned does not approve, who approved does not post`() async throws
    {
        try await SmallReserve.run { reserve in
            try await everyRole(reserve, "keeper1", "keeper2", "finance1", "commander1")
            try await reserve.receive("quilt", 50, lot: "L1")
            let number = try await reserve.plan(by: "finance1")
            try await reserve.enter(number, ["L1": 49], by: ["keeper1"])
            // The same person again corrects; it is not a second counter.
            try await reserve.enter(number, ["L1": 49], by: ["keeper1"])
            #expect(try await reserve.state(of: number) == "counting")
            try await reserve.enter(number, ["L1": 49], by: ["keeper2"])
            #expect(try await reserve.state(of: number) == "recounting")
            let (one, two) = (try await reserve.person("keeper1"), try await reserve.person("keeper2"))
            for counter in [one, two] {
                let detail = try await reserve.refuses(.samePerson) {
                    try await counter.enterCount(number, [CountEntry(line: 1, quantity: 49)], countedAt: nil, key: .fresh())
                }
                #expect(detail[key: "lines"]?.array?.first?[key: "lot"] == "L1")
            }
            try await reserve.enter(number, ["L1": 49], by: ["admin1"])
            let (planner, commander) = (try await reserve.person("finance1"), try await reserve.person("commander1"))
            _ = try await planner.reviewCount(number, key: .fresh())
            for person in [one, two, planner] {
                try await reserve.refuses(.samePerson) { try await person.approveCount(number, remarks: nil, key: .fresh()) }
            }
            _ = try await commander.approveCount(number, remarks: nil, key: .fresh())
            for person in [one, two, commander] {
                try await reserve.refuses(.samePerson) { try await person.postCount(number, key: .fresh()) }
            }
            _ = try await planner.postCount(number, key: .fresh())
            #expect(try await reserve.balances() == ["L1 D1 stock free": 49])
        }
    }

    @Test func `every step in its state only`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, lot: "L1")
            let number = try await reserve.plan(tolerance: 1_000)
            let (keeper, finance) = (try await reserve.person("keeper1"), try await reserve.person("finance2"))
            let commander = try await reserve.person("commander1")
            let entry = [CountEntry(line: 1, quantity: 50)]
            func isRefused(_ steps: String) async throws {
                if steps.contains("e") {
                    try await reserve.refuses(.wrongState) { try await keeper.enterCount(number, entry, countedAt: nil, key: .fresh()) }
                    try await reserve.refuses(.wrongState) { try await keeper.showCountSheet(number) }
                }
                if steps.contains("r") { try await reserve.refuses(.wrongState) { try await finance.reviewCount(number, key: .fresh()) } }
                if steps.contains("a") {
                    try await reserve.refuses(.wrongState) { try await commander.approveCount(number, remarks: nil, key: .fresh()) }
                }
                if steps.contains("p") { try await reserve.refuses(.wrongState) { try await finance.postCount(number, key: .fresh()) } }
                if steps.contains("c") {
                    try await reserve.refuses(.wrongState) { try await keeper.cancelCount(number, remarks: nil, key: .fresh()) }
                }
            }
            try await isRefused("rap")
            try await reserve.count(number, ["L1": 50])
            try await isRefused("eap")
            _ = try await finance.reviewCount(number, key: .fresh())
            try await isRefused("erp")
            _ = try await commander.approveCount(number, remarks: nil, key: .fresh())
            try await isRefused("ea")
            try await reserve.post(number)
            try await isRefused("erapc")
            let steps = try await reserve.sql(
                "SELECT lag(state) OVER (ORDER BY event_no) AS before, state FROM stockpile.count_event ORDER BY event_no")
            for step in steps {
                guard let before: String = try step.get("before") else { continue }
                let state: String = try step.get("state")
                #expect(CountState.transitions.contains { $0.from.rawValue == before && $0.to.rawValue == state }, "\(before) \(state)")
            }
            let error = await #expect(throws: StockpileError.self) { try await finance.reviewCount("X", key: .fresh()) }
            if case .notFound("count", "X") = error {} else { Issue.record("\(String(describing: error))") }
        }
    }

    @Test func `a third person waits until a line is counted again, and counts nothing else then`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, lot: "L1")
            try await reserve.receive("quilt", 50, lot: "L2")
            let number = try await reserve.plan(tolerance: 1_000)
            let third = try await reserve.person("admin1")
            try await reserve.enter(number, ["L1": 50], by: ["keeper1", "keeper2"])
            let lines = try await reserve.lines(of: number)
            let (one, two) = (CountEntry(line: lines["L1"], quantity: 50), CountEntry(line: lines["L2"], quantity: 50))
            let detail = try await reserve.refuses(.countedByOthers) {
                try await third.enterCount(number, [one, two], countedAt: nil, key: .fresh())
            }
            #expect(detail[key: "lines"]?.array?.map { $0[key: "lot"] } == ["L1"])
            // Where only one has counted, anybody may be the second.
            try await reserve.enter(number, ["L2": 40], by: ["keeper1"])
            _ = try await third.enterCount(number, [two], countedAt: nil, key: .fresh())
            #expect(try await reserve.state(of: number) == "recounting")
            let keeper = try await reserve.person("keeper2")
            try await reserve.refuses(.notCountedAgain) { try await keeper.enterCount(number, [one], countedAt: nil, key: .fresh()) }
            _ = try await keeper.enterCount(number, [two], countedAt: nil, key: .fresh())
            #expect(try await reserve.state(of: number) == "counted")
        }
    }

    @Test func `goods in an open count, an empty place, times before the plan or in the future, a key with another request`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, lot: "L1")
            try await reserve.receive("rope", 50, lot: "R1")
            let planner = try await reserve.person("finance1")
            try await reserve.refuses(.nothingToCount) { try await planner.planCount(CountPlan(place: "T1"), key: .fresh()) }
            var ropes = CountPlan(place: "D1")
            ropes.item = "rope"
            let first = try await planner.planCount(ropes, key: .named("k")).number
            try await reserve.refuses(.keyReused) { try await planner.planCount(CountPlan(place: "D1"), key: .named("k")) }
            let detail = try await reserve.refuses(.countsOverlap) { try await planner.planCount(CountPlan(place: "D1"), key: .fresh()) }
            #expect(detail[key: "number"]?.text == first)
            let keeper = try await reserve.person("keeper1")
            let entry = [CountEntry(line: 1, quantity: 50)]
            for (moment, code) in [(SmallReserve.ago(-1), .occursInFuture), (SmallReserve.ago(1), .countedBeforePlan)]
                as [(String, RefusalCode)]
            {
                try await reserve.refuses(code) { try await keeper.enterCount(first, entry, countedAt: moment, key: .fresh()) }
            }
            var quilts = CountPlan(place: "D1")
            quilts.item = "quilt"
            let second = try await planner.planCount(quilts, key: .fresh()).number
            var found = CountEntry(line: nil, quantity: 1)
            (found.item, found.lot) = ("quilt", "L1")
            let stray = [found]
            try await reserve.refuses(.countsOverlap) { try await keeper.enterCount(first, stray, countedAt: nil, key: .fresh()) }
            _ = try await planner.cancelCount(second, remarks: nil, key: .fresh())
            _ = try await keeper.enterCount(first, stray, countedAt: nil, key: .named("e"))
            try await reserve.refuses(.keyReused) { try await keeper.enterCount(first, entry, countedAt: nil, key: .named("e")) }
        }
    }

    @Test func `everything wrong with a plan or a sheet is told at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, lot: "L1")
            let (planner, keeper) = (try await reserve.person("finance1"), try await reserve.person("keeper1"))
            var plan = CountPlan(place: "NO")
            (plan.category, plan.item, plan.seed) = ("none", "nothing", "1")
            let asked = plan
            #expect(
                try await reserve.problems { try await planner.planCount(asked, key: .fresh()) } == [
                    "place/unknown_code/NO", "item/unknown_code/nothing", "category/unknown_code/none", "random_lines/required/",
                ])
            let number = try await reserve.plan()
            func entry(_ line: Int64?, _ change: (inout CountEntry) -> Void = { _ in }) -> CountEntry {
                var entry = CountEntry(line: line, quantity: 1)
                change(&entry)
                return entry
            }
            let entries = [
                entry(1) { $0.lot = "L2" }, entry(1) { $0.countedAt = "gestern" }, entry(9),
                entry(nil) { ($0.item, $0.lot) = ("quilt", "NONE") }, entry(nil) { ($0.item, $0.lot, $0.bin) = ("quilt", "L1", "A-1") },
            ]
            #expect(
                try await reserve.problems { try await keeper.enterCount(number, entries, countedAt: "noon", key: .fresh()) } == [
                    "--counted-at/not_a_date/noon", "lot/contradiction/L2", "line_no/unknown_code/9", "lot/unknown_code/NONE",
                    "bin/unknown_code/A-1", "line_no/duplicate/1", "counted_at/not_a_date/gestern",
                ])
            #expect(try await reserve.problems { try await keeper.enterCount(number, [], countedAt: nil, key: .fresh()) }.count == 1)
        }
    }

    @Test func `nobody adjusts stock past a count, nor chooses values and states where the purpose decides`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, lot: "L1")
            for (purpose, kind) in [("count_gain", "adjustment"), ("count_loss", "adjustment"), ("counted_short", "reservation_release")] {
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.sql(
                        """
                        SELECT stockpile.post_document(jsonb_build_object('key', \(purpose)::text, 'request_hash', 'h',
                            'kind', \(kind)::text, 'purpose', \(purpose)::text,
                            'place_id', (SELECT place_id FROM stockpile.place WHERE code = 'D1'),
                            'person_id', (SELECT person_id FROM stockpile.person WHERE login = 'finance1'),
                            'lines', jsonb_build_array(jsonb_build_object('line_no', 1, 'quantity', 5,
                                'lot_id', (SELECT lot_id FROM stockpile.lot),
                                'from_owner_id', (SELECT min(owner_id) FROM stockpile.stock_owner)))))
                        """, role: "stockpile_application")
                }
                #expect(error?.sqlState == "SP514")
            }
            try await reserve.sql(
                """
                SELECT stockpile.post_document(jsonb_build_object('key', 'r', 'request_hash', 'h', 'kind', 'receipt', 'purpose', 'purchase',
                    'place_id', (SELECT place_id FROM stockpile.place WHERE code = 'D1'),
                    'person_id', (SELECT person_id FROM stockpile.person WHERE login = 'keeper1'),
                    'lines', jsonb_build_array(jsonb_build_object('line_no', 1, 'quantity', 5, 'value_fen', 1, 'to_availability', 'held',
                        'lot_id', (SELECT lot_id FROM stockpile.lot), 'to_owner_id', (SELECT min(owner_id) FROM stockpile.stock_owner)))))
                """, role: "stockpile_application")
            let rows = try await reserve.sql("SELECT quantity, value_fen, availability FROM stockpile.stock_account WHERE is_stock")
            #expect(try rows.map { try $0.get("value_fen") as Int64 } == [5_500])
            #expect(try rows.map { try $0.get("availability") as String } == ["free"])
        }
    }
}
