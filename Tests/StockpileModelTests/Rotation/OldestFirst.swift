import StockpileModel

/// The plain rule people follow without a plan: every month each place uses of what expires first, as far as the floors allow; what spoils
/// is disposed of.
struct OldestFirst {
    let slow: SlowRotation
    private var district: MadeUpRotation { slow.district }

    init(_ district: MadeUpRotation) { slow = SlowRotation(district: district) }

    func steps() -> [RotationStep] {
        var steps: [RotationStep] = []
        let due = district.heaps.indices.filter {
            (district.heaps[$0].rotateByOn ?? district.heaps[$0].expiresOn).map { $0 <= district.end } ?? false
        }
        let far = Int.max
        let oldest = due.sorted {
            (district.heaps[$0].expiresOn?.dayNumber ?? far, $0) < (district.heaps[$1].expiresOn?.dayNumber ?? far, $1)
        }
        for position in oldest where district.heaps[position].blocked == nil {
            guard let row = row(of: .use, for: district.heaps[position]) else { continue }
            for day in monthEnds(for: district.heaps[position], district.ways[row]) {
                let quantity = room(for: position, row, on: day, after: steps)
                if quantity > 0 { steps.append(step(position, .use, row, quantity, day)) }
            }
        }
        for position in due {
            let heap = district.heaps[position]
            let left = heap.quantity - steps.filter { $0.heap == position }.reduce(0) { $0 + $1.quantity }
            guard left > 0, let expiry = heap.expiresOn, expiry <= district.end, let row = row(of: .disposal, for: heap) else { continue }
            steps.append(step(position, .disposal, row, left, expiry.adding(days: 1)))
        }
        return steps
    }

    private func step(_ heap: Int, _ way: RotationWayKind, _ row: Int, _ quantity: Int64, _ day: CalendarDate) -> RotationStep {
        RotationStep(
            heap: heap, way: way, row: row, quantity: quantity, day: day, toPlace: nil, usedOn: nil, savedFen: 0, costFen: 0)
    }

    /// The row that speaks most exactly of a heap.
    private func row(of kind: RotationWayKind, for heap: RotationHeap) -> Int? {
        var best: (row: Int, precision: Int)?
        for (row, way) in district.ways.enumerated() where way.kind == kind {
            if let item = way.item, item != heap.item { continue }
            if let category = way.category, category != heap.category { continue }
            if let place = way.place, place != heap.place { continue }
            let precision = (way.item == nil ? 0 : 4) + (way.category == nil ? 0 : 2) + (way.place == nil ? 0 : 1)
            if precision > best?.precision ?? -1 { best = (row, precision) }
        }
        return best?.row
    }

    /// The last day of each month on which it may be used, day by day.
    private func monthEnds(for heap: RotationHeap, _ way: RotationWay) -> [CalendarDate] {
        var byMonth: [String: CalendarDate] = [:]
        let last = min(district.end.dayNumber, heap.expiresOn.map { $0.dayNumber - way.leastDaysLeft } ?? Int.max)
        let first = district.start.dayNumber + way.leadDays
        guard first <= last else { return [] }
        for number in first...last {
            let day = CalendarDate(dayNumber: number)
            byMonth[String(day.rawValue.prefix(7))] = day
        }
        return byMonth.values.sorted()
    }

    private func room(for position: Int, _ row: Int, on day: CalendarDate, after steps: [RotationStep]) -> Int64 {
        let heap = district.heaps[position]
        let month = day.rawValue.prefix(7)
        let thisMonth = steps.filter { $0.day.rawValue.hasPrefix(month) }
        let here = thisMonth.filter { district.heaps[$0.heap].item == heap.item && district.heaps[$0.heap].place == heap.place }
        let use = district.uses.filter { $0.item == heap.item && $0.place == heap.place }.reduce(0) { $0 + $1.monthlyQuantity }
        var room = min(
            heap.quantity - steps.filter { $0.heap == position }.reduce(0) { $0 + $1.quantity }, use - here.reduce(0) { $0 + $1.quantity })
        if let limit = district.ways[row].monthlyQuantity {
            room = min(room, limit - thisMonth.filter { $0.row == row }.reduce(0) { $0 + $1.quantity })
        }
        return room > 0 ? slow.room(for: position, from: day.dayNumber, after: steps, atMost: room) : 0
    }
}
