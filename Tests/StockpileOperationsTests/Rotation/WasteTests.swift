import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Waste by year")
struct WasteTests {
    private func told(_ answer: JSONValue, _ list: String, _ texts: [String], _ numbers: [String]) -> [String] {
        (answer[key: list]?.array ?? []).map { row in
            (texts.map { row[key: $0]?.text ?? "" } + numbers.map { String(row[key: $0]?.integer ?? -1) }).joined(separator: " ")
        }
    }

    @Test func `what lay there when its last day ended is waste, whatever became of it; what left before is not`() async throws {
        try await SmallReserve.run { reserve in
            let year = String(SmallReserve.today.adding(days: -2).rawValue.prefix(4))
            let before = SmallReserve.ago(24 * 10)
            // Received and partly issued before expiry, the rest expired two days ago.
            try await reserve.receive("quilt", 10, lot: "OLD", expiresIn: -2, cost: 100, occurredAt: before)
            try await reserve.issue("quilt", 4, lot: "OLD", purpose: "sample", occurredAt: SmallReserve.ago(24 * 5))
            try await reserve.receive("rope", 3, lot: "ROPE", expiresIn: -2, cost: 7, occurredAt: before)
            // In date today.
            try await reserve.receive("quilt", 5, lot: "GOOD", expiresIn: 0)
            let auditor = try await reserve.person("auditor1")
            let whole = try await auditor.measureWaste(year: nil, byItem: false)
            let figures = ["year", "lots", "expired_quantity", "expired_value_fen", "disposed_value_fen"]
            #expect(told(whole, "waste", ["category"], figures) == ["relief \(year) 2 9 621 0"])
            #expect(whole[key: "expired_value_fen"] == 621)
            // Disposed of afterwards: the same waste, once.
            try await reserve.issue("quilt", 6, lot: "OLD", purpose: "disposal")
            let items = try await auditor.measureWaste(year: Int(year), byItem: true)
            #expect(
                told(items, "waste", ["category", "item"], figures) == [
                    "relief quilt \(year) 1 6 600 600", "relief rope \(year) 1 3 21 0",
                ])
            #expect(told(try await auditor.measureWaste(year: 1999, byItem: false), "waste", [], figures) == [])
        }
    }

    @Test func `goods that came in expired are waste once they are disposed of, and not before`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "LATE", expiresIn: -30, cost: 10)
            let auditor = try await reserve.person("auditor1")
            #expect(try await auditor.measureWaste(year: nil, byItem: false)[key: "expired_value_fen"] == 0)
            try await reserve.issue("quilt", 2, lot: "LATE", purpose: "disposal")
            #expect(try await auditor.measureWaste(year: nil, byItem: false)[key: "expired_value_fen"] == 20)
        }
    }

    @Test func `stock that expires on a day nobody knows is told of and counted nowhere`() async throws {
        try await SmallReserve.run { reserve in
            // The rule came after the goods: nobody knows when these expire.
            try await reserve.receive("quilt", 5, lot: "W", cost: 10)
            try await reserve.sql(
                """
                UPDATE stockpile.item SET shelf_life_months = 12, shelf_life_from = 'manufactured', shelf_life_source = 's'
                WHERE code = 'quilt'
                """)
            let answer = try await reserve.person("auditor1").measureWaste(year: nil, byItem: false)
            #expect(answer[key: "expired_value_fen"] == 0)
            #expect(told(answer, "not_known", ["category"], ["lots", "quantity", "value_fen"]) == ["relief 1 5 50"])
        }
    }
}
