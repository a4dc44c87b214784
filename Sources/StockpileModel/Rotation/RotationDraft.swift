/// A plan as it grows: what is left of each heap, of each month's capacity and above each floor.
struct RotationDraft {
    private let planner: RotationPlanner
    private var coverage: RotationCoverage
    private var taken: [Slot: Int64] = [:]
    private(set) var left: [Int64]
    private(set) var steps: [RotationStep] = []
    private(set) var obstacles: [Int: [RotationWayKind: RotationObstacle]] = [:]

    /// A month's capacity of a row, or of the routine use of an item at a place.
    private struct Slot: Hashable {
        var row: Int?
        var item: String?
        var place: String?
        var month: Int
    }

    init(_ planner: RotationPlanner, lastDay: CalendarDate) {
        self.planner = planner
        coverage = RotationCoverage(heaps: planner.heaps, floors: planner.floors, start: planner.start, lastDay: lastDay)
        left = planner.heaps.map(\.quantity)
    }

    /// As much as can be by each candidate, in their order.
    mutating func take(_ candidates: [RotationCandidate]) {
        for candidate in candidates where left[candidate.heap] > 0 {
            let kind = planner.ways[candidate.row].kind
            guard planner.heaps[candidate.heap].blocked == nil else {
                obstacles[candidate.heap, default: [:]][kind] = .blocked
                continue
            }
            let days = days(of: candidate)
            var obstacle: RotationObstacle = days.isEmpty ? .pastItsDay : .capacityUsed
            for day in days where left[candidate.heap] > 0 { take(candidate, on: day, &obstacle) }
            if left[candidate.heap] > 0 { obstacles[candidate.heap, default: [:]][kind] = obstacle }
        }
    }

    /// Routine use only, month by month, of what expires first.
    mutating func useOldestFirst(_ candidates: [RotationCandidate]) {
        let heaps = planner.heaps
        let oldest = candidates.filter { planner.ways[$0.row].kind == .use && heaps[$0.heap].blocked == nil }.sorted {
            let (first, second) = (heaps[$0.heap], heaps[$1.heap])
            return (first.expiresOn?.dayNumber ?? .max, $0.heap) < (second.expiresOn?.dayNumber ?? .max, $1.heap)
        }
        for candidate in oldest {
            var obstacle = RotationObstacle.capacityUsed
            for day in days(of: candidate) where left[candidate.heap] > 0 { take(candidate, on: day, &obstacle) }
        }
    }

    /// The days a candidate may leave on: its due day, the last day of all, and where capacity counts by month the last day of each.
    private func days(of candidate: RotationCandidate) -> [CalendarDate] {
        let (heap, way) = (planner.heaps[candidate.heap], planner.ways[candidate.row])
        let first = planner.start.adding(days: way.kind == .transfer ? 0 : way.leadDays)
        let expiry = heap.expiresOn?.adding(days: -way.leastDaysLeft)
        let last = min(planner.end, expiry ?? planner.end).adding(days: way.kind == .transfer ? -way.leadDays : 0)
        guard first <= last, let due = heap.dueOn else { return [] }
        let isMonthly = way.monthlyQuantity != nil || way.kind == .use || way.kind == .transfer
        guard isMonthly else {
            let best = max(first, min(due, last))
            return best == last ? [last] : [best, last]
        }
        var days: [CalendarDate] = []
        var month = CalendarDate.firstOfMonth(first)
        while month <= last {
            let next = month.adding(months: 1)
            let day = min(last, next.adding(days: -1))
            if day >= first { days.append(day) }
            month = next
        }
        return days
    }

    private mutating func take(_ candidate: RotationCandidate, on day: CalendarDate, _ obstacle: inout RotationObstacle) {
        let (heap, way) = (planner.heaps[candidate.heap], planner.ways[candidate.row])
        let usedOn = way.kind == .transfer ? day.adding(days: way.leadDays) : day
        let slots = slots(of: candidate, on: usedOn)
        let room = slots.reduce(left[candidate.heap]) { min($0, $1.limit - taken[$1.slot, default: 0]) }
        guard room > 0 else { return }
        let replacedOn = way.kind == .extensionTest ? day : way.replacedAfterDays.map { day.adding(days: $0) }
        let quantity = min(room, coverage.mayLeave(candidate.heap, on: day, replacedOn: replacedOn))
        guard quantity > 0 else { return obstacle = .belowRequirement }
        if quantity < room { obstacle = .belowRequirement }
        let (saved, cost) = way.yield(of: quantity, unitCostFen: heap.unitCostFen)
        guard saved - cost >= leastNet(of: quantity, candidate.heap) else { return obstacle = .costsMore }
        coverage.leave(candidate.heap, quantity, on: day, replacedOn: replacedOn)
        for slot in slots { taken[slot.slot, default: 0] += quantity }
        left[candidate.heap] -= quantity
        steps.append(
            RotationStep(
                heap: candidate.heap, way: way.kind, row: candidate.row, quantity: quantity, day: day, toPlace: candidate.toPlace,
                usedOn: way.kind == .transfer ? usedOn : nil, savedFen: saved, costFen: cost))
    }

    /// What a step has to bring: more than nothing where goods would stay, no less than their disposal where they would spoil.
    private func leastNet(of quantity: Int64, _ heap: Int) -> Int64 {
        guard let expiry = planner.heaps[heap].expiresOn, expiry <= planner.end else { return 1 }
        guard let row = planner.disposal(of: heap) else { return 0 }
        var way = planner.ways[row]
        // Only what takes the last of it saves the fixed cost as well.
        if quantity < left[heap] { way.fixedCostFen = 0 }
        let (saved, cost) = way.yield(of: quantity, unitCostFen: planner.heaps[heap].unitCostFen)
        return saved - cost
    }

    private func slots(of candidate: RotationCandidate, on day: CalendarDate) -> [(slot: Slot, limit: Int64)] {
        let (heap, way) = (planner.heaps[candidate.heap], planner.ways[candidate.row])
        let parts = day.components
        let month = parts.year * 12 + parts.month
        var slots: [(slot: Slot, limit: Int64)] = []
        if let limit = way.monthlyQuantity { slots.append((Slot(row: candidate.row, month: month), limit)) }
        if way.kind == .use || way.kind == .transfer {
            let place = candidate.toPlace ?? heap.place
            let limit = planner.uses.filter { $0.item == heap.item && $0.place == place }.reduce(0) { $0 + $1.monthlyQuantity }
            slots.append((Slot(item: heap.item, place: place, month: month), limit))
        }
        return slots
    }
}

extension CalendarDate {
    static func firstOfMonth(_ day: CalendarDate) -> CalendarDate { day.adding(days: 1 - day.components.day) }
}
