import Foundation
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Readiness of made-up districts", .ownDatabase)
struct RandomReadinessTests {
    /// 20 districts, 500 in the long run; `STOCKPILE_TEST_SEED` is the first seed.
    static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["STOCKPILE_TEST_SEED"].flatMap { UInt64($0) } ?? 1
        let count: UInt64 = environment["STOCKPILE_TEST_LONG"] == nil ? 20 : 500
        return Array(first..<first + count)
    }()

    /// One after another: hundreds of databases at once would wait for connections.
    @Test(.serialized, arguments: seeds) func `the engine and a plain reckoning agree`(seed: UInt64) async throws {
        print("made-up district, seed \(seed)")
        let rows = MadeUpDistrict(seed: seed).rows
        let operations = try await rows.withFolder { try await Operations.loading($0) }
        for scenario in rows["scenarios"].compactMap({ $0["code"] }) {
            for day in [MadeUpDistrict.day, PlainDays.later(MadeUpDistrict.day, days: 6)] {
                try await expectAgreement(of: operations, with: rows, scenario, on: day, "seed \(seed), \(scenario), \(day)")
            }
            try await expectForecast(
                of: operations, agreesWith: rows, scenario, from: MadeUpDistrict.day,
                after: Array(0...12) + [20, 40, 80, 120, 200, 300, 400], "seed \(seed), \(scenario)")
        }
    }

    @Test func `a folder whose scenario leaves out a driver is not loaded`() async throws {
        var rows = MadeUpDistrict(seed: 1).rows
        for file in ["scenario_drivers", "scenario_town_drivers"] { rows[file].removeAll { $0["driver"] == "teams" } }
        let changed = rows
        let error = await #expect(throws: StockpileError.self) { try await changed.withFolder { try await Operations.loading($0) } }
        guard case .invalid(let problems) = error else { throw try #require(error) }
        #expect(problems.count == 2, "one for each scenario: \(problems)")
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>, 0...3)
    func `a person more, a slower route, an older lot and an ended agreement each change the answer as the files say`(
        seed: UInt64, change: Int
    ) async throws {
        let changes: [(inout DistrictRows) -> Void] = [
            { $0.addPerson() },
            { $0.change("routes", where: "from_place", is: "D1", "minutes") { _ in "9999" } },
            { $0.change("opening_stock", where: "condition", is: "good", "expires_on") { _ in MadeUpDistrict.day } },
            { $0.change("agreements", where: "number", is: "A1", "valid_to") { _ in "2026-02-28" } },
        ]
        var rows = MadeUpDistrict(seed: seed).rows
        rows["agreements"].indices.forEach { rows["agreements"][$0]["valid_from"] = "2025-01-01" }
        changes[change](&rows)
        let changed = rows
        let operations = try await changed.withFolder { try await Operations.loading($0) }
        for scenario in changed["scenarios"].compactMap({ $0["code"] }) {
            try await expectAgreement(of: operations, with: changed, scenario, on: MadeUpDistrict.day, "seed \(seed), change \(change)")
        }
    }
}

extension DistrictRows {
    /// One more in the first scenario, and in its first town where people are known by town.
    fileprivate mutating func addPerson() {
        let scenario = self["scenario_drivers"].first { $0["driver"] == "resettled" }?["scenario"]
        for file in ["scenario_drivers", "scenario_town_drivers"] {
            guard let row = self[file].firstIndex(where: { $0["driver"] == "resettled" && $0["scenario"] == scenario }) else { continue }
            self[file][row]["value"] = "\((Int(self[file][row]["value"] ?? "") ?? 0) + 1)"
        }
    }

    /// Changes one cell of the first row that has this value.
    fileprivate mutating func change(
        _ file: String, where column: String, is value: String, _ cell: String, _ change: (String) -> String
    ) {
        guard let row = self[file].firstIndex(where: { $0[column] == value }) else { return }
        self[file][row][cell] = change(self[file][row][cell] ?? "")
    }
}
