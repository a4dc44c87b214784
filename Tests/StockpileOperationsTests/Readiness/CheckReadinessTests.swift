import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Readiness of the example", .ownDatabase)
struct CheckReadinessTests {
    static let day = "2026-10-01"

    @Test func `every scenario agrees with a plain reckoning from the files`() async throws {
        let rows = try DistrictRows(folder: DistrictRows.exampleFolder)
        let operations = try await Operations.loading(DistrictRows.exampleFolder)
        for scenario in rows["scenarios"].compactMap({ $0["code"] }) {
            try await expectAgreement(of: operations, with: rows, scenario, on: Self.day)
        }
    }

    @Test func `three lines of the flood agree with arithmetic anybody can repeat`() async throws {
        let rows = try DistrictRows(folder: DistrictRows.exampleFolder)
        let operations = try await Operations.loading(DistrictRows.exampleFolder)
        let report = try await operations.checkReadiness(level: .II, scenario: "flood", on: CalendarDate(rawValue: Self.day)).json
        let slow = try SlowReadiness(rows, scenario: "flood", on: Self.day).lines(level: "II")
        for item in ["quilt-cotton", "water-bottled", "bag-woven"] {
            let expected = slow.filter { $0.row["item"] == item }.map(\.described)
            #expect(!expected.isEmpty)
            let found = (report[key: "lines"]?.array ?? []).filter { $0[key: "item"]?.text == item }.map(described)
            #expect(found == expected)
        }
        // 2,400 people resettled, a quilt each.
        let quilt = try #require(report[key: "lines"]?.array?.first { $0[key: "item"]?.text == "quilt-cotton" })
        let coefficient = try #require(quilt[key: "coefficient"]), days = try #require(quilt[key: "days"]?.integer)
        #expect(coefficient == .decimal("1") && quilt[key: "driver_value"] == .decimal("2400"))
        #expect(quilt[key: "required"]?.integer == 2_400 * days)
    }

    @Test func `later lots fall out for their date, and agreements end`() async throws {
        let rows = try DistrictRows(folder: DistrictRows.exampleFolder)
        let operations = try await Operations.loading(DistrictRows.exampleFolder)
        var expired: [Int64] = []
        for day in [Self.day, "2027-06-01", "2028-03-01"] {
            try await expectAgreement(of: operations, with: rows, "flood", on: day)
            let report = try await operations.checkReadiness(level: .II, scenario: "flood", on: CalendarDate(rawValue: day)).json
            let excluded = (report[key: "lines"]?.array ?? []).flatMap { $0[key: "excluded"]?.array ?? [] }
            let past = excluded.filter { $0[key: "reason"]?.text == "expired" }
            expired.append(past.compactMap { $0[key: "quantity"]?.integer }.reduce(0, +))
        }
        #expect(expired[0] < expired[1] && expired[1] < expired[2], "\(expired)")
    }

    @Test func `an unknown scenario is not found`() async throws {
        let operations = try await Operations.loading(DistrictRows.exampleFolder)
        let error = await #expect(throws: StockpileError.self) {
            try await operations.checkReadiness(level: .II, scenario: "comet", on: nil)
        }
        guard case .notFound(let subject, let code) = error else { throw try #require(error) }
        #expect(subject == "scenario" && code == "comet")
    }

    @Test(arguments: [(ResponseLevel.I, "2026-10-01"), (.II, "2025-12-31")])
    func `without a standard for the level and the day the check is refused`(level: ResponseLevel, day: String) async throws {
        let operations = try await Operations.loading(DistrictRows.exampleFolder)
        let error = await #expect(throws: StockpileError.self) {
            try await operations.checkReadiness(level: level, scenario: "flood", on: CalendarDate(rawValue: day))
        }
        guard case .refused(let refusal) = error else { throw try #require(error) }
        #expect(refusal.code == .standardMissing)
        #expect(refusal.detail[key: "level"]?.text == level.rawValue && refusal.detail[key: "hazard"]?.text == "flood")
    }

    @Test func `scenarios and standards are listed as they were loaded`() async throws {
        let rows = try DistrictRows(folder: DistrictRows.exampleFolder)
        let operations = try await Operations.loading(DistrictRows.exampleFolder)
        let scenarios = try await operations.listScenarios()
        #expect(scenarios.compactMap { $0[key: "code"]?.text } == rows["scenarios"].compactMap { $0["code"] })
        let standards = try await operations.listStandards()
        #expect(standards.compactMap { $0[key: "code"]?.text } == rows["standards"].compactMap { $0["code"] })
        #expect(standards.first?[key: "lines"]?.integer == Int64(rows["standard_lines"].count))
    }
}
