import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Offers in a district's folder", .ownDatabase)
struct ImportOffersTests {
    private static let files = ["purchase_offers.csv", "agreement_offers.csv", "capacity_offers.csv", "item_space.csv"]
    let store = OwnDatabase.store

    @Test func `what is wrong with offers is told at once, each in its place`() async throws {
        let folder = try DistrictFolderFixture()
        try folder.write(
            """
            item,supplier,unit_price_fen,lead_days,quantity_min,quantity_max,shelf_life_months,source
            nothing,x,10,-1,5,4,0,s
            rice,,1.5,3,,0,,

            """, to: "purchase_offers.csv")
        try folder.write(
            """
            company,item,place,fee_per_unit_fen,lead_days,response_hours,quantity_max,confidence_percent,source
            c-none,rice,WS99,1,1,1,1,101,s

            """, to: "agreement_offers.csv")
        try folder.write("item,m2_per_unit,source\nrice,-1,s\nrice,0.5,s\n", to: "item_space.csv")
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
            Issue.record("not refused")
        } catch StockpileError.invalid(let problems) {
            #expect(
                Set(problems.map { "\($0.file ?? "") \($0.line ?? 0) \($0.field ?? "") \($0.code.rawValue)" }) == [
                    "purchase_offers.csv 2 item unknown_code", "purchase_offers.csv 2 lead_days out_of_range",
                    "purchase_offers.csv 2 quantity_min contradiction", "purchase_offers.csv 2 shelf_life_months out_of_range",
                    "purchase_offers.csv 3 supplier required", "purchase_offers.csv 3 unit_price_fen not_a_number",
                    "purchase_offers.csv 3 quantity_max out_of_range", "purchase_offers.csv 3 source required",
                    "agreement_offers.csv 2 company unknown_code", "agreement_offers.csv 2 place unknown_code",
                    "agreement_offers.csv 2 confidence_percent out_of_range", "item_space.csv 2 m2_per_unit out_of_range",
                    "item_space.csv 3 item duplicate",
                ])
        }
        await store.close()
    }

    @Test func `a district without these files loads as before`() async throws {
        let folder = try DistrictFolderFixture()
        for name in Self.files { try FileManager.default.removeItem(at: folder.url.appending(path: name)) }
        let answer = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        #expect(!answer.rowCounts.contains { Self.files.contains($0.file) })
        await store.close()
    }

    @Test func `the example's offers are loaded whole, and close every gap they speak of`() async throws {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        for (name, table) in zip(Self.files, ["purchase_offer", "agreement_offer", "capacity_offer", "item_space"]) {
            let rows = try folder.text(of: name).split(separator: "\n").count - 1
            #expect(try await LoadedContent.count(of: table, in: store) == rows)
        }
        let operations = try await Operations.open(store, login: "admin1")
        for scenario in ["flood", "earthquake"] {
            let plan = try await operations.planGap(GapQuestion(level: .II, scenario: scenario))
            #expect((plan[key: "short_before"]?.integer ?? 0) > 0)
            #expect(plan[key: "short_after"] == 0 && plan[key: "verdict_after"] == "adequate", "\(plan[key: "lines"] ?? .null)")
            #expect(plan[key: "is_optimal"] == .bool(true))
        }
        await store.close()
    }
}
