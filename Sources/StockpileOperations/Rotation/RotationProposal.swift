internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// What is proposed for everything that falls due, with what it was made of; nothing is changed by it.
struct RotationProposal {
    let plan: RotationPlan
    let today: CalendarDate
    let until: CalendarDate
    let level: ResponseLevel
    /// Codes of those whose requirement is kept.
    let scenarios: [String]
    private let balances: [RotationBalance]
    /// What approved plans are still to take: nothing is proposed for it again, and no floor counts on it.
    private let plannedElsewhereFen: Int64
    private let ways: [RotationWay]

    /// Errors: notFound for the scenario; SP609 when it has no standard or its drivers are incomplete.
    init(
        months: Int, level: ResponseLevel, scenario: String?, on today: CalendarDate, in tx: borrowing Transaction
    ) throws {
        self.today = today
        self.level = level
        until = today.adding(months: months)
        let all = try tx.listRotationBalances()
        balances = all.filter { $0.heap.quantity > 0 }
        plannedElsewhereFen = all.reduce(0) { $0 + $1.plannedQuantity * $1.heap.unitCostFen }
        let (floors, scenarios) = try Self.floors(level: level, scenario: scenario, on: today, in: tx)
        self.scenarios = scenarios
        ways = try tx.listRotationWays()
        plan = RotationPlanner(
            heaps: balances.map(\.heap), floors: floors, ways: ways, uses: try tx.listRoutineUses(), start: today, end: until
        ).plan()
    }

    /// What is not to be gone below, from the lines of the standard in one scenario or all; and the scenarios' codes.
    private static func floors(
        level: ResponseLevel, scenario code: String?, on day: CalendarDate, in tx: borrowing Transaction
    ) throws -> ([RotationFloor], [String]) {
        var scenarios = try tx.listScenarios()
        if let code {
            scenarios = scenarios.filter { $0.code == code }
            guard !scenarios.isEmpty else { throw StockpileError.notFound(subject: "scenario", code: code) }
        }
        let places = try tx.listCountingPlaces()
        let routes = try tx.findRouteMap()
        let standard = try tx.findStandard(for: level, on: day)
        var floors: [RotationFloor] = []
        var used: [String] = []
        for scenario in scenarios {
            let lines = try standard.map { try tx.listStandardLines(of: $0, for: scenario.hazard) } ?? []
            guard !lines.isEmpty else {
                // Of all scenarios those the standard says nothing of need nothing; one that was named has to say something.
                guard code == nil else { throw StockpileError.refused(Operations.standardMissing(level, scenario, on: day)) }
                continue
            }
            floors += try RotationFloor.floors(of: lines, in: scenario, places: places, by: routes)
            used.append(scenario.code)
        }
        return (floors, used)
    }

    /// Steps by date and position, as they are proposed and kept.
    private var steps: [RotationStep] { plan.steps.sorted { ($0.day, $0.heap) < ($1.day, $1.heap) } }

    /// What is kept of it as a draft.
    func record(remarks: String?) -> JSONValue {
        [
            "made_on": JSONValue(today), "until_on": JSONValue(until), "response_level": .text(level.rawValue),
            "scenarios": .array(scenarios.map { .text($0) }), "value_at_risk_fen": .integer(plan.valueAtRiskFen),
            "net_at_most_fen": .integer(plan.netAtMostFen), "remarks": JSONValue(remarks),
            "steps": .array(
                steps.enumerated().map { index, step in
                    let heap = balances[step.heap].heap
                    return [
                        "step_no": .integer(Int64(index + 1)), "account_id": .integer(heap.account), "quantity": .integer(step.quantity),
                        "way": .text(step.way.rawValue), "to_place": JSONValue(step.toPlace),
                        "agreement": JSONValue(step.row.flatMap { ways[$0].agreement }), "planned_on": JSONValue(step.day),
                        "used_on": JSONValue(step.usedOn), "value_at_risk_fen": .integer(heap.unitCostFen * step.quantity),
                        "saved_fen": .integer(step.savedFen), "cost_fen": .integer(step.costFen),
                        "why_not_better": .array(obstacles(of: step.heap, taken: step)),
                    ]
                }),
        ]
    }

    /// Totals, and every step and rest by date.
    var answer: JSONValue {
        let taken = plan.steps.map { ($0.day, $0.heap, row(of: $0.heap, $0.quantity, taken: $0)) }
        let rests = plan.rests.map { (until, $0.heap, row(of: $0.heap, $0.quantity, taken: nil)) }
        let rows = (taken + rests).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        return [
            "on": JSONValue(today), "until_on": JSONValue(until), "level": .text(level.rawValue),
            "scenarios": .array(scenarios.map { .text($0) }), "value_at_risk_fen": .integer(plan.valueAtRiskFen),
            "saved_fen": .integer(plan.savedFen), "cost_fen": .integer(plan.costFen), "net_fen": .integer(plan.netFen),
            "net_at_most_fen": .integer(plan.netAtMostFen), "planned_elsewhere_fen": .integer(plannedElsewhereFen),
            "steps": .array(rows.map(\.2)),
        ]
    }

    private func row(of position: Int, _ quantity: Int64, taken step: RotationStep?) -> JSONValue {
        let balance = balances[position]
        let heap = balance.heap
        let due = heap.dueOn.map { Int64($0.dayNumber - today.dayNumber) }
        return .object(
            (balance.names.members ?? []) + [
                JSONMember("quantity", .integer(quantity)), JSONMember("rotate_by_on", JSONValue(heap.rotateByOn)),
                JSONMember("expires_on", JSONValue(heap.expiresOn)), JSONMember("days_left", JSONValue(due)),
                JSONMember("way", .text(step?.way.rawValue ?? "no_way")),
                JSONMember("planned_on", JSONValue(step?.day)), JSONMember("to_place", JSONValue(step?.toPlace)),
                JSONMember("used_on", JSONValue(step?.usedOn)),
                JSONMember("agreement", JSONValue(step?.row.flatMap { ways[$0].agreement })),
                JSONMember("value_at_risk_fen", .integer(heap.unitCostFen * quantity)),
                JSONMember("saved_fen", .integer(step?.savedFen ?? 0)), JSONMember("cost_fen", .integer(step?.costFen ?? 0)),
                JSONMember("why_not_better", .array(obstacles(of: position, taken: step))),
            ])
    }

    /// Of each way that would save more of the value, what stood against it.
    private func obstacles(of heap: Int, taken step: RotationStep?) -> [JSONValue] {
        let percent = step?.row.map { ways[$0].savedPercent } ?? 0
        return RotationWayKind.allCases.compactMap { kind in
            guard kind != step?.way, let obstacle = plan.obstacles[heap]?[kind],
                ways.contains(where: { $0.kind == kind && $0.savedPercent > percent })
            else { return nil }
            return ["way": .text(kind.rawValue), "reason": .text(obstacle.rawValue)]
        }
    }
}
