import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Response levels of published plans", .ownDatabase, .serialized)
struct ResponseLevelTests {
    let store = OwnDatabase.store

    private func loaded() async throws -> Operations {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        return try await Operations.open(store, login: "auditor1")
    }

    /// By plan and year (and jurisdiction where a name stands twice): the level, with + where it may be graver.
    private func levels(
        _ person: Operations, _ figures: [DisasterFigure: String], hazard: String? = nil, forecast: Bool = false
    ) async throws -> [String: String] {
        let answers = try await person.checkTriggers(
            figures: figures.compactMapValues { ExactDecimal($0) }, hazard: hazard, isForecast: forecast)
        return Dictionary(
            answers.map { answer in
                let (plan, year) = (answer[key: "plan"]?.text ?? "", answer[key: "plan_year"]?.integer.map(String.init) ?? "")
                let place = plan.hasPrefix("县") ? answer[key: "jurisdiction"]?.text ?? "" : ""
                let more = answer[key: "is_at_least"] == .bool(true) ? "+" : ""
                return (plan + year + place, (answer[key: "level"]?.text ?? "-") + more)
            }
        ) { _, last in last }
    }

    @Test func `the flood of 万州 in July 2023 against every plan that speaks of floods`() async throws {
        let person = try await loaded()
        let flood: [DisasterFigure: String] = [.dead: "15", .missing: "4", .evacuated: "11578", .resettled: "779", .roomsCollapsed: "138"]
        let found = try await levels(person, flood, hazard: "flood")
        #expect(
            found == [
                // 15 dead are fewer than 20; what is in need and severely damaged was not told.
                "国家自然灾害救助应急预案2016": "-+", "国家自然灾害救助应急预案2024": "-+", "重庆市自然灾害救助应急预案2024": "-+",
                // 19 dead and missing.
                "彭水县自然灾害救助应急预案2024": "I", "自治县自然灾害救助预案": "II",
                // 15 dead lie beyond its level II, and its level I was never read.
                "县自然灾害救助应急预案unnamed county": "II+",
                // 779 resettled where 15 to 20 are level III.
                "县自然灾害救助应急预案unnamed small county": "III+",
                "大英县自然灾害救助应急预案2022": "-+", "民政部救灾工作规程": "-", "省自然灾害救助应急预案": "-",
            ])
        // The 11,578 who were evacuated start nothing anywhere: no plan counts them.
        #expect(Set(try await levels(person, [.evacuated: "11578"], hazard: "flood").values) == ["-"])
    }

    @Test func `published bounds, on both sides of each`() async throws {
        let person = try await loaded()
        let pengshui = "彭水县自然灾害救助应急预案2024"
        for (resettled, level) in [("1199", "-"), ("1200", "II"), ("1999", "II"), ("2000", "I")] {
            #expect(try await levels(person, [.resettled: resettled, .inNeed: "0"])[pengshui] == level, "\(resettled)")
        }
        for (dead, level) in [("4", "-"), ("5", "II"), ("9", "II"), ("10", "I")] {
            #expect(try await levels(person, [.dead: dead, .missing: "0"])[pengshui] == level, "\(dead)")
        }
        let national = "国家自然灾害救助应急预案2016"
        for (dead, level) in [("19", "-"), ("20", "IV"), ("49", "IV"), ("50", "III"), ("100", "II"), ("199", "II"), ("200", "I")] {
            #expect(try await levels(person, [.dead: dead])[national] == level, "\(dead)")
        }
        let geological = "地质灾害分级"
        for (dead, level) in [("0", "-"), ("1", "IV"), ("2", "IV"), ("3", "III"), ("9", "III"), ("10", "II"), ("29", "II"), ("30", "I")] {
            #expect(try await levels(person, [.dead: dead], hazard: "landslide")[geological] == level, "\(dead)")
        }
        for (threatened, level) in [("99", "IV"), ("100", "III"), ("499", "III"), ("500", "II"), ("999", "II"), ("1000", "I")] {
            #expect(try await levels(person, [.threatened: threatened], hazard: "landslide")[geological] == level, "\(threatened)")
        }
        // An earthquake of its own kind: 600 resettled are level III then, level IV in a flood.
        #expect(try await levels(person, [.resettled: "600"], hazard: "earthquake")["自治县自然灾害救助预案"] == "III")
        #expect(try await levels(person, [.resettled: "600"], hazard: "flood")["自治县自然灾害救助预案"] == "IV")
        // Next door: 160 to 200 dead and missing start level I of 2024; expected figures only where a plan says so.
        let next = try await levels(person, [.neighbourDead: "150", .neighbourMissing: "10"], forecast: true)
        #expect(next["国家自然灾害救助应急预案2024"] == "I" && next[national] == "-")
    }

    @Test func `one scenario is one level here and another there, and a check says so`() async throws {
        let person = try await loaded()
        let report = try await person.checkReadiness(level: .II, scenario: "flood", on: nil).json
        let triggers = try #require(report[key: "triggers"]?.array)
        let levels = Set(triggers.compactMap { $0[key: "level"]?.text })
        // 2,400 resettled and 2,400 in need.
        #expect(levels.contains("I") && levels.contains("III"))
        await #expect(throws: StockpileError.self) { try await person.checkTriggers(figures: [:], hazard: "nope", isForecast: false) }
    }

    private func draft(
        _ code: String, _ level: ResponseLevel = .II, percent: Int = 100, given: [String: String]
    ) -> ScenarioFromLevelDraft {
        var draft = ScenarioFromLevelDraft(
            code: code, name: "洪涝", like: "flood", plan: "彭水县自然灾害救助应急预案", level: level, percent: percent, source: "s")
        draft.given = given.compactMapValues { ExactDecimal($0) }
        return draft
    }

    @Test func `a scenario is made from a level, lies inside its bands, and is checked like any other`() async throws {
        _ = try await loaded()
        let commander = try await Operations.open(store, login: "commander1")
        let key = IdempotencyKey.fresh()
        let made = try await commander.makeScenario(draft("upper", given: ["in_need": "800"]), key: key)
        #expect(try await commander.makeScenario(draft("upper", given: ["in_need": "800"]), key: key).canonical == made.canonical)
        // 1,999 resettled and in need are the most that level II has: 800 of them in need.
        #expect(made[key: "drivers"]?[key: "resettled"]?.shown == "1199" && made[key: "drivers"]?[key: "in_need"]?.shown == "800")
        // What no plan measures is as it was.
        #expect(made[key: "drivers"]?[key: "evacuated"]?.shown == "3000" && made[key: "towns"]?.array?.count == 4)
        let level = made[key: "triggers"]?.array?.first { $0[key: "plan"] == "彭水县自然灾害救助应急预案" }
        #expect(level?[key: "level"] == "II")
        let lowest = try await commander.makeScenario(draft("lower", percent: 0, given: ["in_need": "800"]), key: .fresh())
        #expect(lowest[key: "drivers"]?[key: "resettled"]?.shown == "400")
        let upper = try await commander.checkReadiness(level: .II, scenario: "upper", on: nil)
        let flood = try await commander.checkReadiness(level: .II, scenario: "flood", on: nil)
        #expect(upper.answer.lines.count == flood.answer.lines.count)
        #expect(zip(upper.answer.lines, flood.answer.lines).allSatisfy { $0.requirement.quantity <= $1.requirement.quantity })
    }

    @Test func `what is open, undivided or unknown is asked for all at once; a code is taken once, also by two at once`() async throws {
        _ = try await loaded()
        let commander = try await Operations.open(store, login: "commander1")
        func fields(_ draft: ScenarioFromLevelDraft) async throws -> [String] {
            do {
                _ = try await commander.makeScenario(draft, key: .fresh())
                return []
            } catch StockpileError.invalid(let problems) {
                return problems.map { "\($0.field ?? "") \($0.code.rawValue)" }
            }
        }
        #expect(try await fields(draft("a", given: [:])) == ["set in_need required"])
        #expect(try await fields(draft("a", .I, given: ["in_need": "1"])) == ["set resettled required"])
        #expect(try await fields(draft("a", .III, given: ["ghosts": "1"])) == ["set ghosts unknown_code", "level not_a_choice"])
        var twice = draft("flood", given: ["in_need": "1"])
        (twice.like, twice.plan) = ("flod", "国家自然灾害救助应急预案")
        #expect(try await fields(twice) == ["like unknown_code", "code duplicate"])
        twice = draft("a", given: ["in_need": "1"])
        twice.plan = "国家自然灾害救助应急预案"
        #expect(try await fields(twice) == ["plan_year not_a_choice"])
        async let first = fields(draft("both", given: ["in_need": "1"]))
        async let second = fields(draft("both", given: ["in_need": "1"]))
        #expect(try await Set([first, second]) == [[], ["code duplicate"]])
        let auditor = try await Operations.open(store, login: "auditor1")
        await #expect(throws: StockpileError.self) {
            try await auditor.makeScenario(self.draft("b", given: ["in_need": "1"]), key: .fresh())
        }
    }

    @Test func `bands that overlap, words without a meaning and figures nobody knows are told with line and column`() async throws {
        let folder = try DistrictFolderFixture()
        let head = "plan,jurisdiction,admin_level,plan_year,hazard,level,metric,min_inclusive,max_exclusive,unit,source,confidence,note"
        try folder.write(
            """
            \(head)
            甲,县,county,2024,natural_disaster_relief,II,deaths,5,10,persons,s,verified,
            甲,县,county,2024,natural_disaster_relief,III,deaths,3,6,persons,s,verified,
            甲,县,county,2024,natural_disaster_relief,II,deaths,20,30,persons,s,verified,
            甲,县,county,2024,meteor,V,souls,9,9,persons,s,verified,
            甲,县,county,2024,natural_disaster_relief,I,relocated,,,persons,s,verified,

            """, to: "response_levels.csv")
        try folder.write(
            """
            metric,name,name_en,is_percent,figures,source
            deaths,死亡,Deaths,no,dead;ghosts,s
            relocated,安置,Resettled,yes,resettled,s

            """, to: "response_metrics.csv")
        let problems = try await problems(folder)
        #expect(
            problems.isSuperset(of: [
                "response_levels.csv:3 min_inclusive contradiction", "response_levels.csv:4 level duplicate",
                "response_levels.csv:5 hazard unknown_code", "response_levels.csv:5 level not_a_choice",
                "response_levels.csv:5 metric unknown_code", "response_levels.csv:5 max_exclusive out_of_range",
                "response_levels.csv:6 min_inclusive required", "response_metrics.csv:2 figures not_a_choice",
                "response_metrics.csv:3 figures out_of_range",
            ]), "\(problems)")
    }

    private func problems(_ folder: DistrictFolderFixture) async throws -> Set<String> {
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("loaded")
            return []
        } catch StockpileError.invalid(let problems) {
            return Set(problems.map { "\($0.file ?? ""):\($0.line ?? 0) \($0.field ?? "") \($0.code.rawValue)" })
        }
    }
}
