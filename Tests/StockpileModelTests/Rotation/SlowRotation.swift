import StockpileModel

/// A slow and simple simulation, one day after another, that shares nothing with the planner.
struct SlowRotation {
    let district: MadeUpRotation

    /// The last day anything that may be planned still counts, or the horizon ends. What has no expiry counts through these days only:
    /// it would count for ever, and nothing of it could go as long as the rest of the stock expires one day.
    private var lastDay: Int {
        let due = district.heaps.filter { $0.dueOn.map { $0 <= district.end } ?? false }
        return due.compactMap { $0.expiresOn?.dayNumber }.reduce(district.end.dayNumber, max)
    }

    /// What counts towards a floor on a day, with these steps taken; fresh goods of a swap count from the day they come.
    func coverage(of floor: RotationFloor, on day: Int, after steps: [RotationStep]) -> Int64 {
        var sum: Int64 = 0
        for (position, heap) in district.heaps.enumerated() {
            guard heap.item == floor.item, heap.category == floor.category, floor.places.contains(heap.place), heap.blocked == nil else {
                continue
            }
            var lying = heap.quantity
            for step in steps where step.heap == position && step.day.dayNumber <= day && step.way != .extensionTest {
                lying -= step.quantity
                guard let row = step.row, let after = district.ways[row].replacedAfterDays, step.way != .disposal else { continue }
                if step.day.dayNumber + after <= day { sum += step.quantity }
            }
            if let expiry = heap.expiresOn, day + floor.responseDays > expiry.dayNumber { continue }
            sum += lying
        }
        return sum
    }

    /// Every floor and day on which these steps leave less than the lesser of what is required and what would be there without them.
    func breaches(of steps: [RotationStep]) -> [String] {
        var found: [String] = []
        for (number, floor) in district.floors.enumerated() {
            for day in district.start.dayNumber...max(district.start.dayNumber, lastDay) {
                let (with, without) = (coverage(of: floor, on: day, after: steps), coverage(of: floor, on: day, after: []))
                if with < min(floor.required, without) { found.append("floor \(number) on \(day): \(with)") }
            }
        }
        return found
    }

    /// How much of a heap may leave for good on a day.
    func room(for position: Int, from first: Int, after steps: [RotationStep], atMost: Int64) -> Int64 {
        let heap = district.heaps[position]
        var room = atMost
        for floor in district.floors where floor.item == heap.item && floor.category == heap.category && floor.places.contains(heap.place) {
            let last = heap.expiresOn.map { $0.dayNumber - floor.responseDays } ?? lastDay
            guard first <= last else { continue }
            for day in first...last {
                let least = min(floor.required, coverage(of: floor, on: day, after: []))
                room = min(room, coverage(of: floor, on: day, after: steps) - least)
            }
        }
        return max(0, room)
    }

    /// Steps that take more than there is, before or after they may, or past what a month can take.
    func impossible(in steps: [RotationStep]) -> [String] {
        var found: [String] = []
        for (position, heap) in district.heaps.enumerated() {
            let mine = steps.filter { $0.heap == position }
            if mine.reduce(0, { $0 + $1.quantity }) > heap.quantity { found.append("heap \(position) is overdrawn") }
            for step in mine {
                if step.quantity <= 0 { found.append("nothing of heap \(position)") }
                guard let row = step.row else { continue }
                let way = district.ways[row]
                if way.kind != step.way { found.append("heap \(position) goes another way") }
                if way.item.map({ $0 != heap.item }) ?? false { found.append("way of another item") }
                if way.category.map({ $0 != heap.category }) ?? false { found.append("way of another category") }
                if way.place.map({ $0 != heap.place }) ?? false { found.append("way of another place") }
                guard step.way != .disposal else { continue }
                if heap.blocked != nil { found.append("heap \(position) is not free") }
                let gone = (step.usedOn ?? step.day).dayNumber
                if step.day.dayNumber < district.start.dayNumber || gone > district.end.dayNumber { found.append("outside the horizon") }
                if gone - district.start.dayNumber < way.leadDays { found.append("too early") }
                if let expiry = heap.expiresOn?.dayNumber, gone > expiry - way.leastDaysLeft {
                    found.append("too late for heap \(position)")
                }
            }
        }
        return found + overfull(steps)
    }

    private func overfull(_ steps: [RotationStep]) -> [String] {
        var byRow: [String: Int64] = [:]
        var byPlace: [String: Int64] = [:]
        for step in steps {
            guard let row = step.row, step.way != .disposal else { continue }
            let month = String((step.usedOn ?? step.day).rawValue.prefix(7))
            byRow["\(row) \(month)", default: 0] += step.quantity
            if let limit = district.ways[row].monthlyQuantity, byRow["\(row) \(month)", default: 0] > limit {
                return ["row \(row) in \(month)"]
            }
            guard step.way == .use || step.way == .transfer else { continue }
            let heap = district.heaps[step.heap]
            let place = step.toPlace ?? heap.place
            byPlace["\(heap.item) \(place) \(month)", default: 0] += step.quantity
            let limit = district.uses.filter { $0.item == heap.item && $0.place == place }.reduce(0) { $0 + $1.monthlyQuantity }
            if byPlace["\(heap.item) \(place) \(month)", default: 0] > limit { return ["use of \(heap.item) at \(place) in \(month)"] }
        }
        return []
    }

    /// Value kept less cost, told again from the data.
    func net(of steps: [RotationStep]) -> Int64 {
        steps.reduce(0) { sum, step in
            guard let row = step.row else { return sum }
            let (way, heap) = (district.ways[row], district.heaps[step.heap])
            return sum + step.quantity * heap.unitCostFen * way.savedPercent / 100 - way.fixedCostFen - step.quantity * way.unitCostFen
        }
    }
}
