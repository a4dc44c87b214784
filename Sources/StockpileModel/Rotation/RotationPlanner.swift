/// Proposes what to do with every heap that passes its date within a horizon, so that no floor is gone below on any day.
///
/// Shape:  two plans are made and the better is kept: every heap's best way first, and routine use of the oldest goods first with the best
///         ways for the rest. So a plan never saves less than using the oldest first.
/// Source: docs/decisions/0017-rotation-plans.md says how far from the best a plan may be.
package struct RotationPlanner: Sendable {
    let heaps: [RotationHeap]
    let floors: [RotationFloor]
    let ways: [RotationWay]
    let uses: [RoutineUse]
    let start: CalendarDate
    let end: CalendarDate

    /// `heaps` is all stock, due or not: what is not due counts towards the floors and is not touched.
    package init(
        heaps: [RotationHeap], floors: [RotationFloor], ways: [RotationWay], uses: [RoutineUse], start: CalendarDate, end: CalendarDate
    ) {
        self.heaps = heaps
        self.floors = floors
        self.ways = ways
        self.uses = uses
        self.start = start
        self.end = end
    }

    package func plan() -> RotationPlan {
        let due = heaps.indices.filter { heaps[$0].quantity > 0 && heaps[$0].dueOn.map { $0 <= end } ?? false }
        // Until nothing that may be touched counts any more: then neither does what was done to it.
        let lastDay = due.compactMap { heaps[$0].expiresOn }.reduce(end, max)
        let draft = RotationDraft(self, lastDay: max(lastDay, start))
        let candidates = candidates(of: due)
        var byValue = draft
        byValue.take(candidates)
        var oldestFirst = draft
        oldestFirst.useOldestFirst(candidates)
        oldestFirst.take(candidates)
        let plans = [byValue, oldestFirst].map { finish($0, due) }
        return plans[1].netFen > plans[0].netFen ? plans[1] : plans[0]
    }

    /// Every way for every heap that is due, the one that saves most of a unit first.
    private func candidates(of due: [Int]) -> [RotationCandidate] {
        let found = due.flatMap { heap in
            RotationWay.positions(in: ways, for: heaps[heap]).flatMap { row -> [RotationCandidate] in
                switch ways[row].kind {
                case .disposal: []
                case .use: [RotationCandidate(heap: heap, row: row, toPlace: nil)]
                case .transfer:
                    Set(uses.filter { $0.item == heaps[heap].item && $0.place != heaps[heap].place }.map(\.place)).sorted().map {
                        RotationCandidate(heap: heap, row: row, toPlace: $0)
                    }
                default: [RotationCandidate(heap: heap, row: row, toPlace: nil)]
                }
            }
        }
        return found.map { ($0, net($0)) }.enumerated().sorted { first, second in
            // Net of the whole heap by its quantity, compared without dividing.
            let (one, two) = (first.element, second.element)
            let left = Int128(one.1) * Int128(heaps[two.0.heap].quantity)
            let right = Int128(two.1) * Int128(heaps[one.0.heap].quantity)
            return left == right ? first.offset < second.offset : left > right
        }.map(\.element.0)
    }

    private func net(_ candidate: RotationCandidate) -> Int64 {
        let heap = heaps[candidate.heap]
        let (saved, cost) = ways[candidate.row].yield(of: heap.quantity, unitCostFen: heap.unitCostFen)
        return saved - cost
    }

    /// Disposes of what is left and expires within the horizon, and says what stood against something better.
    private func finish(_ draft: RotationDraft, _ due: [Int]) -> RotationPlan {
        var steps = draft.steps
        var rests: [RotationRest] = []
        for heap in due where draft.left[heap] > 0 {
            let row = disposal(of: heap)
            guard let row, let expiry = heaps[heap].expiresOn, expiry <= end else {
                rests.append(RotationRest(heap: heap, quantity: draft.left[heap]))
                continue
            }
            let (saved, cost) = ways[row].yield(of: draft.left[heap], unitCostFen: heaps[heap].unitCostFen)
            steps.append(
                RotationStep(
                    heap: heap, way: .disposal, row: row, quantity: draft.left[heap], day: max(start, expiry.adding(days: 1)), toPlace: nil,
                    usedOn: nil, savedFen: saved, costFen: cost))
        }
        let atRisk = due.reduce(Int128(0)) { $0 + Int128(heaps[$1].quantity) * Int128(heaps[$1].unitCostFen) }
        return RotationPlan(
            steps: steps.sorted { ($0.heap, $0.day, $0.row ?? 0) < ($1.heap, $1.day, $1.row ?? 0) }, rests: rests,
            obstacles: draft.obstacles, valueAtRiskFen: Int64(clamping: atRisk), netAtMostFen: netAtMost(due))
    }

    func disposal(of heap: Int) -> Int? {
        RotationWay.positions(in: ways, for: heaps[heap]).first { ways[$0].kind == .disposal }
    }

    private func netAtMost(_ due: [Int]) -> Int64 {
        due.reduce(0) { sum, position in
            let heap = heaps[position]
            let best = RotationWay.positions(in: ways, for: heap).reduce(Int64(0)) { best, row in
                guard heap.blocked == nil || ways[row].kind == .disposal else { return best }
                var way = ways[row]
                // Steps in parts round down and pay their fixed cost each: without it the bound holds for every division.
                way.fixedCostFen = 0
                let (saved, cost) = way.yield(of: heap.quantity, unitCostFen: heap.unitCostFen)
                return max(best, saved - cost)
            }
            return sum + best
        }
    }
}

/// One heap by one row of data, to one place if it is moved.
struct RotationCandidate {
    let heap: Int
    let row: Int
    let toPlace: String?
}
