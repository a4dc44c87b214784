import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Ways of rotation in a district's folder", .ownDatabase)
struct ImportRotationTests {
    let store = OwnDatabase.store

    @Test func `what is wrong with ways and routine use is told at once, each in its place`() async throws {
        let folder = try DistrictFolderFixture()
        try folder.write(
            """
            way,item,category,place,agreement,saved_percent,fixed_cost_fen,cost_per_unit_fen,monthly_quantity,lead_days,least_days_left,\
            replaced_after_days,source
            gift,,,,,10,0,0,,0,0,,s
            sale,nothing,,,,101,0,0,0,0,0,,s
            use,,none,,XY-2026-01,100,0,0,,0,0,,s

            """, to: "rotation_ways.csv")
        let twice = try folder.text(of: "routine_use.csv") + "water-bottled,WS01,5,s\n"
        try folder.write(twice, to: "routine_use.csv")
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("not refused")
        } catch StockpileError.invalid(let problems) {
            #expect(
                Set(problems.map { "\($0.file ?? "") \($0.line ?? 0) \($0.field ?? "") \($0.code.rawValue)" }) == [
                    "rotation_ways.csv 2 way not_a_choice", "rotation_ways.csv 3 item unknown_code",
                    "rotation_ways.csv 3 saved_percent out_of_range", "rotation_ways.csv 3 monthly_quantity out_of_range",
                    "rotation_ways.csv 4 category unknown_code", "rotation_ways.csv 4 agreement not_allowed",
                    "routine_use.csv 7 item duplicate",
                ])
        }
        await store.close()
    }

    @Test func `a district without these files loads as before`() async throws {
        let folder = try DistrictFolderFixture()
        for name in ["rotation_ways.csv", "routine_use.csv"] {
            try FileManager.default.removeItem(at: folder.url.appending(path: name))
        }
        let answer = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        #expect(!answer.rowCounts.contains { ["rotation_ways.csv", "routine_use.csv"].contains($0.file) })
        #expect(try await LoadedContent.count(of: "rotation_way", in: store) == 0)
        await store.close()
    }

    @Test func `the example's ways and uses are loaded whole`() async throws {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        for (name, table) in [("rotation_ways.csv", "rotation_way"), ("routine_use.csv", "routine_use")] {
            let rows = try folder.text(of: name).split(separator: "\n").count - 1
            #expect(try await LoadedContent.count(of: table, in: store) == rows)
        }
        await store.close()
    }
}
