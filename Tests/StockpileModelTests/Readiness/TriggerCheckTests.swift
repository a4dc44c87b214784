import StockpileModel
import Testing

@Suite("Which level figures start")
struct TriggerCheckTests {
    private static let sum = ResponseMetric(
        code: "dead_or_missing", name: "死亡和失踪", nameEn: "", isPercent: false, figures: [.dead, .missing])
    private static let moved = ResponseMetric(code: "relocated", name: "转移", nameEn: "", isPercent: false, figures: [.resettled])
    private static let share = ResponseMetric(
        code: "drought", name: "旱灾", nameEn: "", isPercent: true, figures: [.droughtInNeed, .farmPopulation])
    private static let plan = ResponsePlan(plan: "预案", jurisdiction: "县", year: 2024, adminLevel: "county", isByForecast: false)

    private func band(
        _ level: ResponseLevel, _ metric: ResponseMetric, _ least: String?, _ limit: String?, plan: ResponsePlan = plan,
        hazard: String = "natural"
    ) -> ResponseTrigger {
        ResponseTrigger(
            plan: plan, hazard: hazard, hazardName: "", hazardNameEn: "", level: level, metric: metric,
            least: least.flatMap { ExactDecimal($0) }, limit: limit.flatMap { ExactDecimal($0) }, unit: "人", source: "s")
    }

    private func answer(
        _ triggers: [ResponseTrigger], _ figures: [DisasterFigure: String], forecast: Bool = false
    ) -> [PlanAnswer] {
        TriggerCheck(figures: figures.compactMapValues { ExactDecimal($0) }, isForecast: forecast).answers(of: triggers)
    }

    @Test(arguments: [("99", ResponseLevel?.none), ("100", .III), ("199", .III), ("199.999999", .III), ("200", .II), ("299", .II)])
    func `the lower bound is inside, the upper one outside`(resettled: String, level: ResponseLevel?) throws {
        let bands = [band(.II, Self.moved, "200", "300"), band(.III, Self.moved, "100", "200")]
        let found = try #require(answer(bands, [.resettled: resettled]).first)
        #expect(found.level == level && !found.isAtLeast)
    }

    @Test func `any one metric starts a level, and the gravest counts`() throws {
        let bands = [band(.II, Self.moved, "200", nil), band(.I, Self.sum, "10", nil), band(.III, Self.sum, "3", "10")]
        let found = try #require(answer(bands, [.resettled: "250", .dead: "1", .missing: "3"]).first)
        #expect(found.level == .II && found.reasons.map(\.trigger.level) == [.II, .III] && !found.isAtLeast)
        #expect(answer(bands, [.resettled: "0", .dead: "10", .missing: "0"]).first?.level == .I)
    }

    @Test func `a band without a lower bound starts with the first one, not with none`() {
        let bands = [band(.IV, Self.moved, nil, "3"), band(.III, Self.moved, "3", "10")]
        #expect(answer(bands, [.resettled: "0"]).first?.level == nil)
        #expect(answer(bands, [.resettled: "1"]).first?.level == .IV)
        #expect(answer(bands, [.resettled: "3"]).first?.level == .III)
        #expect(answer([band(.IV, Self.moved, "0", "3")], [.resettled: "0"]).first?.level == nil)
    }

    @Test func `what is not given, or lies beyond the last band that is loaded, could be graver, and is said so`() throws {
        let bands = [band(.II, Self.sum, "5", "10")]
        let partly = try #require(answer(bands, [.dead: "4"]).first)
        #expect(partly.level == nil && partly.isAtLeast && partly.missing == [.missing])
        let beyond = try #require(answer(bands, [.dead: "10", .missing: "0"]).first)
        #expect(beyond.level == .II && beyond.isAtLeast && beyond.reasons.first?.isBeyond == true)
        let unasked = try #require(answer(bands, [.resettled: "1000"]).first)
        #expect(unasked.level == nil && !unasked.isAtLeast && unasked.missing.isEmpty)
        #expect(answer(bands + [band(.I, Self.sum, "10", nil)], [.dead: "10"]).first?.isAtLeast == false)
    }

    @Test func `a share of the farm population is compared exactly`() {
        let bands = [band(.III, Self.share, "20", "25")]
        // One in five of three is more than none, and less than 20 percent of 3,000,001 is not 20 percent.
        #expect(answer(bands, [.droughtInNeed: "600000", .farmPopulation: "3000000"]).first?.level == .III)
        #expect(answer(bands, [.droughtInNeed: "600000", .farmPopulation: "3000001"]).first?.level == nil)
        #expect(answer(bands, [.droughtInNeed: "600000"]).first?.level == nil)
        #expect(answer(bands, [.droughtInNeed: "600000", .farmPopulation: "0"]).first?.level == nil)
    }

    @Test func `only plans that start by forecasts answer to expected figures; each plan answers for itself`() {
        let other = ResponsePlan(plan: "国家", jurisdiction: "国", year: 2024, adminLevel: "national", isByForecast: true)
        let bands = [band(.II, Self.moved, "200", nil), band(.IV, Self.moved, "200", nil, plan: other)]
        let found = answer(bands, [.resettled: "250"], forecast: true)
        #expect(found.map(\.level) == [nil, .IV] && found.map(\.isNotByForecast) == [true, false])
        #expect(answer(bands, [.resettled: "250"]).map(\.level) == [.II, .IV])
    }

    @Test func `what a plan says of an earthquake stands beside what it says of all`() {
        let bands = [band(.IV, Self.moved, "300", "1000"), band(.III, Self.moved, "500", "1500", hazard: "earthquake")]
        #expect(answer(bands, [.resettled: "600"]).first?.level == .III)
        #expect(answer(Array(bands.prefix(1)), [.resettled: "600"]).first?.level == .IV)
    }
}
