import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Bins, custodians and serial numbers in a district's folder", .ownDatabase)
struct ImportUnitsTests {
    let store = OwnDatabase.store

    private func problems(_ folder: DistrictFolderFixture) async throws -> [String] {
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("loaded")
            return []
        } catch StockpileError.invalid(let problems) {
            return problems.map { "\($0.file ?? ""):\($0.line ?? 0):\($0.column ?? 0) \($0.field ?? "") \($0.code.rawValue)" }
        }
    }

    @Test func `the example has bins with names, a custodian, and units where they lie`() async throws {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let operations = try await Operations.open(store, login: "admin1")
        let bins = try await operations.listBins(at: "WS01")
        #expect(bins.first { $0[key: "bin"] == "HOLD" }?[key: "bin_name"] == "隔离待检区")
        #expect(bins.contains { $0[key: "bin"] == "A-01-01" && $0[key: "lots"] == 1 })
        #expect(try await operations.listPlaces().first { $0[key: "code"] == "WS11" }?[key: "custodian_name"] == "万盛街道办事处")
        let unit = try await operations.showSerial("GF30-2018-001", of: "generator-30kw")
        #expect(unit[key: "place"] == "WS01" && unit[key: "bin"] == "A-06-03")
        #expect(unit[key: "moves"]?.array?.map { $0[key: "purpose"]?.text } == ["opening"])
        #expect(try await operations.listSerials(item: "generator-30kw", place: nil).count == 4)
        await store.close()
    }

    @Test func `a bin that is not in the file of bins, and units that do not fit the quantity, are told at their place`() async throws {
        let folder = try DistrictFolderFixture()
        try folder.setCell("opening_stock.csv", line: 2, column: 3, to: "A-99-99")
        let drones = try folder.line("opening_stock.csv", beginning: "2026-09-30,WS01,C-03-05,drone-survey")
        try folder.setCell("opening_stock.csv", line: drones, column: 20, to: "UAV-1")
        let generator = try folder.line("opening_stock.csv", beginning: "2026-09-30,WS01,A-06-03,generator-30kw")
        try folder.setCell("opening_stock.csv", line: generator, column: 20, to: "GF30-2024-002")
        try folder.setCell("opening_stock.csv", line: 3, column: 20, to: "X1")
        try folder.changeLine("bins.csv", 2) { $0.replacing("WS01,IN", with: "WS99,IN") }
        let again = try folder.text(of: "bins.csv") + "WS01,OUT,,illustrative\n"
        try folder.write(again, to: "bins.csv")
        let last = again.split(separator: "\n").count
        let other = try folder.line("opening_stock.csv", beginning: "2026-09-30,WS01,B-06-01,generator-30kw")
        let town = try folder.line("places.csv", beginning: "WS11,")
        try folder.setCell("places.csv", line: town, column: 14, to: "nobody")
        let found = try await problems(folder)
        #expect(
            Set(found) == [
                "places.csv:\(town):14 custodian unknown_code", "bins.csv:2:1 place unknown_code", "bins.csv:\(last):2 code duplicate",
                "opening_stock.csv:2:3 bin unknown_code",
                "opening_stock.csv:3:20 serials not_allowed", "opening_stock.csv:\(drones):20 serials contradiction",
                "opening_stock.csv:\(max(generator, other)):20 serials duplicate",
            ])
        await store.close()
    }

    @Test func `owner, keeper and user of what lies at a place are three parties`() async throws {
        let folder = try DistrictFolderFixture()
        let owners = try folder.text(of: "owners.csv") + "villages-11,各行政村,Villages,illustrative\n"
        try folder.write(owners, to: "owners.csv")
        let heading = try #require(try folder.text(of: "places.csv").split(separator: "\n").first)
        try folder.changeLine("places.csv", 1) { $0 + ",used_by" }
        let count = try folder.text(of: "places.csv").split(separator: "\n").count
        for line in 2...count { try folder.changeLine("places.csv", line) { $0 + "," } }
        let town = try folder.line("places.csv", beginning: "WS11,")
        let column = heading.split(separator: ",", omittingEmptySubsequences: false).count + 1
        try folder.setCell("places.csv", line: town, column: column, to: "nobody")
        #expect(try await problems(folder) == ["places.csv:\(town):\(column) used_by unknown_code"])
        try folder.setCell("places.csv", line: town, column: column, to: "villages-11")
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let operations = try await Operations.open(store, login: "admin1")
        let place = try #require(try await operations.listPlaces().first { $0[key: "code"] == "WS11" })
        #expect(place[key: "custodian_name"] == "万盛街道办事处" && place[key: "used_by_name"] == "各行政村")
        #expect(try await operations.listStock(by: .owner, StockFilter(place: "WS11")).contains { $0[key: "owner"] == "district" })
        await store.close()
    }

    @Test func `a folder without bins, units and custodians is loaded as before`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let operations = try await Operations.open(store, login: "admin1")
        #expect(try await operations.listBins(at: nil).map { $0[key: "bin"]?.text } == ["A1"])
        #expect(try await operations.listSerials(item: nil, place: nil, isAll: true).isEmpty)
        await store.close()
    }
}
