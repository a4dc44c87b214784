import Foundation
import Postgres
import StockpileModel
import StockpileStore
import StockpileTesting
import Testing

@testable import StockpileOperations

@Suite("Rules of shelf life in a district's folder", .ownDatabase)
struct ImportShelfLifeTests {
    let store = OwnDatabase.store

    @Test func `what is wrong with rules is told at once, each in its place`() async throws {
        let folder = try DistrictFolderFixture()
        try folder.write(
            """
            item,life_kind,months,days,counted_from,acquired_by,warn_days,rotate_before_days,stop_issue_before_days,source
            nothing,eternal,,,manufactured,,,,,s
            helmet-fire,service,12,30,birth,loan,-1,x,,
            helmet-fire,service,24,,manufactured,,,,,s
            helmet-fire,service,36,,manufactured,,,,,s
            helmet-fire,service,0,,manufactured,purchase,,,,s

            """, to: "shelf_life_rules.csv")
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("not refused")
        } catch StockpileError.invalid(let problems) {
            #expect(problems.allSatisfy { $0.column != nil })
            #expect(
                problems.map { "\($0.line ?? 0) \($0.field ?? "") \($0.code.rawValue)" } == [
                    "2 item unknown_code", "2 life_kind not_a_choice", "2 months required", "3 days not_allowed",
                    "3 counted_from not_a_choice", "3 acquired_by not_a_choice", "3 warn_days out_of_range",
                    "3 rotate_before_days not_a_number", "3 source required", "5 source duplicate", "6 months out_of_range",
                ])
        }
        await store.close()
    }

    @Test func `goods are acquired by the receipts of the database that make lots`() async throws {
        let rows = try await store.statement(
            "SELECT purpose FROM stockpile.document_purpose WHERE kind = 'receipt' AND makes_lots ORDER BY purpose")
        #expect(try rows.map { try $0.get("purpose") as String } == ShelfLifeRuleDraft.waysOfAcquiring.sorted())
        await store.close()
    }

    @Test func `a district without the file loads as before, also its dates`() async throws {
        let folder = try DistrictFolderFixture()
        try FileManager.default.removeItem(at: folder.url.appending(path: "shelf_life_rules.csv"))
        let answer = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        #expect(!answer.rowCounts.contains { $0.file == "shelf_life_rules.csv" })
        #expect(try await LoadedContent.count(of: "shelf_life_rule", in: store) == 0)
        let lots = try await LoadedContent.count(of: "lot", in: store)
        #expect(try await LoadedContent.count(of: "lot_date", in: store) == lots)
        await store.close()
    }

    @Test func `the example's rules are loaded whole and named by the lots they date`() async throws {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let rows = try folder.text(of: "shelf_life_rules.csv").split(separator: "\n").count - 1
        #expect(try await LoadedContent.count(of: "shelf_life_rule", in: store) == rows)
        let operations = try await Operations.open(store, login: "admin1")
        let scrapped = try await operations.showLot("WS01-20221127-001", item: "ext-water-6l")
        #expect(scrapped[key: "stop_issue_on"]?.text == "2028-10-20" && scrapped[key: "expires_on"]?.text == "2028-10-20")
        #expect(scrapped[key: "dates"]?.array?.first?[key: "life_kind"]?.text == "mandatory_scrap")
        let helmet = try await operations.showLot("WS01-20251014-001", item: "helmet-fire")
        #expect(helmet[key: "rules"]?.array?.map { $0[key: "decides"] } == [.bool(true), .bool(false)])
        await store.close()
    }
}
