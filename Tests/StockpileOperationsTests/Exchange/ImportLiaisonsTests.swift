import Foundation
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Liaison officers in a district's folder", .ownDatabase)
struct ImportLiaisonsTests {
    let store = OwnDatabase.store
    private static let header =
        "organisation_kind,organisation,name,telephone,deputy,deputy_telephone,trained_on,valid_from,valid_to,source\n"

    @Test func `the example is loaded with its officers; who has none is seen`() async throws {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let commander = try await Operations.open(store, login: "commander1")
        let all = try await commander.listLiaisons(kind: nil, isMissingOnly: false, withFormer: false)
        #expect(all.filter { $0[key: "name"] != .null }.count == 19)
        #expect(all.filter { $0[key: "organisation"] == "c-textile" }.count == 2)
        #expect(all.allSatisfy { $0[key: "name"] == .null || $0[key: "source"] == "illustrative" })
        let missing = try await commander.listLiaisons(kind: nil, isMissingOnly: true, withFormer: false)
        #expect(missing.map { $0[key: "organisation"]?.text } == ["WS20", "c-hardware", "c-machinery", "c-market-2"])
        await store.close()
    }

    @Test func `without the file a folder loads as before`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let operations = try await Operations.open(store, login: "admin1")
        let listed = try await operations.listLiaisons(kind: nil, isMissingOnly: false, withFormer: true)
        #expect(listed.map { $0[key: "organisation"]?.text } == ["T1", "T2", "mill"])
        #expect(listed.allSatisfy { $0[key: "name"] == .null })
        await store.close()
    }

    @Test func `everything wrong with officers is told at its place`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.write(
            Self.header + """
                town,T1,张三,1,,,,,,s
                town,T1,张三,2,,,,,,s
                town,D1,李四,,,3,2099-01-01,2026-05-01,2026-04-01,s
                company,T1,王五,1,,,,,,s
                village,T9,,1,,,x,,,s
                place,M1,赵六,1,,,,,,

                """, to: "liaisons.csv")
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("loaded")
        } catch StockpileError.invalid(let problems) {
            #expect(
                Set(problems.map { "\($0.file ?? ""):\($0.line ?? 0) \($0.field ?? "") \($0.code.rawValue)" }) == [
                    "liaisons.csv:3 name duplicate", "liaisons.csv:4 organisation_kind contradiction", "liaisons.csv:4 telephone required",
                    "liaisons.csv:4 deputy required", "liaisons.csv:4 trained_on out_of_range", "liaisons.csv:4 valid_to contradiction",
                    "liaisons.csv:5 organisation unknown_code", "liaisons.csv:6 organisation_kind not_a_choice",
                    "liaisons.csv:6 name required", "liaisons.csv:6 trained_on not_a_date", "liaisons.csv:7 source required",
                    "liaisons.csv:7 organisation_kind contradiction",
                ])
        }
        await store.close()
    }
}
