import Foundation
import Testing

@testable import StockpileModel

@Suite("Needs by town")
struct TownNeedTests {
    @Test func `a need is rounded up in each town, with redundancy and the upper figure`() throws {
        let line = try StandardLine.needing("0.3", atMost: "0.6", redundancy: 10)
        let answer = try ReadinessCheck.inTowns([line], [], ["resettled": ["1", "4", "0"]]).answer().lines[0]
        // 0.33, 1.32 and nothing; at most 0.66, 2.64 and nothing.
        #expect(answer.requirement.towns.map(\.quantity.rawValue) == [1, 2, 0])
        #expect(answer.requirement.quantity.rawValue == 3 && answer.requirement.quantityMax?.rawValue == 4)
        #expect(answer.requirement.driverValue.digits == "5")
        let whole = try ReadinessCheck.of([line], [], drivers: ["resettled": "5"]).answer().lines[0]
        #expect(whole.requirement.quantity.rawValue == 2 && whole.towns.isEmpty)
    }

    @Test(arguments: [("0.25", 1), ("0.250001", 2), ("0.249999", 1), ("0.5", 2), ("0.500001", 3)])
    func `just above a whole unit a town needs one more`(coefficient: String, each: Int64) throws {
        let answer = try ReadinessCheck.inTowns([.needing(coefficient)], [], ["resettled": ["4", "4"]]).answer().lines[0]
        #expect(answer.towns.map(\.required) == [each, each] && answer.requirement.quantity.rawValue == 2 * each)
    }

    @Test func `a depot that reaches one town counts for it, and for a need of the whole it does not`() throws {
        let depot = SupplySource.goods(50, [10, nil])
        let answer = try ReadinessCheck.inTowns([.needing("1")], [depot], ["resettled": ["30", "40"]]).answer().lines[0]
        #expect(answer.towns.map(\.covered) == [30, 0] && answer.towns.map(\.gap) == [0, 40])
        #expect(answer.covered == 30 && answer.gap == 40 && answer.verdict == .short)
        #expect(answer.available == [.physical: 50] && answer.exclusions.isEmpty)
        let whole = try ReadinessCheck.inTowns(
            [.needing("1", per: "evacuated")], [depot], ["resettled": ["30", "40"]], drivers: ["evacuated": "70"]
        ).answer().lines[0]
        #expect(whole.covered == 0 && whole.towns.isEmpty && whole.exclusions.map(\.reason) == [.noRoute])
    }

    @Test func `two towns compete for one depot, and what only one of them can have goes there`() throws {
        let sources: [SupplySource] = [.goods(50, [10, 10]), .goods(20, [nil, 10])]
        let short = try ReadinessCheck.inTowns([.needing("1")], sources, ["resettled": ["40", "40"]]).answer().lines[0]
        #expect(short.towns.map(\.covered) == [40, 30])
        let enough = try ReadinessCheck.inTowns([.needing("1")], sources, ["resettled": ["30", "40"]]).answer().lines[0]
        #expect(enough.verdict == .adequate && enough.drawn == [.physical: 70])
    }

    @Test func `a quota asks every town for its own figure, and counts towns as one each`() throws {
        let lines = [try StandardLine.needing("5", per: "towns").perTown, try .needing("5", per: "towns")]
        let answer = try ReadinessCheck.inTowns(lines, [.goods(12, [10, nil])], ["resettled": ["1", "1"]], drivers: ["towns": "10"])
            .answer()
        #expect(answer.lines.map(\.requirement.quantity.rawValue) == [10, 50])
        #expect(answer.lines[0].towns == [.init(town: "T1", required: 5, covered: 5), .init(town: "T2", required: 5, covered: 0)])
        #expect(answer.lines[1].covered == 0)
    }

    @Test func `a quota without the figures of towns is refused by driver and towns`() throws {
        let lines = [try StandardLine.needing("1", per: "teams").perTown, try .needing("1", item: 2, per: "dike_km")]
        let check = try ReadinessCheck.inTowns(lines, [], ["resettled": ["1", "1"]], drivers: ["teams": "4"])
        let error = #expect(throws: StockpileError.self) { try check.answer() }
        guard case .refused(let refusal) = error else { throw try #require(error) }
        #expect(refusal.code == .standardMissing)
        #expect(refusal.detail[key: "drivers"]?.array == ["dike_km", "teams"] && refusal.detail[key: "towns"]?.array == ["T1", "T2"])
    }

    @Test func `an agreement has its own hours for each town, and made goods go as far as their hours allow`() throws {
        let made = SupplySource.from(
            [0, 360], .capacity(CapacityPromise(unitsPerDay: 96, rampUpHours: 0, quantityMax: 500, validity: .thisYear)))
        let answer = try ReadinessCheck.inTowns([.needing("1")], [made], ["resettled": ["100", "100"]]).answer().lines[0]
        // 48 by the twelfth hour, of which 24 were made early enough for the far town.
        #expect(answer.covered == 48 && answer.towns.map(\.covered) == [48, 0] && answer.available == [.capacity: 48])
        let far = try ReadinessCheck.inTowns([.needing("1")], [made], ["resettled": ["10", "100"]]).answer().lines[0]
        #expect(far.towns.map(\.covered) == [10, 24])
    }

    @Test func `more of everything is more in every town`() throws {
        let scenario = try ReadinessScenario.towns(["resettled": ["3", "0.5"]], drivers: ["resettled": "3.5"]).scaled(percent: 150)
        #expect(scenario.townFigures == (try figures(["resettled": ["4.5", "0.75"]])))
    }

    @Test func `a new figure is divided as the old one was`() throws {
        let known = try figures(["resettled": ["1", "2"], "teams": ["0.5", "1"], "trapped": ["0", "0"]])
        func number(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }
        let followed = known.following(["resettled": try number("10"), "trapped": try number("5"), "towns_hit": try number("2")])
        #expect(followed == (try figures(["resettled": ["3", "7"], "teams": ["0.5", "1"]])))
        #expect(known.following(["teams": try number("4")])["teams"] == (try figures(["teams": ["1.333333", "2.666667"]])["teams"]))
    }

    @Test func `what was kept before towns were known is read as a need of the district`() throws {
        struct Kept: Codable {
            var scope: StandardScope
            var figures: TownFigures
        }
        let kept = try JSONDecoder().decode(Kept.self, from: Data("{}".utf8))
        #expect(kept.scope == .district && kept.figures == TownFigures())
        let line = try StandardLine.needing("1").perTown
        let again = try JSONDecoder().decode(StandardLine.self, from: try JSONEncoder().encode(line))
        #expect(again.scope == .town)
        var members = try #require(JSONSerialization.jsonObject(with: try JSONEncoder().encode(line)) as? [String: Any])
        members["scope"] = nil
        let older = try JSONDecoder().decode(StandardLine.self, from: try JSONSerialization.data(withJSONObject: members))
        #expect(older.scope == .district)
    }
}
