import Foundation
import StockpileModel
import Testing

@Suite("Plans of rotation")
struct RotationPlannerTests {
    static let seeds: ClosedRange<UInt64> =
        1...(ProcessInfo.processInfo.environment["STOCKPILE_TEST_LONG"] == nil ? 40 : 400)
    static let start = CalendarDate(dayNumber: 20_500)

    private static func heap(_ quantity: Int64, place: String = "P", expires: Int?, rotate: Int? = nil) -> RotationHeap {
        RotationHeap(
            account: 1, item: "water", category: "relief", place: place, quantity: quantity, unitCostFen: 100,
            rotateByOn: rotate.map { start.adding(days: $0) }, expiresOn: expires.map { start.adding(days: $0) })
    }

    private static func floor(_ required: Int64, responseDays: Int = 0) -> RotationFloor {
        RotationFloor(item: "water", category: "relief", places: ["P"], required: required, responseDays: responseDays)
    }

    private static func plan(
        _ heaps: [RotationHeap], _ floors: [RotationFloor] = [], _ ways: [RotationWay], _ uses: [RoutineUse] = []
    ) -> RotationPlan {
        RotationPlanner(heaps: heaps, floors: floors, ways: ways, uses: uses, start: start, end: start.adding(days: 365)).plan()
    }

    private static func told(_ plan: RotationPlan) -> [String] {
        plan.steps.map { "\($0.way.rawValue) \($0.quantity) \($0.day.dayNumber - start.dayNumber) \($0.savedFen)-\($0.costFen)" }
    }

    @Test(arguments: seeds)
    func `no line falls below what it needs or would have had, on any day of a random district`(seed: UInt64) {
        let district = MadeUpRotation(seed: seed)
        let slow = SlowRotation(district: district)
        let plan = district.planner.plan()
        #expect(slow.breaches(of: plan.steps) == [])
        #expect(slow.impossible(in: plan.steps) == [])
        #expect(slow.net(of: plan.steps) == plan.netFen)
        #expect(plan.netFen <= plan.netAtMostFen)
    }

    @Test(arguments: seeds)
    func `a plan saves no less than using the oldest first under the same rule`(seed: UInt64) {
        let district = MadeUpRotation(seed: seed)
        let oldest = OldestFirst(district)
        let steps = oldest.steps()
        #expect(oldest.slow.breaches(of: steps) == [])
        #expect(district.planner.plan().netFen >= oldest.slow.net(of: steps))
    }

    @Test func `random districts have something to plan, floors that bind, and plans better than the oldest first`() {
        var (ways, bound, better) = (Set<RotationWayKind>(), 0, 0)
        for seed in Self.seeds {
            let district = MadeUpRotation(seed: seed)
            let plan = district.planner.plan()
            let oldest = OldestFirst(district)
            ways.formUnion(plan.steps.map(\.way))
            if plan.obstacles.values.contains(where: { $0.values.contains(.belowRequirement) }) { bound += 1 }
            if plan.netFen > oldest.slow.net(of: oldest.steps()) { better += 1 }
        }
        #expect(ways == Set(RotationWayKind.allCases))
        #expect(bound >= 4)
        #expect(better >= 10)
    }

    @Test func `what saves most of the value comes first, on the day it is due`() {
        var sale = RotationWay(.sale, savedPercent: 40)
        sale.fixedCostFen = 50
        let plan = Self.plan([Self.heap(10, expires: 100, rotate: 70)], [], [RotationWay(.donation, savedPercent: 10), sale])
        #expect(Self.told(plan) == ["sale 10 70 400-50"])
        #expect(plan.valueAtRiskFen == 1000)
        #expect(plan.netAtMostFen == 400)
    }

    @Test func `a sale waits until goods no longer count; what cannot wait stays`() {
        let heap = Self.heap(10, expires: 100, rotate: 70)
        let late = Self.plan([heap], [Self.floor(10, responseDays: 5)], [RotationWay(.sale, savedPercent: 40)])
        // Through the response it is needed until day 95; it may be sold until day 100.
        #expect(Self.told(late) == ["sale 10 100 400-0"])
        var early = RotationWay(.sale, savedPercent: 40)
        early.leastDaysLeft = 30
        let disposal = RotationWay(.disposal, savedPercent: 0)
        let some = Self.plan([heap], [Self.floor(6, responseDays: 5)], [early, disposal])
        #expect(Self.told(some) == ["sale 4 70 160-0", "disposal 6 101 0-0"])
        #expect(some.obstacles[0]?[.sale] == .belowRequirement)
    }

    @Test func `a swap that brings fresh goods the same day leaves nothing uncovered`() {
        var swap = RotationWay(.swap, savedPercent: 95)
        swap.replacedAfterDays = 0
        let heap = Self.heap(10, expires: 100, rotate: 70)
        #expect(Self.told(Self.plan([heap], [Self.floor(10)], [swap])) == ["swap 10 70 950-0"])
        swap.replacedAfterDays = 3
        let plan = Self.plan([heap], [Self.floor(10)], [swap])
        #expect(plan.steps.isEmpty && plan.rests.map(\.quantity) == [10])
    }

    @Test func `routine use takes so much a month, elsewhere as well`() {
        let uses = [RoutineUse(item: "water", place: "P", monthlyQuantity: 2), RoutineUse(item: "water", place: "Q", monthlyQuantity: 3)]
        var transfer = RotationWay(.transfer, savedPercent: 90)
        transfer.leadDays = 2
        let plan = Self.plan([Self.heap(10, expires: 40)], [], [RotationWay(.use, savedPercent: 100), transfer], uses)
        #expect(plan.steps.filter { $0.way == .use }.allSatisfy { $0.quantity == 2 })
        #expect(plan.steps.filter { $0.way == .transfer }.allSatisfy { $0.quantity <= 3 && $0.toPlace == "Q" })
        #expect(plan.steps.reduce(0) { $0 + $1.quantity } + plan.rests.reduce(0) { $0 + $1.quantity } == 10)
    }

    @Test func `held goods are only told of, and what is not due is not touched`() {
        var held = Self.heap(10, expires: 100)
        held.blocked = "held"
        let plan = Self.plan([held, Self.heap(5, expires: 900)], [], [RotationWay(.sale, savedPercent: 40)])
        #expect(plan.steps.isEmpty)
        #expect(plan.rests.map(\.heap) == [0])
        #expect(plan.obstacles[0]?[.sale] == .blocked)
    }
}
