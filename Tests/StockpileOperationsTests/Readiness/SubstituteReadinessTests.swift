import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Readiness of a district whose items serve for each other")
struct SubstituteReadinessTests {
    /// Shelter for so many is needed; tents of two sizes stand for it.
    private func ready(_ heads: Int64, of items: [String] = ["shelter"], _ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addTents()
            try await reserve.stands("tent12", for: "shelter", "3")
            try await reserve.stands("tent36", for: "shelter", "10")
            try await reserve.need(heads, of: items)
            try await body(reserve)
        }
    }

    private func lines(_ reserve: SmallReserve) async throws -> [JSONValue] {
        try await reserve.person("auditor1").checkReadiness(level: .II, scenario: "q1", on: nil).json[key: "lines"]?.array ?? []
    }

    @Test func `an item that is never stocked itself is met by what stands for it, and the answer says by what`() async throws {
        try await ready(2400) { reserve in
            try await reserve.receive("tent36", 200, lot: "L")
            try await reserve.receive("tent12", 134, at: "D2", lot: "S")
            let line = try #require(try await lines(reserve).first)
            #expect(line[key: "required"] == 2400 && line[key: "covered"] == 2400 && line[key: "verdict"] == "adequate")
            #expect(line[key: "physical"] == 0 && line[key: "drawn"]?[key: "physical"] == 2400)
            let drawn = line[key: "drawn_substitutes"]?.array ?? []
            #expect(drawn.map { $0[key: "item"]?.text } == ["tent12", "tent36"])
            #expect(
                drawn.map { $0[key: "quantity"]?.integer } == [134, 200] && drawn.map { $0[key: "stands_for"]?.integer } == [402, 2000])
            #expect(line[key: "is_lower_bound"] == .bool(false))
            try await reserve.issue("tent12", 1, at: "D2")
            #expect(try await lines(reserve).map { $0[key: "gap"]?.integer } == [1])
        }
    }

    @Test func `held and expired substitutes do not count, and a tent serves its own line or another`() async throws {
        try await ready(10, of: ["shelter", "tent12"]) { reserve in
            try await reserve.receive("tent12", 13, lot: "A")
            #expect(try await lines(reserve).map { $0[key: "covered"]?.integer }.compactMap { $0 }.reduce(0, +) == 19)
            try await reserve.receive("tent36", 1, lot: "B", expiresIn: 2)
            #expect(try await lines(reserve).map { $0[key: "gap"]?.integer }.compactMap { $0 }.reduce(0, +) == 1)
            try await reserve.receive("tent12", 1, lot: "C")
            #expect(try await lines(reserve).map { $0[key: "gap"]?.integer } == [0, 0])
            _ = try await reserve.person("keeper1").holdLot("A", item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await lines(reserve).map { $0[key: "covered"]?.integer }.compactMap { $0 }.reduce(0, +) == 3)
        }
    }

    @Test func `kits in stock and kits put together count, as many as the scarcest part allows`() async throws {
        try await ready(20, of: ["kit"]) { reserve in
            try await reserve.part("quilt", of: "kit", 2)
            try await reserve.part("cup", of: "kit", 4)
            try await reserve.receive("kit", 4, lot: "K")
            try await reserve.receive("quilt", 30, lot: "Q")
            try await reserve.receive("cup", 43, lot: "C")
            let line = try #require(try await lines(reserve).first)
            #expect(line[key: "covered"] == 14 && line[key: "assembled"] == 10 && line[key: "physical"] == 4)
            let parts = line[key: "kit_parts"]?.array ?? []
            #expect(parts.map { $0[key: "makes"]?.integer }.sorted { ($0 ?? 0) < ($1 ?? 0) } == [10, 15])
            #expect(parts.first { $0[key: "is_scarcest"] == .bool(true) }?[key: "item"] == "cup")
            let told = try await reserve.person("auditor1").explainReadiness(of: "kit", ReadinessQuestion(level: .II, scenario: "q1"))
            #expect(Set((told[key: "sources"]?.array ?? []).compactMap { $0[key: "item"]?.text }) == ["kit", "quilt", "cup"])
            let explained = told[key: "kit_parts"]?.array ?? []
            #expect(explained.first { $0[key: "is_scarcest"] == .bool(true) }?[key: "item"] == "cup")
            #expect(told[key: "lines"]?.array?.first?[key: "assembled"] == 10)
        }
    }

    @Test func `an explanation lists substitutes with their ratio, the forecast knows when they expire, a lost depot takes them`()
        async throws
    {
        try await ready(100) { reserve in
            try await reserve.receive("tent36", 9, lot: "A", expiresIn: 40)
            try await reserve.receive("tent12", 10, at: "D2", lot: "B")
            let auditor = try await reserve.person("auditor1")
            let told = try await auditor.explainReadiness(of: "shelter", ReadinessQuestion(level: .II, scenario: "q1"))
            let substitutes = told[key: "substitutes"]?.array ?? []
            #expect(substitutes.map { $0[key: "units"] } == [.decimal("3"), .decimal("10")])
            #expect(substitutes.map { $0[key: "stands_for"]?.integer } == [30, 90])
            #expect((told[key: "sources"]?.array ?? []).map { $0[key: "item"]?.text } == ["tent12", "tent36"])
            let forecast = try await auditor.forecastReadiness(level: .II, scenario: "q1", days: 90).json
            let line = try #require(forecast[key: "lines"]?.array?.first)
            #expect(line[key: "covered"] == 100 && line[key: "lowest_covered"] == 30)
            #expect(line[key: "first_short_on"]?.text == SmallReserve.today.adding(days: 36).rawValue)
            let stress = try await auditor.stressReadiness(level: .II, scenario: "q1", on: nil)
            #expect(stress[key: "losses"]?.array?.first?[key: "loss"] == "D1")
            var change = ImaginedChange()
            change.places = ["D2"]
            let imagined = try await auditor.imagine(change, level: .II, scenario: "q1", on: nil)
            #expect(imagined[key: "lines"]?.array?.first?[key: "covered"] == 90)
        }
    }

    @Test func `a frozen report of substitutes is derived again, whatever the catalogue says later`() async throws {
        try await ready(100) { reserve in
            try await reserve.receive("tent36", 9, lot: "A", expiresIn: 40)
            try await reserve.receive("tent12", 10, at: "D2", lot: "B")
            var question = ReadinessQuestion(level: .II, scenario: "q1")
            question.daysAhead = 90
            let kept = try await reserve.person("finance1").freezeReport(question, key: .fresh())
            #expect(kept[key: "short"] == 0)
            _ = try await reserve.person("admin1").removeSubstitute("tent36", of: "shelter", key: .fresh())
            #expect(try await lines(reserve).map { $0[key: "gap"]?.integer } == [70])
            let check = try await reserve.person("auditor1").verifyReport(kept.number)
            #expect(check[key: "is_same"] == .bool(true) && check[key: "heaps"] == 2, "\(check.written)")
        }
    }

    @Test func `a gap that substitutes leave is closed by the item itself, and no tent is planned twice`() async throws {
        try await ready(12, of: ["shelter", "tent12"]) { reserve in
            try await reserve.receive("tent12", 13, lot: "A")
            try await reserve.offer("tent12", at: 100)
            try await reserve.offer("shelter", at: 1000)
            var question = GapQuestion(level: .II, scenario: "q1")
            question.by = nil
            let plan = try await reserve.person("auditor1").planGap(question)
            #expect(plan[key: "short_before"] == 1 && plan[key: "short_after"] == 0, "\(plan.written)")
            #expect(plan.toldGap == ["purchase tent12 D1 3 300"])
        }
    }

    @Test func `for an item that nobody sells the cheapest of its substitutes are bought`() async throws {
        try await ready(31) { reserve in
            try await reserve.offer("tent12", at: 100)
            try await reserve.offer("tent36", at: 250)
            let plan = try await reserve.person("auditor1").planGap(GapQuestion(level: .II, scenario: "q1"))
            #expect(plan[key: "short_after"] == 0 && plan[key: "cost_fen"] == 850, "\(plan.written)")
            #expect(plan.toldGap.sorted() == ["purchase tent12 D1 1 100", "purchase tent36 D1 3 750"])
            #expect(plan[key: "steps"]?.array?.first?[key: "item_name"]?.text != nil)
        }
    }

    @Test func `a district without substitutes says the same as ever`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.receive("quilt", 5, lot: "A")
            let line = try #require(try await lines(reserve).first)
            #expect(line[key: "covered"] == 5 && line[key: "substitutes"] == .array([]) && line[key: "drawn_substitutes"] == .array([]))
            #expect(line[key: "kit_parts"] == .array([]) && line[key: "assembled"] == 0)
        }
    }
}
