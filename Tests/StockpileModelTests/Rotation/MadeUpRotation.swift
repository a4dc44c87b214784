import StockpileModel

/// Dice that fall the same way for the same seed.
struct RotationDice {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return range.lowerBound + Int(state % UInt64(range.count))
    }

    mutating func isTrue(_ percent: Int) -> Bool { roll(1...100) <= percent }
}

/// A made-up district: heaps, floors, ways and routine use at random.
struct MadeUpRotation {
    let heaps: [RotationHeap]
    let floors: [RotationFloor]
    let ways: [RotationWay]
    let uses: [RoutineUse]
    let start: CalendarDate
    let end: CalendarDate

    init(seed: UInt64) {
        var dice = RotationDice(seed: seed)
        let start = CalendarDate(dayNumber: 20_000 + dice.roll(0...700))
        self.start = start
        end = start.adding(days: dice.roll(30...200))
        let places = (1...dice.roll(1...4)).map { "P\($0)" }
        let items = (1...dice.roll(1...3)).map { "I\($0)" }
        heaps = (1...dice.roll(2...9)).map { number in Self.heap(number, items, places, start, &dice) }
        floors = (0..<dice.roll(0...5)).map { _ in
            RotationFloor(
                item: items[dice.roll(0...items.count - 1)], category: "c\(dice.roll(1...2))",
                places: Set(places.filter { _ in dice.isTrue(60) }),
                required: Int64(dice.roll(0...80)), responseDays: dice.roll(0...10))
        }
        var seen: Set<String> = []
        ways = (0..<dice.roll(1...9)).map { _ in Self.way(items, places, &dice) }.filter { way in
            // One rate of use for one heap, so that there is one way to use the oldest first.
            way.kind != .use || seen.insert("\(way.item ?? "") \(way.category ?? "") \(way.place ?? "")").inserted
        }
        uses = items.flatMap { item in
            places.filter { _ in dice.isTrue(50) }.map { RoutineUse(item: item, place: $0, monthlyQuantity: Int64(dice.roll(1...12))) }
        }
    }

    private static func heap(
        _ number: Int, _ items: [String], _ places: [String], _ start: CalendarDate, _ dice: inout RotationDice
    ) -> RotationHeap {
        let expiry = dice.isTrue(85) ? start.adding(days: dice.roll(-20...260)) : nil
        let rotate = dice.isTrue(60) ? (expiry ?? start.adding(days: 150)).adding(days: -dice.roll(0...90)) : nil
        return RotationHeap(
            account: Int64(number), item: items[dice.roll(0...items.count - 1)], category: "c\(dice.roll(1...2))",
            place: places[dice.roll(0...places.count - 1)], quantity: Int64(dice.roll(1...40)), unitCostFen: Int64(dice.roll(0...999)),
            rotateByOn: rotate, expiresOn: expiry, blocked: dice.isTrue(10) ? "held" : nil)
    }

    private static func way(_ items: [String], _ places: [String], _ dice: inout RotationDice) -> RotationWay {
        let kind = RotationWayKind.allCases[dice.roll(0...RotationWayKind.allCases.count - 1)]
        var way = RotationWay(kind, savedPercent: kind == .disposal ? 0 : Int64(dice.roll(0...100)))
        if dice.isTrue(30) { way.item = items[dice.roll(0...items.count - 1)] }
        if dice.isTrue(20) { way.category = "c\(dice.roll(1...2))" }
        if dice.isTrue(20) { way.place = places[dice.roll(0...places.count - 1)] }
        if kind != .use && dice.isTrue(40) { way.fixedCostFen = Int64(dice.roll(0...3000)) }
        if kind != .use && dice.isTrue(40) { way.unitCostFen = Int64(dice.roll(0...50)) }
        if dice.isTrue(40) { way.monthlyQuantity = Int64(dice.roll(1...20)) }
        way.leadDays = dice.roll(0...20)
        way.leastDaysLeft = dice.roll(0...40)
        if kind == .swap { way.replacedAfterDays = dice.roll(0...30) }
        return way
    }

    var planner: RotationPlanner {
        RotationPlanner(heaps: heaps, floors: floors, ways: ways, uses: uses, start: start, end: end)
    }
}
