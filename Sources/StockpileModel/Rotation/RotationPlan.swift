/// Why a better way was not taken, or not for all.
package enum RotationObstacle: String, Sendable, CaseIterable {
    /// No row of data speaks of it.
    case noWay = "no_way"
    case pastItsDay = "past_its_day"
    case capacityUsed = "capacity_used"
    case belowRequirement = "below_requirement"
    case blocked
    case costsMore = "costs_more"
}

/// So much of one heap by one way on one day.
package struct RotationStep: Sendable {
    /// Position among the heaps given.
    package let heap: Int
    package let way: RotationWayKind
    /// Position among the ways given; nil for what nothing can be done about.
    package let row: Int?
    package let quantity: Int64
    package let day: CalendarDate
    /// Where it is used, for a transfer.
    package let toPlace: String?
    /// On which day it is used there.
    package let usedOn: CalendarDate?
    package let savedFen: Int64
    package let costFen: Int64

    package init(
        heap: Int, way: RotationWayKind, row: Int?, quantity: Int64, day: CalendarDate, toPlace: String?, usedOn: CalendarDate?,
        savedFen: Int64, costFen: Int64
    ) {
        self.heap = heap
        self.way = way
        self.row = row
        self.quantity = quantity
        self.day = day
        self.toPlace = toPlace
        self.usedOn = usedOn
        self.savedFen = savedFen
        self.costFen = costFen
    }
}

/// What is left of a heap for which there is no way at all.
package struct RotationRest: Sendable {
    package let heap: Int
    package let quantity: Int64
}

/// What to do with everything that passes its date, and what it saves.
package struct RotationPlan: Sendable {
    /// By heap, then day.
    package let steps: [RotationStep]
    package let rests: [RotationRest]
    /// By heap: each way that was not taken for all of it.
    package let obstacles: [Int: [RotationWayKind: RotationObstacle]]
    package let valueAtRiskFen: Int64
    /// What no plan can exceed: every heap by its best way, as if neither floors nor capacities stood against it.
    package let netAtMostFen: Int64

    package var savedFen: Int64 { steps.reduce(0) { $0 + $1.savedFen } }
    package var costFen: Int64 { steps.reduce(0) { $0 + $1.costFen } }
    package var netFen: Int64 { savedFen - costFen }
}
