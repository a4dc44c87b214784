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

    @Test(
        arguments: [
            ("1", "2400", 0, 2400), ("1", "2400", 10, 2640), ("0.29", "2401", 15, 801), ("0.000001", "1", 5, 1), ("1", "1", 1000, 11),
            ("0.5", "1", 100, 1), ("0.333333", "3", 1, 2),
        ] as [(String, String, Int, Int64)])
    func `redundancy comes on top, and the whole is rounded once`(
        coefficient: String, value: String, percent: Int, expected: Int64
    ) throws {
        let line = try StandardLine.needing(coefficient, redundancy: percent)
        #expect(try Requirement(of: line, driverValue: try #require(ExactDecimal(value))).quantity.rawValue == expected)
    }

    @Test func `a line with two figures says how much is enough, with the same redundancy`() throws {
        let value = try #require(ExactDecimal("9"))
        let line = try StandardLine.needing("5", days: 2, atMost: "10.5", redundancy: 10)
        let requirement = try Requirement(of: line, driverValue: value)
        #expect(requirement.quantity.rawValue == 99 && requirement.quantityMax?.rawValue == 208)
        #expect(try Requirement(of: .needing("5"), driverValue: value).quantityMax == nil)
    }

    @Test func `redundancy that makes a figure too large is refused, not wrapped`() throws {
        let value = try #require(ExactDecimal("9223372036854.775807"))
        let line = try StandardLine.needing("1", days: 1_000_000, redundancy: 1)
        let error = #expect(throws: StockpileError.self) { try Requirement(of: line, driverValue: value) }
        guard case .refused(let refusal) = error else { throw try #require(error) }
        #expect(refusal.code == .quantityInvalid && refusal.detail[key: "redundancy_percent"] == 1)
    }

    @Test func `needs of one item that only together do not fit are refused`() throws {
        let lines = [try StandardLine.needing("1", days: 600_000), try .needing("1", of: "flood", days: 600_000)]
        let check = try ReadinessCheck.of(lines, [.stock(5)], drivers: ["resettled": "9000000000000"])
        let error = #expect(throws: StockpileError.self) { try check.answer() }
        guard case .refused(let refusal) = error else { throw try #require(error) }
        #expect(refusal.code == .quantityInvalid)
    }
}
