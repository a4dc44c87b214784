import StockpileModel
import Testing

@Suite("Coverage by the hour: promise and stock side by side, each with its hours")
struct CoverageByHourTests {
    /// Source: 永年区's woven bags: 20,000 of its own, 85,000 with departments, 1,174,000 registered with people who promised them.
    @Test func `three holders of one item are three layers, and six hours do not count what comes in twelve`() throws {
        let sources: [SupplySource] = [
            .stock(20_000), .stock(85_000, at: .companySite), .agreement(1_174_000, trusted: 50, after: 12),
        ]
        var check = try ReadinessCheck.of([.needing("2000", within: 6)], sources)
        check.coverageHours = [6, 11, 12, 72]
        let line = try #require(try check.answer().lines.first)
        #expect(line.available == [.physical: 20_000, .entrusted: 85_000, .agreement: 0])
        #expect(line.drawn == [.physical: 20_000, .entrusted: 85_000])
        #expect(line.requirement.quantity == 200_000 && line.covered == 105_000 && line.verdict == .short)
        #expect(line.leftOut == [.tooLate: 587_000, .confidence: 587_000])
        #expect(line.coverage.map(\.covered) == [105_000, 105_000, 200_000, 200_000])
        check.lines = [try .needing("2000", within: 12)]
        #expect(try check.answer().verdict == .notAssessed, "the other category has no line")
        #expect(try check.answer().lines.first?.verdict == .adequate)
        check.lines = [try .needing("1050", within: 6)]
        #expect(try check.answer().lines.first?.drawn == [.physical: 20_000, .entrusted: 85_000])
    }

    @Test func `a curve tells those hours at which there is more`() {
        let curve = [(1, 0), (2, 5), (3, 5), (4, 9)].map { HourCoverage(hours: $0.0, covered: Int64($0.1)) }
        #expect(HourCoverage.steps(curve) == [HourCoverage(hours: 2, covered: 5), HourCoverage(hours: 4, covered: 9)])
        #expect(HourCoverage.steps([]).isEmpty)
    }

    /// Lines of one item with other hours share it hour by hour.
    @Test func `at each hour every unit is given to one line at most`() throws {
        var check = try ReadinessCheck.of(
            [.needing("1", within: 6), .needing("1", of: "flood", within: 24)],
            [.agreement(120, after: 5), .agreement(60, after: 20)])
        check.coverageHours = [4, 5, 24]
        let lines = try check.answer().lines
        #expect(lines.map { $0.coverage.map(\.covered) } == [[0, 100, 100], [0, 20, 80]])
    }
}
