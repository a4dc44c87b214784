internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Proposes the best way for everything that passes its rotate-by date (or expiry) within so many months, keeping what each line of the
    /// standard needs of stock in every scenario, or in the one named.
    ///
    /// Shape:  totals, `steps` by date, and with each what stood against a better way.
    /// Units:  base units; fen.
    /// Errors: notFound for the scenario; SP609 when it has no standard or its drivers are incomplete.
    package func planRotation(months: Int, level: ResponseLevel, scenario code: String?) async throws -> JSONValue {
        let today = self.today
        let until = today.adding(months: months)
        return try await store.read { tx in
            let balances = try tx.listRotationBalances()
            let (floors, scenarios) = try Self.floors(level: level, scenario: code, on: today, in: tx)
            let ways = try tx.listRotationWays()
            let planner = RotationPlanner(
                heaps: balances.map(\.heap), floors: floors, ways: ways, uses: try tx.listRoutineUses(), start: today, end: until)
            let plan = planner.plan()
            return Self.answer(plan, balances, ways, on: today, until: until, level: level, scenarios: scenarios)
        }
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
        let standard = try tx.findStandard(for: level, on: day)
        var floors: [RotationFloor] = []
        var used: [String] = []
        for scenario in scenarios {
            let lines = try standard.map { try tx.listStandardLines(of: $0, for: scenario.hazard) } ?? []
            guard !lines.isEmpty else {
                // Of all scenarios those the standard says nothing of need nothing; one that was named has to say something.
                guard code == nil else { throw StockpileError.refused(standardMissing(level, scenario, on: day)) }
                continue
            }
            let ways = try tx.listWays(toTownsOf: scenario.code).compactMap { place, way in places[place].map { ($0, way) } }
            floors += try RotationFloor.floors(of: lines, in: scenario, ways: ways)
            used.append(scenario.code)
        }
        return (floors, used)
    }

    private static func answer(
        _ plan: RotationPlan, _ balances: [RotationBalance], _ ways: [RotationWay], on today: CalendarDate, until: CalendarDate,
        level: ResponseLevel, scenarios: [String]
    ) -> JSONValue {
        let steps = plan.steps.map { step in
            (step.day, step.heap, row(of: balances[step.heap], at: step.heap, step.quantity, plan, ways, on: today, taken: step))
        }
        let rests = plan.rests.map { rest in
            (until, rest.heap, row(of: balances[rest.heap], at: rest.heap, rest.quantity, plan, ways, on: today, taken: nil))
        }
        let rows = (steps + rests).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        return [
            "on": JSONValue(today), "until_on": JSONValue(until), "level": .text(level.rawValue),
            "scenarios": .array(scenarios.map { .text($0) }), "value_at_risk_fen": .integer(plan.valueAtRiskFen),
            "saved_fen": .integer(plan.savedFen), "cost_fen": .integer(plan.costFen), "net_fen": .integer(plan.netFen),
            "net_at_most_fen": .integer(plan.netAtMostFen), "steps": .array(rows.map(\.2)),
        ]
    }

    private static func row(
        of balance: RotationBalance, at position: Int, _ quantity: Int64, _ plan: RotationPlan, _ ways: [RotationWay],
        on today: CalendarDate, taken step: RotationStep?
    ) -> JSONValue {
        let heap = balance.heap
        let due = heap.dueOn.map { Int64($0.dayNumber - today.dayNumber) }
        let row = step?.row.map { ways[$0] }
        return .object(
            (balance.names.members ?? []) + [
                JSONMember("quantity", .integer(quantity)), JSONMember("rotate_by_on", JSONValue(heap.dueOn)),
                JSONMember("expires_on", JSONValue(heap.expiresOn)), JSONMember("days_left", JSONValue(due)),
                JSONMember("way", .text(step?.way.rawValue ?? "no_way")),
                JSONMember("planned_on", JSONValue(step?.day)), JSONMember("to_place", JSONValue(step?.toPlace)),
                JSONMember("used_on", JSONValue(step?.usedOn)), JSONMember("agreement", JSONValue(row?.agreement)),
                JSONMember("value_at_risk_fen", .integer(heap.unitCostFen * quantity)),
                JSONMember("saved_fen", .integer(step?.savedFen ?? 0)), JSONMember("cost_fen", .integer(step?.costFen ?? 0)),
                JSONMember("why_not_better", .array(obstacles(of: position, plan, ways, taken: step))),
            ])
    }

    /// Of each way that would save more of the value, what stood against it.
    private static func obstacles(of heap: Int, _ plan: RotationPlan, _ ways: [RotationWay], taken step: RotationStep?) -> [JSONValue] {
        let percent = step?.row.map { ways[$0].savedPercent } ?? 0
        return RotationWayKind.allCases.compactMap { kind in
            guard kind != step?.way, let obstacle = plan.obstacles[heap]?[kind],
                ways.contains(where: { $0.kind == kind && $0.savedPercent > percent })
            else { return nil }
            return ["way": .text(kind.rawValue), "reason": .text(obstacle.rawValue)]
        }
    }
}
