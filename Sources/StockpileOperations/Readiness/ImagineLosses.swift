package import StockpileModel
internal import Postgres
internal import StockpileStore

/// What is imagined to happen, in the words of whoever asks.
package struct ImaginedChange: Sendable {
    /// Codes of places that are lost with all that lies there.
    package var places: [String] = []
    /// Roads that are cut in both directions, by the codes of their ends.
    package var roads: [(from: String, to: String)] = []
    /// Codes of companies that fail with all that they keep and promise.
    package var companies: [String] = []
    /// Codes of neighbours that send nothing.
    package var neighbours: [String] = []
    /// So many hundredths of what the scenario's drivers say.
    package var demandPercent = 100
    /// Scenarios that happen at the same time.
    package var scenarios: [String] = []

    package init() {}
}

extension Operations {
    /// Readiness as it is, and as it would be if something happened, side by side.
    ///
    /// Shape:  lines of the scenario, then those of scenarios that happen along with it and share its goods; what each has now is what it
    ///         would have if it came alone. Where all cannot be served alike, the scenario named first goes before.
    /// Errors: as for a check; invalid for places, companies, neighbours and roads that nobody knows.
    package func imagine(
        _ change: ImaginedChange, level: ResponseLevel, scenario code: String, on day: CalendarDate?
    ) async throws -> JSONValue {
        let today = today
        var question = ReadinessQuestion(level: level, scenario: code, on: day)
        question.otherScenarios = change.scenarios
        return try await store.read { [question] tx in
            let basis = try Self.loadReadiness(question, today: today, in: tx)
            let losses = try Self.losses(of: change, in: tx, by: basis.book.routes)
            let now = try basis.demands.map { try basis.check(of: $0).answer() }
            var then = basis.check(losing: losses)
            then.scenario = then.scenario.scaled(percent: change.demandPercent)
            return try Self.compared(now, then.answer(), basis)
        }
    }

    /// Every word that is not known is told at once.
    private static func losses(
        of change: ImaginedChange, in tx: borrowing Transaction, by routes: RouteMap
    ) throws -> SupplyLosses {
        var losses = SupplyLosses()
        var problems: [FieldProblem] = []
        func place(_ code: String, _ field: String) -> PlaceID? {
            let place = routes.place(code)
            if place == nil { problems.append(FieldProblem(field: field, .unknownCode, ["value": code, "subject": "place"])) }
            return place
        }
        losses.places = Set(change.places.compactMap { place($0, "--lose-place") })
        for road in change.roads {
            guard let from = place(road.from, "--cut-road"), let to = place(road.to, "--cut-road") else { continue }
            let leg = RouteMap.Leg(from: from, to: to)
            if routes.hasRoad(leg) {
                losses.roads.insert(leg)
            } else {
                let value = "\(road.from):\(road.to)"
                problems.append(FieldProblem(field: "--cut-road", .unknownCode, ["value": value, "subject": "route"]))
            }
        }
        let companies = try tx.listCompanyNames()
        for code in change.companies where companies[code] == nil {
            problems.append(FieldProblem(field: "--lose-company", .unknownCode, ["value": code, "subject": "company"]))
        }
        losses.companies = Set(change.companies)
        for code in change.neighbours where try !tx.isNeighbour(code) {
            problems.append(FieldProblem(field: "--lose-neighbour", .unknownCode, ["value": code, "subject": "neighbour"]))
        }
        losses.neighbours = Set(change.neighbours)
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        return losses
    }

    /// Shape: `now` has an answer for each scenario; `then` has their lines one after the other.
    private static func compared(_ now: [ReadinessAnswer], _ then: ReadinessAnswer, _ basis: ReadinessBasis) -> JSONValue {
        let before = now.flatMap(\.lines)
        let lines = zip(before, then.lines).map { before, line -> JSONValue in
            .object(
                basis.names(of: line.line) + [
                    JSONMember("scenario", .text(basis.demands[line.scenario].scenario.code)),
                    JSONMember("within_hours", .integer(Int64(line.line.withinHours))),
                    JSONMember("required_now", JSONValue(before.requirement.quantity)),
                    JSONMember("covered_now", .integer(before.covered)), JSONMember("gap_now", .integer(before.gap)),
                    JSONMember("verdict_now", .text(before.verdict.rawValue)),
                    JSONMember("required", JSONValue(line.requirement.quantity)), JSONMember("covered", .integer(line.covered)),
                    JSONMember("gap", .integer(line.gap)), JSONMember("verdict", .text(line.verdict.rawValue)),
                    JSONMember("turns_short", .bool(before.verdict == .adequate && line.verdict == .short)),
                ])
        }
        return .object(
            basis.headJSON + [
                JSONMember("scenarios", .array(basis.demands.map { .text($0.scenario.code) })),
                JSONMember("verdict_now", .text((now.map(\.verdict).max() ?? .notAssessed).rawValue)),
                JSONMember("verdict", .text(then.verdict.rawValue)),
                JSONMember("short_now", .integer(Int64(before.count { $0.verdict == .short }))),
                JSONMember("short", .integer(Int64(then.lines.count { $0.verdict == .short }))), JSONMember("lines", .array(lines)),
            ])
    }
}
