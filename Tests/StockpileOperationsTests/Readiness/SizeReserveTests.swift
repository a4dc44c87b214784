import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("The reserve catalogue beside stock and the version before", .serialized)
struct SizeReserveTests {
    private func told(_ answer: JSONValue) -> [String] {
        (answer[key: "entries"]?.array ?? []).map { row in
            ["category", "item", "form", "place"].map { row[key: $0]?.text ?? "-" }.joined(separator: " ") + " "
                + ["required", "quantity", "on_hand", "change", "quantity_before", "change_before"]
                .map { row[key: $0]?.shown ?? "-" }.joined(separator: " ")
        }
    }

    @Test func `each item has its quantity, form and place, and the change from now and from the version before`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8, of: ["quilt", "water"])
            try await reserve.receive("quilt", 2, at: "D2", lot: "A")
            let auditor = try await reserve.person("auditor1")
            let now = try await auditor.sizeReserve(code: "s2", version: nil, scenarios: [])
            #expect(now[key: "version"] == 1 && now[key: "standard_before"] == .null && now[key: "scenarios"] == .array(["q1"]))
            #expect(told(now) == ["relief quilt physical D2 8 8 2 6 - -", "relief water physical D1 8 8 0 8 - -"])
            var sheet = StandardSheet()
            sheet.lines = ["s2,2,any,relief,quilt,heads,2,1,2,s,", "s2,2,h1,flood,rope,heads,1,1,2,s,"]
            try await reserve.draftStandards(sheet)
            let then = try await auditor.sizeReserve(code: "s2", version: 2, scenarios: ["q1"])
            #expect(then[key: "standard_before"] == "s2/1")
            #expect(
                told(then) == [
                    "relief quilt physical D2 18 18 2 16 8 10", "flood rope physical D1 9 9 0 9 0 9",
                    "relief water physical D1 0 0 0 0 8 -8",
                ])
        }
    }

    @Test func `nothing to size by, an unknown version, an unknown scenario`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.sql("INSERT INTO stockpile.hazard VALUES ('h2', '火', 'Fire', 's')")
            var sheet = StandardSheet()
            sheet.standards = ["fire,1,火,Fire,III,2026-01-01,s,"]
            sheet.lines = ["fire,1,h2,relief,quilt,heads,1,1,2,s,"]
            try await reserve.draftStandards(sheet)
            let auditor = try await reserve.person("auditor1")
            try await reserve.refuses(.noScenarioOfStandard) { try await auditor.sizeReserve(code: "fire", version: 1, scenarios: []) }
            try await reserve.refuses(.standardMissing) { try await auditor.sizeReserve(code: "fire", version: 1, scenarios: ["q1"]) }
            for (version, scenario, subject) in [(7, "q1", "standard"), (1, "q9", "scenario")] {
                let error = await #expect(throws: StockpileError.self) {
                    try await auditor.sizeReserve(code: "s2", version: version, scenarios: [scenario])
                }
                if case .notFound(let found, _) = error { #expect(found == subject) } else { Issue.record("\(String(describing: error))") }
            }
        }
    }
}
