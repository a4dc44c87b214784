import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Readiness by town", .serialized)
struct TownReadinessTests {
    /// Quilts and ropes, one a head; T1 has six heads and T2 two. No road leads from D2 to T1 any more.
    private func divided(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8, of: ["quilt", "rope"])
            try await reserve.sql(Self.figures(6, 2))
            try await reserve.sql(
                """
                DELETE FROM stockpile.route WHERE 'D2' IN (SELECT code FROM stockpile.place WHERE place_id IN (from_place_id, to_place_id))
                    AND 'T1' IN (SELECT code FROM stockpile.place WHERE place_id IN (from_place_id, to_place_id))
                """)
            try await body(reserve)
        }
    }

    private static func figures(_ first: Int64, _ second: Int64) -> SQL {
        """
        INSERT INTO stockpile.scenario_town_driver (scenario_id, driver, place_id, value, source)
        SELECT scenario_id, 'heads', place_id, row.value, 's' FROM stockpile.scenario,
            unnest(ARRAY['T1', 'T2'], ARRAY[\(first), \(second)]::numeric[]) AS row (code, value) JOIN stockpile.place USING (code)
        """
    }

    private func quilt(_ reserve: SmallReserve) async throws -> JSONValue {
        let report = try await reserve.person("auditor1").checkReadiness(level: .II, scenario: "q1", on: nil).json
        return try #require(report[key: "lines"]?.array?.first)
    }

    private func covered(_ line: JSONValue) -> [Int64] { (line[key: "towns"]?.array ?? []).compactMap { $0[key: "covered"]?.integer } }

    @Test func `a depot that reaches one town counts for it, and what reaches both is shared`() async throws {
        try await divided { reserve in
            try await reserve.receive("quilt", 9, at: "D2", lot: "A")
            #expect(covered(try await quilt(reserve)) == [0, 2])
            try await reserve.receive("quilt", 5, lot: "B")
            let line = try await quilt(reserve)
            #expect(covered(line) == [5, 2] && line[key: "covered"] == 7 && line[key: "gap"] == 1 && line[key: "verdict"] == "short")
            #expect(line[key: "physical"] == 14)
            try await reserve.receive("quilt", 1, lot: "C")
            #expect(try await quilt(reserve)[key: "verdict"] == "adequate")
        }
    }

    @Test func `the explanation tells which town each lot may serve`() async throws {
        try await divided { reserve in
            try await reserve.receive("quilt", 9, at: "D2", lot: "A")
            try await reserve.receive("quilt", 5, lot: "B")
            let told = try await reserve.person("auditor1").explainReadiness(
                of: "quilt", ReadinessQuestion(level: .II, scenario: "q1"))
            let sources = try #require(told[key: "sources"]?.array)
            let towns = Dictionary(
                sources.map { source in
                    (source[key: "lot"]?.text ?? "", (source[key: "towns"]?.array ?? []).map { $0[key: "counting_quantity"]?.integer })
                }
            ) { first, _ in first }
            #expect(towns == ["A": [0, 9], "B": [5, 5]])
            #expect(sources.allSatisfy { $0[key: "counting_quantity"] == $0[key: "quantity"] })
            #expect(told[key: "lines"]?.array?.first?[key: "towns"]?.array?.count == 2)
        }
    }

    @Test func `placement, gap plan, stress, what-if, forecast and sizing go by towns`() async throws {
        try await divided { reserve in
            try await reserve.receive("quilt", 9, at: "D2", lot: "A")
            try await reserve.offer("quilt", at: 100)
            let commander = try await reserve.person("commander1")
            let plan = try await commander.planGap(GapQuestion(level: .II, scenario: "q1"))
            // Nothing is bought for T2, which has enough.
            #expect(plan[key: "steps"]?.array?.compactMap { $0[key: "quantity"]?.integer }.reduce(0, +) == 6)
            let placement = try await commander.planPlacement(level: .II, scenario: "q1", within: nil)
            let quilts = (placement[key: "placements"]?.array ?? []).filter { $0[key: "item"] == "quilt" }
            #expect(quilts.first?[key: "total"] == 8 && quilts.first?[key: "required"] == 8)
            let stress = try await commander.stressReadiness(level: .II, scenario: "q1", on: nil)
            #expect(stress[key: "losses"]?.array?.contains { $0[key: "loss"] == "D2:T2" } == true)
            var change = ImaginedChange()
            change.places = ["D2"]
            let imagined = try await commander.imagine(change, level: .II, scenario: "q1", on: nil)
            let line = try #require(imagined[key: "lines"]?.array?.first)
            #expect(line[key: "covered_now"] == 2 && line[key: "covered"] == 0)
            let forecast = try await commander.forecastReadiness(level: .II, scenario: "q1", days: 30).json
            #expect(forecast[key: "lines"]?.array?.first?[key: "covered"] == 2)
            let size = try await commander.sizeReserve(code: "s2", version: nil, scenarios: [])
            #expect(
                (size[key: "entries"]?.array ?? []).filter { $0[key: "item"] == "quilt" }.compactMap { $0[key: "required"]?.integer } == [8]
            )
        }
    }

    @Test func `a kept report is derived again with its towns`() async throws {
        try await divided { reserve in
            try await reserve.receive("quilt", 9, at: "D2", lot: "A")
            let finance = try await reserve.person("finance1")
            var question = ReadinessQuestion(level: .II, scenario: "q1")
            question.daysAhead = 30
            let kept = try await finance.freezeReport(question, key: .fresh())
            let number = try #require(kept[key: "number"]?.text)
            let towns = kept[key: "check"]?[key: "lines"]?.array?.first?[key: "towns"]?.array ?? []
            #expect(towns.map { $0[key: "gap"]?.integer } == [6, 0])
            let verified = try await finance.verifyReport(number)
            #expect(verified[key: "is_same"] == .bool(true) && verified[key: "differences"] == .array([]))
        }
    }

    @Test func `figures that leave a town out or are not the district's are refused by the database`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            for wrong in [Self.figures(6, 1), Self.figures(8, 0) + " WHERE row.code = 'T1'"] {
                let error = await #expect(throws: (any Error).self) { try await reserve.sql(wrong) }
                #expect(error.map { String(reflecting: $0) }?.contains("SP674") == true)
            }
            try await reserve.sql(Self.figures(8, 0))
        }
    }

    @Test func `a new version may ask each town, and is compared with the one before`() async throws {
        try await divided { reserve in
            var sheet = StandardSheet()
            sheet.townLines = ["s2,2,any,relief,quilt,heads,1,1,2,s,,town", "s2,2,any,relief,rope,heads,1,1,2,s,,"]
            let draft = try #require(try await reserve.draftStandards(sheet).first)
            #expect((draft[key: "lines"]?.array ?? []).compactMap { $0[key: "scope"]?.text } == ["town", "district"])
            #expect(draft[key: "unvalued_drivers"] == .array([]))
            let changes = try await reserve.person("auditor1").compareStandards(code: "s2", from: 1, to: 2)[key: "changes"]?.array ?? []
            #expect(changes.count == 1 && changes[0][key: "scope"] == "district" && changes[0][key: "scope_then"] == "town")
            try await reserve.adoptStandard(2)
            // A tenth on top: 6.6 and 2.2, in each town a whole quilt more.
            #expect(try await quilt(reserve)[key: "required"] == 10)
            sheet.standards = ["s2,3,三,Three,II,2026-02-01,s,"]
            sheet.drivers = ["boats,船,Boats,艘,s"]
            sheet.townLines = ["s2,3,any,relief,quilt,boats,1,1,2,s,,town"]
            let newer = try #require(try await reserve.draftStandards(sheet).first)
            #expect(newer[key: "unvalued_drivers"] == .array([["scenario": "q1", "driver": "boats", "scope": "town"]]))
            let detail = try await reserve.refuses(.standardMissing) {
                try await reserve.person("auditor1").tryStandard(StandardVersion(code: "s2", version: 3), scenario: "q1", on: nil)
            }
            #expect(detail[key: "drivers"] == .array(["boats"]) && detail[key: "towns"] == .array(["T1", "T2"]))
        }
    }
}
