import StockpileModel
import Testing

@Suite("Requirement of a standard line")
struct RequirementTests {
    @Test(
        arguments: [
            ("1", "2400", 1, 2400), ("0.29", "2400", 1, 696), ("0.29", "2401", 1, 697), ("0.000001", "1", 1, 1), ("3", "0", 7, 0),
            ("2.5", "3", 3, 23), ("0.333333", "3", 1, 1), ("0.5", "0.5", 4, 1),
        ] as [(String, String, Int, Int64)])
    func `a part of a unit counts as a whole one`(coefficient: String, value: String, days: Int, expected: Int64) throws {
        let line = try StandardLine.needing(coefficient, days: days)
        let requirement = try Requirement(of: line, driverValue: try #require(ExactDecimal(value)))
        #expect(requirement.quantity.rawValue == expected)
    }

    @Test(
        arguments: [
            ("9000000000000", "9000000000000", Int(Int32.max)), ("9000000000000", "9000000000000", 2), ("1", "9000000000000", 1_100_000),
        ] as [(String, String, Int)])
    func `a figure that does not fit is refused and never wraps`(coefficient: String, value: String, days: Int) throws {
        let line = try StandardLine.needing(coefficient, days: days)
        let driverValue = try #require(ExactDecimal(value))
        let error = #expect(throws: StockpileError.self) { try Requirement(of: line, driverValue: driverValue) }
        guard case .refused(let refusal) = error else { throw try #require(error) }
        #expect(refusal.code == .quantityInvalid)
        #expect(refusal.detail[key: "item"]?.text == "item-1")
    }

    @Test func `the largest figure that fits is exact`() throws {
        let line = try StandardLine.needing("1", days: 1_000_000)
        let requirement = try Requirement(of: line, driverValue: try #require(ExactDecimal("9223372036854.775807")))
        #expect(requirement.quantity.rawValue == Int64.max)
    }

    @Test func `needs of one item that only together do not fit are refused`() throws {
        let lines = [try StandardLine.needing("1", days: 600_000), try .needing("1", of: "flood", days: 600_000)]
        let check = try ReadinessCheck.of(lines, [.stock(5)], drivers: ["resettled": "9000000000000"])
        let error = #expect(throws: StockpileError.self) { try check.answer() }
        guard case .refused(let refusal) = error else { throw try #require(error) }
        #expect(refusal.code == .quantityInvalid)
    }
}
