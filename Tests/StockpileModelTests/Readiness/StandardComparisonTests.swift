import StockpileModel
import Testing

@Suite("Two versions of a standard beside each other")
struct StandardComparisonTests {
    private func told(_ before: [StandardLine], _ after: [StandardLine]) -> [String] {
        StandardComparison(before: before, after: after).pairs.map { pair in
            let change = StandardLineChange(from: pair.before.map { before[$0] }, to: pair.after.map { after[$0] })
            func shown(_ position: Int?) -> String { position.map(String.init) ?? "-" }
            return "\(shown(pair.before)) \(shown(pair.after)) \(change?.rawValue ?? "same")"
        }
    }

    @Test func `lines are told as new, gone, changed or the same, in the order of the newer version`() throws {
        let before = [try StandardLine.needing("1", item: 1), try .needing("1", item: 2), try .needing("1", item: 3)]
        let after = [try StandardLine.needing("1", item: 4), try .needing("2", item: 3), try .needing("1", item: 1)]
        #expect(told(before, after) == ["- 0 line_added", "2 1 line_changed", "0 2 same", "1 - line_removed"])
    }

    @Test func `a line that grows with another driver takes the place of the old one, not of one that stays`() throws {
        let before = [try StandardLine.needing("1"), try .needing("3", per: "evacuated")]
        let after = [try StandardLine.needing("2", per: "in_need"), try .needing("1")]
        #expect(told(before, after) == ["1 0 line_changed", "0 1 same"])
        // The same hazard is looked for first.
        let flood = [try StandardLine.needing("1", hazard: "flood"), try .needing("1", hazard: "quake")]
        let other = [try StandardLine.needing("1", per: "evacuated", hazard: "quake"), try .needing("1", hazard: nil)]
        #expect(told(flood, other) == ["1 0 line_changed", "0 1 line_changed"])
    }

    @Test func `another category is another line`() throws {
        let (relief, flood) = (try StandardLine.needing("1"), try StandardLine.needing("1", of: "flood"))
        #expect(told([relief], [flood]) == ["- 0 line_added", "0 - line_removed"])
    }

    @Test(
        arguments: [
            ("days", 2, 12, nil), ("hours", 1, 6, nil), ("most", 1, 12, "3"),
        ] as [(String, Int, Int, String?)])
    func `every figure counts`(figure: String, days: Int, hours: Int, most: String?) throws {
        let after = try StandardLine.needing("1", days: days, within: hours, atMost: most)
        #expect(told([try .needing("1")], [after]) == ["0 0 line_changed"], "\(figure)")
    }

    @Test func `what is not asked for is not short`() {
        #expect(StandardEffect(isShortBefore: false, isShortAfter: true) == .turnsShort)
        #expect(StandardEffect(isShortBefore: true, isShortAfter: false) == .relieved)
        #expect(StandardEffect(isShortBefore: true, isShortAfter: true) == .staysShort)
        #expect(StandardEffect(isShortBefore: false, isShortAfter: false) == .staysAdequate)
    }
}
