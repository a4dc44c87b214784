import StockpileModel
import Testing

@Suite("Rules of shelf life: where sources conflict the shortest decides")
struct ShelfLifeTests {
    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(rawValue: text)) }

    private func lot(_ made: String? = "2026-01-31") throws -> LotDates {
        LotDates(manufacturedOn: try made.map(day), receivedOn: try day("2026-03-01"))
    }

    private func rule(
        _ months: Int, _ source: String, _ kind: ShelfLife.Kind = .storage, from: ShelfLife.Origin = .manufactured, warn: Int? = nil,
        rotate: Int? = nil, stop: Int? = nil
    ) -> ShelfLife {
        var rule = ShelfLife(kind, .months(months), from: from, source: source)
        (rule.warnDays, rule.rotateDays, rule.stopIssueDays) = (warn, rotate, stop)
        return rule
    }

    @Test func `the shortest gives the expiry, whatever it counts from; what it leaves open the next shortest says`() throws {
        let long = rule(36, "long", warn: 90, rotate: 200, stop: 30)
        let short = rule(24, "short", .mandatoryScrap, from: .received, rotate: 60)
        let dates = try lot().completed(by: [long, short])
        #expect(dates.expiresOn?.rawValue == "2028-03-01")
        #expect(dates.rotateByOn?.rawValue == "2028-01-01")
        #expect(dates.warnOn == dates.expiresOn?.adding(days: -90))
        #expect(dates.stopIssueOn == dates.expiresOn?.adding(days: -30))
        #expect(dates.givenBy.map(\.source) == ["short", "long"] && dates.isByListedRules)
        // Made earlier, so the other is over sooner.
        #expect(try lot("2025-02-28").completed(by: [long, short]).expiresOn?.rawValue == "2028-02-28")
    }

    @Test func `dates of the lot's own win; the rules fill in the others`() throws {
        var own = try lot()
        own.expiresOn = try day("2027-01-01")
        let dates = own.completed(by: [rule(24, "s", warn: 10, stop: 5)])
        #expect(dates.expiresOn == own.expiresOn && dates.warnOn?.rawValue == "2026-12-22")
        #expect(dates.stopIssueOn?.rawValue == "2026-12-27")
        var whole = dates
        whole.rotateByOn = own.expiresOn
        #expect(whole.completed(by: [rule(24, "s", warn: 10, stop: 5)]).givenBy.isEmpty)
    }

    @Test func `a rotation gives the day to swap, never after the expiry, and no expiry of its own`() throws {
        let swap = rule(3, "swap", .rotation, from: .received, warn: 7)
        let alone = try lot().completed(by: [swap])
        #expect(alone.expiresOn == nil && alone.rotateByOn?.rawValue == "2026-06-01" && alone.warnOn?.rawValue == "2026-05-25")
        let beside = try lot().completed(by: [swap, rule(24, "life", rotate: 30)])
        #expect(beside.rotateByOn?.rawValue == "2026-06-01" && beside.expiresOn?.rawValue == "2028-01-31")
        let sooner = try lot().completed(by: [swap, rule(3, "life")])
        #expect(sooner.rotateByOn == sooner.expiresOn && sooner.expiresOn?.rawValue == "2026-04-30")
    }

    @Test func `what counts from first use, or is for other goods, gives no date`() throws {
        let used = rule(12, "used", .service, from: .firstUsed, warn: 5)
        #expect(try lot().completed(by: [used]) == lot())
        var donated = rule(12, "donated")
        donated.acquiredBy = "donation"
        let rules = [donated, rule(24, "any")]
        #expect(try lot().completed(by: rules.applying(acquiredBy: "purchase")).givenBy.map(\.source) == ["any"])
        #expect(try lot().completed(by: rules.applying(acquiredBy: "donation")).givenBy.map(\.source) == ["donated"])
    }

    @Test func `days count as days, and of two that end together a source of its own is named before the item`() throws {
        let short = ShelfLife(.storage, .days(10), from: .received, source: "days")
        #expect(try lot().completed(by: [short]).expiresOn?.rawValue == "2026-03-11")
        let own = ShelfLife(months: 24, from: .manufactured, warnDays: 1, rotateDays: nil, source: "own")
        let dates = try lot().completed(by: [own, rule(24, "told")])
        #expect(dates.givenBy.map(\.source) == ["told", "own"])
        #expect(try !lot().completed(by: [own]).isByListedRules)
    }

    @Test func `what each source would give is told, and which one decides`() throws {
        let rules = [rule(36, "long"), rule(24, "short"), rule(5, "used", .service, from: .firstUsed), rule(6, "swap", .rotation)]
        let lot = try lot().completed(by: rules)
        let answers = lot.answers(of: rules)
        #expect(answers.map { $0[key: "source"]?.text } == ["short", "long", "swap", "used"])
        #expect(answers.map { $0[key: "ends_on"]?.text } == ["2028-01-31", "2029-01-31", "2026-07-31", nil])
        #expect(answers.map { $0[key: "decides"] } == [.bool(true), .bool(false), .bool(true), .bool(false)])
        var extended = lot
        extended.expiresOn = try day("2030-01-01")
        #expect(extended.answers(of: rules).first?[key: "decides"] == .bool(false))
    }
}
