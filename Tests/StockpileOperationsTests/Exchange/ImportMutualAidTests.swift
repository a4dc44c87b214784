import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Mutual aid in a district's folder", .ownDatabase)
struct ImportMutualAidTests {
    private static let header =
        "number,neighbour,neighbour_name,neighbour_name_en,telephone,item,quantity,place,response_hours,confidence_percent,valid_from,"
        + "valid_to,source\n"
    let store = OwnDatabase.store

    @Test func `it is loaded with its neighbours`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        let item = try #require(try folder.text(of: "items.csv").split(separator: "\n").dropFirst().first?.split(separator: ",").first)
        try folder.write(
            Self.header + """
                K1,north,北区,North,023-1,\(item),300,D1,8,80,2026-01-01,2099-12-31,支援协议
                K2,north,北区,North,,\(item),20,D1,4,50,2026-01-01,2099-12-31,支援协议

                """, to: "mutual_aid.csv")
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let listed = try await Operations.open(store, login: "admin1").listMutualAid(withEnded: false)
        #expect(listed.map { $0[key: "number"]?.text } == ["K1", "K2"])
        #expect(listed.allSatisfy { $0[key: "neighbour_name_en"] == "North" && $0[key: "telephone"] == "023-1" })
        #expect(listed.first?[key: "response_hours"] == 8 && listed.first?[key: "confidence_percent"] == 80)
        await store.close()
    }

    @Test func `everything wrong with it is told at its place`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.write(
            Self.header + """
                K1,north,北区,North,,none,0,D9,-1,101,2026-02-01,2026-01-01,
                K1,north,南区,South,,none,5,D1,1,1,x,2026-01-01,s

                """, to: "mutual_aid.csv")
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("loaded")
        } catch StockpileError.invalid(let problems) {
            #expect(
                Set(problems.map { "\($0.file ?? "") \($0.line ?? 0) \($0.field ?? "") \($0.code.rawValue)" })
                    == Set(
                        [
                            "2 item unknown_code", "2 quantity out_of_range", "2 place unknown_code", "2 response_hours out_of_range",
                            "2 confidence_percent out_of_range", "2 valid_to contradiction", "2 source required", "3 item unknown_code",
                            "3 neighbour_name contradiction", "3 number duplicate", "3 valid_from not_a_date",
                        ].map { "mutual_aid.csv \($0)" }))
        }
        await store.close()
    }
}
