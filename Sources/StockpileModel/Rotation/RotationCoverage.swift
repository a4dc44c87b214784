/// What counts towards each floor on each day, with what is planned so far taken off.
struct RotationCoverage {
    private let heaps: [RotationHeap]
    private let floors: [RotationFloor]
    private let start: CalendarDate
    /// By heap, the floors it counts towards.
    private let floorsOfHeap: [[Int]]
    /// By floor and day: what may still be taken.
    private var slack: [[Int64]]

    init(heaps: [RotationHeap], floors: [RotationFloor], start: CalendarDate, lastDay: CalendarDate) {
        self.heaps = heaps
        self.floors = floors
        self.start = start
        let days = lastDay.dayNumber - start.dayNumber + 1
        floorsOfHeap = heaps.map { heap in floors.indices.filter { floors[$0].concerns(heap) } }
        var coverage = [[Int64]](repeating: [Int64](repeating: 0, count: days), count: floors.count)
        for (position, heap) in heaps.enumerated() {
            for floor in floorsOfHeap[position] {
                let last = Self.last(heap, floors[floor], start, days)
                guard last >= 0 else { continue }
                for day in 0...last { coverage[floor][day] += heap.quantity }
            }
        }
        // The lesser of requirement and coverage stays: only what is above it may be taken.
        slack = coverage.enumerated().map { floor, quantities in quantities.map { max(0, $0 - floors[floor].required) } }
    }

    /// The last day, from the start, on which a heap counts; -1 for none.
    private static func last(_ heap: RotationHeap, _ floor: RotationFloor, _ start: CalendarDate, _ days: Int) -> Int {
        guard let expiry = heap.expiresOn else { return days - 1 }
        return min(days - 1, max(-1, expiry.dayNumber - floor.responseDays - start.dayNumber))
    }

    private func span(_ heap: Int, _ floor: Int, from day: CalendarDate, replacedOn: CalendarDate?) -> Range<Int> {
        let from = max(0, day.dayNumber - start.dayNumber)
        var to = Self.last(heaps[heap], floors[floor], start, slack[floor].count) + 1
        if let replacedOn { to = min(to, replacedOn.dayNumber - start.dayNumber) }
        return from..<max(from, to)
    }

    /// How much of a heap may leave on a day.
    func mayLeave(_ heap: Int, on day: CalendarDate, replacedOn: CalendarDate?) -> Int64 {
        floorsOfHeap[heap].reduce(heaps[heap].quantity) { least, floor in
            span(heap, floor, from: day, replacedOn: replacedOn).reduce(least) { min($0, slack[floor][$1]) }
        }
    }

    /// Takes it off. Fresh goods in its place count only as long as it would have.
    mutating func leave(_ heap: Int, _ quantity: Int64, on day: CalendarDate, replacedOn: CalendarDate?) {
        for floor in floorsOfHeap[heap] {
            for day in span(heap, floor, from: day, replacedOn: replacedOn) { slack[floor][day] -= quantity }
        }
    }
}
