import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Figures by town in a district's folder", .ownDatabase)
struct ImportTownDriversTests {
    let store = OwnDatabase.store

    /// The small district with figures by town.
    private func folder(_ rows: [String], district: [String] = ["q1,people,1200.5,s"]) throws -> DistrictFolderFixture {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.write((["scenario,town,driver,value,source"] + rows).joined(separator: "\n") + "\n", to: "scenario_town_drivers.csv")
        try folder.write((["scenario,driver,value,source"] + district).joined(separator: "\n") + "\n", to: "scenario_drivers.csv")
        return folder
    }

    private func problems(_ folder: DistrictFolderFixture) async throws -> [String] {
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
            Issue.record("not refused")
            return []
        } catch StockpileError.invalid(let problems) {
            #expect(try await LoadedContent.count(of: "scenario", in: store) == 0)
            return problems.map {
                [
                    $0.file ?? "-", "\($0.line ?? 0)", "\($0.column ?? 0)", $0.code.rawValue,
                    $0.detail["reason"] ?? $0.detail["value"] ?? "",
                    $0.detail["expected"] ?? "",
                ].joined(separator: " ").trimmingCharacters(in: .whitespaces)
            }
        }
    }

    @Test func `they are loaded, and the check asks each town for its own`() async throws {
        let folder = try folder(["q1,T1,people,700.5,s", "q1,T2,people,500,s"])
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
        let operations = try await Operations.open(store, login: "boss")
        let report = try await operations.checkReadiness(level: .III, scenario: "q1", on: CalendarDate(rawValue: "2026-06-10")).json
        let flour = try #require(report[key: "lines"]?.array?.first)
        // 0.45 × 3 days: 945.675 and 675, each rounded up.
        #expect(flour[key: "required"] == 1621 && flour[key: "driver_value"] == .decimal("1200.5") && flour[key: "scope"] == "district")
        let towns = flour[key: "towns"]?.array ?? []
        #expect(
            towns.compactMap { $0[key: "town"]?.text } == ["T1", "T2"] && towns.compactMap { $0[key: "required"]?.integer } == [946, 675])
        #expect(towns.first?[key: "town_name"] == "甲镇" && towns.first?[key: "town_name_en"] == "Town One")
        // The mill has a road to one town only.
        #expect(flour[key: "agreement"] == 900)
        let scenarios = try await operations.listScenarios()
        #expect(
            scenarios.first?[key: "town_drivers"]?.array == [
                ["driver": "people", "town": "T1", "driver_value": .decimal("700.5")],
                ["driver": "people", "town": "T2", "driver_value": .decimal("500")],
            ])
        await store.close()
    }

    @Test func `without a figure of the district it is their sum`() async throws {
        let folder = try folder(["q1,T2,people,0,s", "q1,T1,people,7.25,s"], district: [])
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
        let value: String? = try await store.statement("SELECT value::text AS value FROM stockpile.scenario_driver").first?.get("value")
        #expect(value == "7.250000")
        await store.close()
    }

    @Test func `a wrong sum and a missing town are told in their places`() async throws {
        let folder = try folder(
            ["q1,T1,people,700,s", "q1,T2,people,500,s", "q1,T2,teams,1,s"], district: ["q1,people,1200.5,s", "q1,teams,1,s"])
        #expect(
            try await problems(folder) == [
                "scenario_drivers.csv 2 3 contradiction town_figures_sum 1200",
                "scenario_town_drivers.csv 4 3 contradiction town_figure_missing T1",
            ])
        await store.close()
    }

    @Test func `codes nobody knows, a town that is not hit, a town twice and a figure below nothing are all told`() async throws {
        let folder = try folder([
            "q9,T1,people,1,s", "q1,T9,people,1,s", "q1,D1,people,1,s", "q1,T1,boats,1,s", "q1,T1,teams,-1,s", "q1,T2,teams,1,s",
            "q1,T2,teams,1,s",
        ])
        let found = try await problems(folder)
        let file = "scenario_town_drivers.csv"
        #expect(
            found == [
                "\(file) 2 1 unknown_code q9", "\(file) 3 2 unknown_code T9", "\(file) 4 2 not_a_choice D1",
                "\(file) 5 3 unknown_code boats",
                "\(file) 6 4 out_of_range -1 ≥ 0, 0.000001", "\(file) 8 2 duplicate q1 T2 teams",
            ])
        await store.close()
    }

    @Test func `a quota needs the figures of towns, unless it counts towns`() async throws {
        let quota = try folder([])
        try quota.write(
            """
            standard,version,hazard,category,item,driver,coefficient,days,within_hours,source,scope
            sd-3,2,any,food,flour,people,0.45,3,12,s,
            sd-3,2,any,food,flour,people,0.45,3,12,s,town
            sd-3,2,any,food,flour,people,0.45,3,12,s,village

            """, to: "standard_lines.csv")
        #expect(
            try await problems(quota) == [
                "scenarios.csv 2 1 contradiction town_driver_missing people",
                "standard_lines.csv 4 11 not_a_choice village district, town",
            ])
        try quota.write("code,name,name_en,unit,source\npeople,人,People,人,s\ntowns,镇街,Towns,个,s\n", to: "drivers.csv")
        try quota.write(
            """
            standard,version,hazard,category,item,driver,coefficient,days,within_hours,source,scope
            sd-3,2,any,food,flour,towns,50,1,12,s,town

            """, to: "standard_lines.csv")
        _ = try await Operations.importDistrict(folder: quota.url, store: store, login: "boss")
        let operations = try await Operations.open(store, login: "boss")
        let line = try #require(
            try await operations.checkReadiness(level: .III, scenario: "q1", on: CalendarDate(rawValue: "2026-06-10")).json[key: "lines"]?
                .array?.first)
        #expect(line[key: "required"] == 100 && line[key: "scope"] == "town" && line[key: "driver_value"] == .decimal("2"))
        #expect(try await operations.showStandard(code: "sd-3", version: nil)[key: "lines"]?.array?.first?[key: "scope"] == "town")
        await store.close()
    }
}
