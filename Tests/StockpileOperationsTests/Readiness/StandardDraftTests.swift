import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("New versions of standards from files", .serialized)
struct StandardDraftTests {
    @Test func `a draft is kept with its lines once for a key, and says nothing yet`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            var sheet = StandardSheet()
            sheet.lines.append("s2,2,h1,flood,rope,heads,0.5,3,6,s,0.75")
            let key = IdempotencyKey.fresh()
            let kept = try await reserve.draftStandards(sheet, key: key)
            #expect(try await reserve.draftStandards(sheet, key: key).map(\.canonical) == kept.map(\.canonical))
            let draft = try #require(kept.first)
            #expect(draft[key: "state"] == "draft" && draft[key: "drafted_by"] == "admin1" && draft[key: "adopted_by"] == .null)
            #expect(
                draft[key: "redundancy_percent"] == 10 && draft[key: "lines_total"] == 2 && draft[key: "unvalued_drivers"] == .array([]))
            let line = try #require(draft[key: "lines"]?.array?.last)
            #expect(line[key: "item"] == "rope" && line[key: "hazard"] == "h1" && line[key: "coefficient_max"] == .decimal("0.75"))
            #expect(try await reserve.askedByStandard() == (1, [8]))
            let listed = try await reserve.person("auditor1").listStandards()
            #expect(listed.map { $0[key: "version"]?.integer } == [2, 1] && listed.map { $0[key: "state"]?.text } == ["draft", "adopted"])
        }
    }

    @Test func `everything that is wrong is told at once, with file, line and column, and nothing is kept`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            var sheet = StandardSheet()
            sheet.standards = [
                "s2,1,二,Two,III,2026-01-01,s,", "s2,3,二,Two,II,2020-01-01,s,-1", "s2,4,二,Two,II,2026-02-30,s,",
                "s9,1,九,Nine,II,2027-01-01,s,", "s9,2,九,Nine,II,2027-01-01,,",
            ]
            sheet.lines = [
                "s2,1,any,relief,quilt,nobody,1,1,2,s,", "s2,3,any,relief,quilt,heads,0,1,2,s,", "s2,3,h1,relief,quilt,heads,-1,1,2,s,",
                "s2,4,h9,flood,quilt,heads,1,0,2,s,", "s9,1,any,relief,cushion,heads,2,1,2,s,1", "s9,1,any,relief,lamp,heads,1,1,,s,",
                "s8,1,any,relief,quilt,heads,1,1,2,s,", "s2,3,any,relief,quilt,heads,1,1,2,s,",
            ]
            #expect(
                try await reserve.problems(of: sheet) == [
                    "new lines.csv 2 6 driver unknown_code", "new lines.csv 3 7 coefficient out_of_range",
                    "new lines.csv 4 7 coefficient out_of_range", "new lines.csv 5 3 hazard unknown_code",
                    "new lines.csv 5 4 category contradiction", "new lines.csv 5 8 days out_of_range",
                    "new lines.csv 6 5 item unknown_code", "new lines.csv 6 11 coefficient_max contradiction",
                    "new lines.csv 7 5 item not_allowed", "new lines.csv 7 9 within_hours required",
                    "new lines.csv 8 1 standard unknown_code", "new lines.csv 9 5 item duplicate",
                    "new.csv 2 2 version out_of_range", "new.csv 2 5 level contradiction",
                    "new.csv 3 8 redundancy_percent out_of_range", "new.csv 4 6 effective_from not_a_date",
                    "new.csv 6 2 version contradiction", "new.csv 6 6 effective_from duplicate", "new.csv 6 7 source required",
                ])
            #expect(try await reserve.person("auditor1").listStandards().count == 1)
        }
    }

    @Test func `a day that an adopted version of the level has is refused; drafts may share a day`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            var sheet = StandardSheet()
            sheet.standards = ["other,1,他,Other,II,2020-01-01,s,"]
            sheet.lines = ["other,1,any,relief,quilt,heads,1,1,2,s,"]
            #expect(try await reserve.problems(of: sheet) == ["new.csv 2 6 effective_from duplicate"])
            sheet.standards = ["other,1,他,Other,III,2020-01-01,s,"]
            try await reserve.draftStandards(sheet)
            try await reserve.draftStandards()
            sheet.standards = ["other,2,他,Other,III,2026-01-01,s,"]
            sheet.lines = ["other,2,any,relief,quilt,heads,1,1,2,s,"]
            try await reserve.draftStandards(sheet)
            #expect(try await reserve.person("auditor1").listStandards().count == 4)
        }
    }

    @Test func `a driver may come along; without a unit it is refused, and scenarios without its figure are named`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            var sheet = StandardSheet()
            sheet.lines.append("s2,2,h1,flood,rope,dike_km,50,1,6,s,")
            sheet.drivers = ["dike_km,堤长,Kilometres of dike,,s", "heads,人,Heads,人,s"]
            #expect(
                try await reserve.problems(of: sheet) == [
                    "new drivers.csv 2 4 unit required", "new drivers.csv 3 1 code duplicate",
                ])
            sheet.drivers = ["dike_km,堤长,Kilometres of dike,千米,s"]
            let draft = try #require(try await reserve.draftStandards(sheet).first)
            #expect(draft[key: "unvalued_drivers"] == .array([["scenario": "q1", "driver": "dike_km", "scope": "district"]]))
            // A scenario that is made now may have its figure.
            var scenario = ScenarioFromLevelDraft(
                code: "q2", name: "二", like: "q1", plan: "none", level: .II, percent: 100, source: "s")
            scenario.given = ["dike_km": try #require(ExactDecimal("1.5")), "nonsense": .zero]
            let commander = try await reserve.person("commander1")
            do {
                _ = try await commander.makeScenario(scenario, key: .fresh())
                Issue.record("not refused")
            } catch StockpileError.invalid(let problems) {
                #expect(problems.map(\.field) == ["set nonsense", "plan"])
            }
        }
    }

    /// The kinds of drivers that requirement sets use: whatever a need grows with is a figure of the scenario.
    @Test func `needs grow with people and days, teams, members, towns, kilometres, depots, casualties, shares and days of use`()
        async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.need(1)
            var sheet = StandardSheet()
            let kinds = [
                ("people", "2.5", 3, "70", 525), ("teams", "8", 1, "4", 32), ("team_members", "1", 1, "30", 30),
                ("towns", "0.8", 1, "10", 8),
                ("dike_km", "50", 1, "2.5", 125), ("depots", "630", 1, "1", 630), ("casualties", "0.1", 1, "45", 5),
                ("population", "0.01", 1, "236000", 2360), ("beds", "1", 15, "12", 180),
            ]
            sheet.drivers = kinds.map { "\($0.0),因子,Driver,个,s" }
            sheet.standards = ["s2,2,二,Two,II,2026-01-01,s,"]
            sheet.lines = kinds.map { "s2,2,any,relief,quilt,\($0.0),\($0.1),\($0.2),2,s," }
            try await reserve.draftStandards(sheet)
            for kind in kinds {
                try await reserve.sql(
                    "INSERT INTO stockpile.scenario_driver SELECT scenario_id, \(kind.0), \(kind.3)::numeric, 's' FROM stockpile.scenario")
            }
            try await reserve.adoptStandard(2)
            #expect(try await reserve.askedByStandard() == (2, kinds.map { Int64($0.4) }))
        }
    }

    @Test func `who may not is refused, and a file that is empty or not there is told`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            for login in ["keeper1", "finance1", "auditor1"] {
                try await reserve.refuses(.notPermitted) { try await reserve.draftStandards(by: login) }
            }
            var sheet = StandardSheet()
            sheet.standards = []
            sheet.lines = []
            #expect(try await reserve.problems(of: sheet) == ["new.csv 0 0 - required"])
        }
    }

    @Test func `of two at once one version is kept`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
                for login in ["admin1", "commander1"] {
                    group.addTask {
                        do {
                            try await reserve.draftStandards(by: login)
                            return true
                        } catch StockpileError.invalid {
                            return false
                        } catch StockpileError.refused(let refusal) where refusal.code == .standardVersionKnown {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.sorted { $0 && !$1 } == [true, false])
            #expect(try await reserve.person("auditor1").listStandards().count == 2)
        }
    }
}
