import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Terms of agreements and what stands beside the stock in a district's folder", .ownDatabase)
struct ImportAgreementsTests {
    let store = OwnDatabase.store

    private func problems(_ folder: DistrictFolderFixture) async throws -> Set<String> {
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("loaded")
            return []
        } catch StockpileError.invalid(let problems) {
            return Set(problems.map { "\($0.file ?? ""):\($0.line ?? 0) \($0.field ?? "") \($0.code.rawValue)" })
        }
    }

    @Test func `the example is loaded with its terms, in force, and loading it again loses no state`() async throws {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let commander = try await Operations.open(store, login: "commander1")
        let shown = try await commander.showAgreement("XY-2026-04")
        #expect(shown[key: "state"] == "in_force" && shown[key: "third_role"] == "payer" && shown[key: "made_by"] == .null)
        #expect(shown[key: "fee_per_year_fen"]?.integer == 1_200_000)
        let lines = shown[key: "lines"]?.array ?? []
        #expect(lines.contains { $0[key: "item"] == "quilt-cotton" && $0[key: "price_fen"]?.integer == 9800 })
        #expect(lines.contains { $0[key: "form"] == "capacity" && $0[key: "raw_material_days"]?.integer == 3 })
        let market = try await commander.showAgreement("XY-2026-01")
        #expect((market[key: "towns"]?.array ?? []).map { $0[key: "to_place"]?.text } == ["WS16", "WS20"])
        let rice = try await commander.listFloors(isBreached: false).first { $0[key: "item"] == "rice" }
        #expect(rice?[key: "floor_quantity"]?.integer == 800 && rice?[key: "days_of_use"]?.integer == 5)
        #expect(try await commander.listCandidates(withRetired: false).count == 4)
        let kit = try await commander.listAdvisoryStock().first { $0[key: "place"] == "WS13" && $0[key: "item"] == "water-bottled" }
        // 13,000 households × 9 litres × 5 %.
        #expect(kit?[key: "quantity"]?.integer == 5850 && kit?[key: "counting_quantity"]?.integer == 1755)

        _ = try await commander.suspendAgreement("XY-2026-04", remarks: nil, key: .fresh())
        #expect(try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1").isUnchanged)
        #expect(try await commander.showAgreement("XY-2026-04")[key: "state"] == "suspended")
        // The folder of another year is refused as a whole.
        try folder.setCell("agreements.csv", line: 2, column: 5, to: "2028-12-31")
        await #expect(throws: StockpileError.self) {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        }
        #expect(try await commander.showAgreement("XY-2026-04")[key: "state"] == "suspended")
        await store.close()
    }

    @Test func `without the new files and columns a folder loads as before`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let operations = try await Operations.open(store, login: "admin1")
        #expect(try await operations.showAgreement("〔2026〕1号")[key: "remind_days"]?.integer == 90)
        #expect(try await operations.listAdvisoryStock() == [])
        await store.close()
    }

    @Test func `everything wrong with terms is told at its place`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        try folder.write(
            """
            number,company,name,valid_from,valid_to,source,third_party,third_role,remind_days
            〔2026〕1号,mill,代储,2026-01-01,2026-12-31,s,银行,,-1

            """, to: "agreements.csv")
        try folder.write(
            """
            agreement,item,place,quantity,response_hours,confidence_percent,source,price_rule,price_fen,price_percent,town_hours
            〔2026〕1号,flour,M1,1000,2,90,s,fixed,,5,T1=3;T9=4;T2

            """, to: "agreement_stock.csv")
        try folder.write(
            """
            agreement,item,place,quantity,source,days_of_use,daily_use,daily_use_source
            〔2026〕1号,flour,M1,300,s,3,,

            """, to: "minimum_stock.csv")
        try folder.write(
            """
            number,holder,item,classification_code,quantity,unit,place,contact,telephone,source
            1,甲,flour,1010000,5,,乙,,,s
            1,甲,,,5,,乙,,,s
            2,甲,,1010000,0,,乙,,,s

            """, to: "requisition_candidates.csv")
        try folder.write("company,item,quantity,confidence_percent,source\nmills,bread,5,101,s\n", to: "social_stock.csv")
        try folder.write(
            "town,item,households,kit_quantity,kit_percent,confidence_percent,source\nT9,flour,0,1,5,30,s\n", to: "household_kits.csv")
        #expect(
            try await problems(folder) == [
                "agreements.csv:2 third_role required", "agreements.csv:2 remind_days out_of_range",
                "agreement_stock.csv:2 price_fen required", "agreement_stock.csv:2 price_percent not_allowed",
                "agreement_stock.csv:2 town_hours unknown_code", "agreement_stock.csv:2 town_hours not_a_choice",
                "minimum_stock.csv:2 quantity not_allowed", "minimum_stock.csv:2 daily_use required",
                "minimum_stock.csv:2 daily_use_source required", "requisition_candidates.csv:2 item not_allowed",
                "requisition_candidates.csv:2 unit required", "requisition_candidates.csv:3 item required",
                "requisition_candidates.csv:3 number duplicate", "requisition_candidates.csv:4 quantity out_of_range",
                "requisition_candidates.csv:4 unit required", "social_stock.csv:2 company unknown_code",
                "social_stock.csv:2 item unknown_code", "social_stock.csv:2 confidence_percent out_of_range",
                "household_kits.csv:2 town unknown_code", "household_kits.csv:2 households out_of_range",
            ])
        await store.close()
    }
}
