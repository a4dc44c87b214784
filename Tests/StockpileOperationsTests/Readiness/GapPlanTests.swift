import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Closing gaps of a district")
struct GapPlanTests {
    private func plan(_ reserve: SmallReserve, budget: Int64? = nil, by: CalendarDate? = nil) async throws -> JSONValue {
        var question = GapQuestion(level: .II, scenario: "q1")
        question.budgetFen = budget
        question.by = by
        return try await reserve.person("auditor1").planGap(question)
    }

    @Test func `what is short is bought, the check is made again, and nothing is changed`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.receive("quilt", 3, lot: "A")
            try await reserve.offer("quilt", at: 12_000)
            let before = try await reserve.fingerprint()
            let plan = try await plan(reserve)
            #expect(plan.toldGap == ["purchase quilt D1 5 60000"])
            #expect(plan[key: "short_before"] == 1 && plan[key: "short_after"] == 0)
            // Nothing is said of floods: that is not assessed, whatever is bought.
            #expect(plan[key: "verdict_before"] == "short" && plan[key: "verdict_after"] == "not_assessed")
            #expect(plan[key: "yearly_fen"] == 6000 && plan[key: "is_optimal"] == .bool(true) && plan[key: "miss_fen"] == 0)
            #expect(plan[key: "by_on"]?.text == plan[key: "steps"]?.array?.first?[key: "ready_on"]?.text)
            #expect(try await reserve.fingerprint() == before)
        }
    }

    @Test func `own stock that no road takes to every town is moved; what is missing then is bought`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.receive("quilt", 6, at: "T1", lot: "A")
            try await reserve.offer("quilt", at: 100)
            let plan = try await plan(reserve)
            #expect(plan.toldGap.map { String($0.prefix(14)) } == ["purchase quilt", "transfer quilt"], "\(plan.toldGap)")
            #expect(plan[key: "cost_fen"] == 200 && plan[key: "short_after"] == 0)
            let placement = try await reserve.person("auditor1").planPlacement(level: .II, scenario: "q1", within: nil)
            #expect(placement[key: "moves"]?.array?.count == 1 && placement[key: "lines"]?.array?.first?[key: "gap_after"] == 2)
        }
    }

    @Test func `money goes to the first line; a day before anything comes leaves the gap as it is`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8, of: ["quilt", "rope"])
            try await reserve.offer("quilt", at: 100)
            try await reserve.offer("rope", at: 1)
            let whole = try await plan(reserve, budget: 805)
            #expect(whole.toldGap == ["purchase quilt D1 8 800", "purchase rope D1 5 5"])
            let part = try await plan(reserve, budget: 350)
            #expect(part.toldGap == ["purchase quilt D1 3 300", "purchase rope D1 8 8"])
            #expect(part[key: "lines"]?.array?.map { $0[key: "gap_after"]?.integer } == [5, 0])
            let early = try await plan(reserve, by: SmallReserve.today.adding(days: 9))
            #expect(early.toldGap == [] && early[key: "short_after"] == 2)
            let past = try await reserve.problems { try await plan(reserve, by: SmallReserve.today.adding(days: -1)) }
            #expect(past.count == 1 && past[0].hasPrefix("by/out_of_range"))
        }
    }

    @Test func `room in a depot holds; where it is full goods go to the other`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.receive("quilt", 2, lot: "A")
            try await reserve.offer("quilt", at: 100)
            try await reserve.sql(
                "INSERT INTO stockpile.item_space SELECT item_id, 0.5, NULL, 's' FROM stockpile.item WHERE code = 'quilt'")
            try await reserve.sql("UPDATE stockpile.place SET capacity_m2 = 2 WHERE code = 'D1'")
            try await reserve.sql("UPDATE stockpile.place SET capacity_m2 = 1 WHERE code = 'D2'")
            // Two lie in D1 already: two more fit, and two into D2.
            let plan = try await plan(reserve)
            #expect(plan.toldGap == ["purchase quilt D1 2 200", "purchase quilt D2 2 200"])
            #expect(plan[key: "lines"]?.array?.first?[key: "gap_after"] == 2)
        }
    }

    @Test func `stock that expires before the day is exchanged where a company takes it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.addSwapper()
            try await reserve.addWay(.swap, 90, of: "quilt", agreement: "A1")
            try await reserve.receive("quilt", 8, lot: "A", expiresIn: 40)
            try await reserve.offer("quilt", at: 100_000, leadDays: 60)
            let plan = try await plan(reserve)
            // A tenth of the hundred fen each stands in the books at is lost.
            #expect(plan.toldGap == ["rotation quilt D1 D1 8 80"] && plan[key: "short_after"] == 0)
            #expect(plan[key: "steps"]?.array?.first?[key: "supplier"] == "A1")
        }
    }

    @Test func `a scenario nobody knows, or without a standard, is refused`() async throws {
        try await SmallReserve.run { reserve in
            let error = await #expect(throws: StockpileError.self) { try await plan(reserve) }
            if case .notFound("scenario", "q1") = error {} else { Issue.record("\(String(describing: error))") }
            try await reserve.need(8)
            try await reserve.refuses(.standardMissing) {
                try await reserve.person("auditor1").planGap(GapQuestion(level: .IV, scenario: "q1"))
            }
        }
    }

    @Test func `the reserve lies best where every town is served with the least in all`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.receive("quilt", 5, at: "D2", lot: "A")
            let auditor = try await reserve.person("auditor1")
            let wide = try await auditor.planPlacement(level: .II, scenario: "q1", within: nil)
            let rows = wide[key: "placements"]?.array ?? []
            #expect(rows.map { $0[key: "place"]?.text } == ["D2"])
            #expect(rows.first?[key: "total"] == 8 && rows.first?[key: "to_bring"] == 3 && wide[key: "is_optimal"] == .bool(true))
            // An hour is less than the sixty minutes and the loading that one depot needs to the other town.
            try await reserve.sql("UPDATE stockpile.place SET handling_minutes = 30 WHERE kind = 'depot'")
            try await reserve.sql("DELETE FROM stockpile.route WHERE minutes = 20")
            let near = try await auditor.planPlacement(level: .II, scenario: "q1", within: 1)
            // Each town has to hold all of it: only the points in the towns, and D2 for the second, are near enough.
            #expect(near[key: "placements"]?.array?.first?[key: "total"] == 16)
            #expect(near[key: "placements"]?.array?.compactMap { $0[key: "best_quantity"]?.integer }.reduce(0, +) == 16)
        }
    }
}
