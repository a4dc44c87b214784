import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Substitutes and kits in a district's folder", .ownDatabase)
struct ImportSubstitutesTests {
    let store = OwnDatabase.store

    private func folder(substitutes: [String] = [], parts: [String] = []) throws -> DistrictFolderFixture {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        let items = ["small", "large", "pack", "cup"].map { "\($0),\($0),\($0),1029900,个,shelter,,,,,,yes,s" }
        try folder.write(try folder.text(of: "items.csv") + items.joined(separator: "\n") + "\n", to: "items.csv")
        func write(_ rows: [String], _ header: String, to file: String) throws {
            if !rows.isEmpty { try folder.write(([header] + rows).joined(separator: "\n") + "\n", to: file) }
        }
        try write(substitutes, "item,substitute,units,condition,source", to: "item_substitutes.csv")
        try write(parts, "kit,part,quantity,source", to: "kit_parts.csv")
        return folder
    }

    private func problems(_ folder: DistrictFolderFixture) async -> [String] {
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
            Issue.record("not refused")
        } catch StockpileError.invalid(let problems) {
            return problems.map { problem in
                let place = "\(problem.file ?? "") \(problem.line ?? 0) \(problem.column ?? 0) \(problem.field ?? "")"
                let chain = problem.detail["reason"] == "item_cycle" ? " \(problem.detail["expected"] ?? "")" : ""
                return "\(place) \(problem.code.rawValue)\(chain)"
            }
        } catch {
            Issue.record("another error: \(error)")
        }
        return []
    }

    @Test func `both files are loaded whole, in any encoding of ratio that is a decimal`() async throws {
        let folder = try folder(
            substitutes: ["bed,small,0.5,夜间,s", "bed,large,3,,s", "small,large,2.5,,s"], parts: ["pack,small,2,s", "pack,cup,4,s"])
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
        let operations = try await Operations.open(store, login: "boss")
        let substitutes = try await operations.listSubstitutes(of: nil)
        #expect(substitutes.map { $0[key: "substitute"]?.text } == ["large", "small", "large"])
        #expect(substitutes.map { $0[key: "units"] } == [.decimal("3"), .decimal("0.5"), .decimal("2.5")])
        #expect(substitutes[1][key: "substitute_condition"] == "夜间" && substitutes[0][key: "substitute_condition"] == .null)
        #expect(try await operations.showKit("pack")[key: "kit_parts"]?.array?.map { $0[key: "per_kit"]?.integer } == [4, 2])
        await store.close()
    }

    @Test func `what is wrong is told at once, each in its place`() async throws {
        let folder = try folder(
            substitutes: [
                "none,small,1,,s", "bed,nothing,1,,s", "bed,bed,1,,s", "bed,small,0,,s", "bed,small,2,,s", "bed,large,-1,,s",
                "bed,cup,1.1234567,,", "bed,pack,1000001,,s",
            ],
            parts: ["pack,none,1,s", "pack,cup,0,s", "pack,cup,1,s", "pack,pack,1,s", "pack,small,1.5,", "none,small,1000001,s"])
        #expect(
            await problems(folder) == [
                "item_substitutes.csv 2 1 item unknown_code", "item_substitutes.csv 3 2 substitute unknown_code",
                "item_substitutes.csv 4 2 substitute contradiction bed ← bed", "item_substitutes.csv 5 3 units out_of_range",
                "item_substitutes.csv 6 2 substitute duplicate", "item_substitutes.csv 7 3 units out_of_range",
                "item_substitutes.csv 8 3 units not_a_number", "item_substitutes.csv 8 5 source required",
                "item_substitutes.csv 9 3 units out_of_range", "kit_parts.csv 2 2 part unknown_code",
                "kit_parts.csv 3 3 quantity out_of_range", "kit_parts.csv 4 2 part duplicate",
                "kit_parts.csv 5 2 part contradiction pack ← pack", "kit_parts.csv 6 3 quantity not_a_number",
                "kit_parts.csv 6 4 source required", "kit_parts.csv 7 1 kit unknown_code", "kit_parts.csv 7 3 quantity out_of_range",
            ])
        await store.close()
    }

    @Test(
        arguments: [
            (
                ["bed,small,1,,s", "small,large,1,,s", "large,bed,1,,s"], [],
                "item_substitutes.csv 4 2 substitute contradiction large ← bed ← small ← large"
            ),
            ([], ["pack,small,1,s", "small,cup,1,s", "cup,pack,1,s"], "kit_parts.csv 4 2 part contradiction cup ← pack ← small ← cup"),
            (["bed,pack,1,,s", "cup,bed,1,,s"], ["pack,cup,1,s"], "kit_parts.csv 2 2 part contradiction pack ← cup ← bed ← pack"),
        ] as [([String], [String], String)])
    func `chains that lead back are told where they close`(substitutes: [String], parts: [String], told: String) async throws {
        #expect(await problems(try folder(substitutes: substitutes, parts: parts)) == [told])
        await store.close()
    }

    @Test func `a district without these files loads as before`() async throws {
        let folder = try folder()
        let answer = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
        #expect(!answer.rowCounts.contains { ["item_substitutes.csv", "kit_parts.csv"].contains($0.file) })
        await store.close()
    }
}
