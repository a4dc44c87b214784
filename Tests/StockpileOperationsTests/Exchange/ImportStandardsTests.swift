import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Redundancy and ranges of standards in a district's folder", .ownDatabase)
struct ImportStandardsTests {
    let store = OwnDatabase.store

    @Test func `they are loaded with the standard, which counts as adopted, and the check asks for them`() async throws {
        let folder = try DistrictFolderFixture()
        try folder.changeLine("standards.csv", 1) { $0 + ",redundancy_percent" }
        try folder.changeLine("standards.csv", 2) { $0 + ",25" }
        let quilt = try folder.line("standard_lines.csv", beginning: "wansheng-level2,1,any,living_relief,quilt-cotton,")
        let count = try folder.text(of: "standard_lines.csv").split(separator: "\n").count
        for line in 1...count {
            try folder.changeLine("standard_lines.csv", line) { $0 + (line == 1 ? ",coefficient_max" : line == quilt ? ",2" : ",") }
        }
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let operations = try await Operations.open(store, login: "commander1")
        let standard = try await operations.showStandard(code: "wansheng-level2", version: nil)
        #expect(standard[key: "state"] == "adopted" && standard[key: "drafted_by"] == .null && standard[key: "redundancy_percent"] == 25)
        let report = try await operations.checkReadiness(level: .II, scenario: "flood", on: nil).json
        let line = try #require(report[key: "lines"]?.array?.first { $0[key: "item"] == "quilt-cotton" })
        // 2,400 people, a quilt each, two at most, and a quarter on top.
        #expect(line[key: "required"] == 3000 && line[key: "required_max"] == 6000 && line[key: "redundancy_percent"] == 25)
        await store.close()
    }

    @Test func `what is wrong with them is told in its place`() async throws {
        let folder = try DistrictFolderFixture()
        try folder.changeLine("standards.csv", 1) { $0 + ",redundancy_percent" }
        try folder.changeLine("standards.csv", 2) { $0 + ",1001" }
        let count = try folder.text(of: "standard_lines.csv").split(separator: "\n").count
        for line in 1...count {
            try folder.changeLine("standard_lines.csv", line) { $0 + (line == 1 ? ",coefficient_max" : line == 2 ? ",0.1" : ",") }
        }
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("not refused")
        } catch StockpileError.invalid(let problems) {
            #expect(
                problems.map { "\($0.file ?? "") \($0.line ?? 0) \($0.column ?? 0) \($0.code.rawValue)" } == [
                    "standard_lines.csv 2 11 contradiction", "standards.csv 2 8 out_of_range",
                ])
        }
        await store.close()
    }
}
