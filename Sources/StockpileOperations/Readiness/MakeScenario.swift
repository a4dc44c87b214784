package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Makes a scenario from a level of a plan: like another one, with each measured driver inside the level's band. Where the other one
    /// knows a driver by town, the new figure is divided in the same proportion.
    ///
    /// Shape:  the scenario with its drivers, and the level every plan gives it.
    /// Errors: invalid with everything that is unknown, open or undivided; SP401.
    package func makeScenario(
        _ draft: ScenarioFromLevelDraft, problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.makeScenario)
        return try await run("make_scenario", key: key, request: draft.json) { tx, _ in
            var problems = problems
            let base = try tx.findScenario(code: draft.like)
            if base == nil { problems.append(.unknown("like", draft.like, "scenario")) }
            if try tx.findScenario(code: draft.code) != nil {
                problems.append(FieldProblem(field: "code", .duplicate, ["value": draft.code]))
            }
            let drivers = try base.map { try Self.drivers(of: draft, like: $0, &problems, in: tx) }
            guard problems.isEmpty, let base, let drivers else { throw StockpileError.invalid(problems) }
            let made = ReadinessScenario(
                code: draft.code, name: draft.name, nameEn: draft.nameEn ?? draft.name, hazard: base.hazard,
                responseDays: base.responseDays, towns: base.towns, drivers: base.drivers.merging(drivers) { _, new in new },
                townFigures: base.townFigures.following(drivers))
            guard try tx.insertScenario(made, source: draft.source) else {
                throw StockpileError.invalid([FieldProblem(field: "code", .duplicate, ["value": draft.code])])
            }
            let answers = TriggerCheck(figures: made.figures).answers(of: try tx.listResponseTriggers(of: made.hazard))
            let names = try tx.listHazardNames()
            return made.json(
                hazard: names[made.hazard], with: [JSONMember("triggers", .array(answers.map { $0.json(withReasons: false) }))])
        }
    }

    private static func drivers(
        of draft: ScenarioFromLevelDraft, like base: ReadinessScenario, _ problems: inout [FieldProblem], in tx: borrowing Transaction
    ) throws -> [String: ExactDecimal] {
        // A new version of a standard may grow with a driver that no scenario had a figure of.
        let known = Set(try tx.listDrivers())
        for code in draft.given.keys.sorted() where !known.contains(code) { problems.append(.unknown("set \(code)", code, "driver")) }
        let bands = try bands(of: draft, hazard: base.hazard, &problems, in: tx)
        let given = Dictionary(
            draft.given.compactMap { code, value in DisasterFigure(rawValue: code).map { ($0, value) } }
        ) { first, _ in first }
        let level = LevelFigures(bands: bands, percent: draft.percent, given: given, drivers: Set(base.figures.keys))
        for band in level.open {
            let figure = band.metric.figures.first { given[$0] == nil }?.rawValue ?? band.metric.code
            let detail = ["value": band.metric.code, "expected": "≥ \(band.least?.digits ?? "1")"]
            problems.append(FieldProblem(field: "set \(figure)", .required, detail))
        }
        for figure in DisasterFigure.allCases where level.divided.contains(figure) {
            problems.append(FieldProblem(field: "set \(figure.rawValue)", .required))
        }
        return Dictionary(level.figures.map { ($0.key.rawValue, $0.value) }) { first, _ in first }.merging(draft.given) { _, new in new }
    }

    /// The bands of the one plan that is meant.
    private static func bands(
        of draft: ScenarioFromLevelDraft, hazard: String, _ problems: inout [FieldProblem], in tx: borrowing Transaction
    ) throws -> [ResponseTrigger] {
        let triggers = try tx.listResponseTriggers(of: hazard).filter { $0.plan.plan == draft.plan }
        let meant = triggers.filter { trigger in
            (draft.planYear == nil || trigger.plan.year == draft.planYear)
                && (draft.jurisdiction == nil || trigger.plan.jurisdiction == draft.jurisdiction)
        }
        let plans = Set(meant.map(\.plan))
        if triggers.isEmpty {
            problems.append(.unknown("plan", draft.plan, "response_plan"))
        } else if plans.count != 1 {
            let known = Set(triggers.map(\.plan)).map { "\($0.jurisdiction) \($0.year.map(String.init) ?? "")" }.sorted()
            problems.append(
                FieldProblem(field: "plan_year", .notAChoice, ["value": draft.plan, "choices": known.joined(separator: ", ")]))
        }
        let bands = meant.filter { $0.level == draft.level }
        if plans.count == 1, bands.isEmpty {
            let levels = Set(meant.map(\.level.rawValue)).sorted().joined(separator: ", ")
            problems.append(FieldProblem(field: "level", .notAChoice, ["value": draft.level.rawValue, "choices": levels]))
        }
        return plans.count == 1 ? bands : []
    }
}

extension ReadinessScenario {
    func json(hazard names: (name: String, nameEn: String)?, with more: [JSONMember] = []) -> JSONValue {
        .object(
            [
                JSONMember("code", .text(code)), JSONMember("name", .text(name)), JSONMember("name_en", .text(nameEn)),
                JSONMember("hazard", .text(hazard)), JSONMember("hazard_name", JSONValue(names?.name)),
                JSONMember("hazard_name_en", JSONValue(names?.nameEn)), JSONMember("response_days", .integer(Int64(responseDays))),
                JSONMember("towns", .array(towns.map { .text($0) })),
                JSONMember("drivers", .object(drivers.sorted { $0.key < $1.key }.map { JSONMember($0.key, .decimal($0.value.digits)) })),
                JSONMember(
                    "town_drivers",
                    .array(
                        townFigures.rows.map {
                            ["driver": .text($0.driver), "town": .text($0.town), "driver_value": .decimal($0.value.digits)]
                        })),
            ] + more)
    }
}
