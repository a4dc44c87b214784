import StockpileModel
import Testing

@Suite("A day on which goods are about to spoil")
struct RotationDayTests {
    @Test func `a plan for the example, in all three forms, and what has been wasted`() async throws {
        try await LoadedExample.run { stockpile in
            let plan = try await stockpile("rotation", "plan", "--months", "24", "--as", "keeper1", "--format", "json")
            let steps = try #require(plan.json?[key: "steps"]?.array)
            let ways = Set(steps.compactMap { $0[key: "way"]?.text })
            #expect(ways.contains("swap") && ways.contains("sale"))
            let saved = steps.reduce(0) { $0 + ($1[key: "saved_fen"]?.integer ?? 0) }
            #expect(saved > 0 && plan.json?[key: "saved_fen"]?.integer == saved)
            let table = try await stockpile("rotation", "plan", "--months", "24", "--as", "keeper1").output
            #expect(table.contains("保全金额") && table.contains("协议置换") && table.contains("剩余天数"))
            let csv = try await stockpile("rotation", "plan", "--months", "24", "--as", "keeper1", "--format", "csv").output
            #expect(csv.split(separator: "\n").count == steps.count + 1)
            let unknown = try await stockpile.run(["rotation", "plan", "--scenario", "nope", "--as", "keeper1"])
            #expect(unknown.exitCode == 66)

            let waste = try await stockpile("rotation", "waste", "--by", "item", "--as", "auditor1", "--format", "json")
            let rows = waste.json?[key: "waste"]?.array ?? []
            let total = rows.reduce(0) { $0 + ($1[key: "expired_value_fen"]?.integer ?? 0) }
            #expect(waste.json?[key: "expired_value_fen"]?.integer == total)
            let colour = try await stockpile.run(["rotation", "waste", "--by", "colour", "--as", "auditor1"])
            #expect(colour.exitCode == 65)
        }
    }
}
