internal import StockpileModel

extension DistrictReader {
    mutating func readReadiness() -> ReadinessDraft {
        var draft = ReadinessDraft()
        draft.hazards = readNamed("hazards.csv", into: \.hazards)
        draft.drivers = readDrivers()
        draft.standards = readStandards().map(\.draft)
        let (lineRows, areLinesComplete) = readStandardLines()
        let lines = lineRows.map(\.draft)
        draft.lines = lines
        let scenarioRows = readScenarios()
        draft.scenarios = scenarioRows.map(\.draft)
        let (values, areValuesComplete) = readScenarioDrivers()
        let (townValues, areTownsComplete) = readTownDrivers(beside: values, isComplete: areValuesComplete)
        draft.values = values.map(\.draft) + townValues.sums
        draft.townValues = townValues.rows
        // A figure under a code nobody knows is reported where it stands; it may be the very one that is missing.
        let isEveryValueKnown = draft.values.allSatisfy { drivers[$0.driver] != nil && scenarios[$0.scenario] != nil }
        if areLinesComplete && areValuesComplete && areTownsComplete && isEveryValueKnown {
            for (row, scenario) in scenarioRows { checkDrivers(of: scenario, draft, in: row) }
        }
        return draft
    }

    mutating func readDrivers() -> [DriverDraft] {
        let (rows, isComplete) = rows(of: "drivers.csv")
        drivers.isComplete = isComplete
        return rows.map { row in
            var draft = DriverDraft()
            draft.code = row.code("code")
            draft.name = row.text("name")
            draft.nameEn = row.text("name_en")
            draft.unit = row.text("unit")
            draft.source = row.text("source")
            drivers.define(draft.code, (), in: row, "code")
            return draft
        }
    }

    private mutating func readScenarios() -> [(row: CSVRow, draft: ScenarioDraft)] {
        let (rows, isComplete) = rows(of: "scenarios.csv")
        scenarios.isComplete = isComplete
        return rows.map { row in
            var draft = ScenarioDraft()
            draft.code = row.code("code")
            draft.name = row.text("name")
            draft.nameEn = row.text("name_en")
            draft.hazard = row.code("hazard")
            draft.responseDays = row.whole("response_days", 1...36_500)
            draft.towns = row.list("towns")
            draft.source = row.text("source")
            hazards.find(draft.hazard, in: row, "hazard", "hazard")
            for town in draft.towns {
                places.find(town, in: row, "towns", "place")
                guard let kind = places.sound(town, problems)?.kind, kind != "town_point" else { continue }
                row.report("towns", .contradiction, ["value": town, "expected": "town_point", "kind": kind])
            }
            scenarios.define(draft.code, draft, in: row, "code")
            return (row, draft)
        }
    }

    private mutating func readScenarioDrivers() -> ([(row: CSVRow, draft: ScenarioDriverDraft)], isComplete: Bool) {
        var seen = Known<Void>()
        let (rows, isComplete) = rows(of: "scenario_drivers.csv")
        let drafts = rows.map { row in
            var draft = ScenarioDriverDraft()
            draft.scenario = row.code("scenario")
            draft.driver = row.code("driver")
            draft.value = row.decimal("value", least: .zero)
            draft.source = row.text("source")
            scenarios.find(draft.scenario, in: row, "scenario", "scenario")
            drivers.find(draft.driver, in: row, "driver", "driver")
            if !draft.scenario.isEmpty && !draft.driver.isEmpty { seen.define("\(draft.scenario) \(draft.driver)", (), in: row, "driver") }
            return (row, draft)
        }
        return (drafts, isComplete)
    }

    /// A need cannot be worked out without the figure it grows with.
    private func checkDrivers(of scenario: ScenarioDraft, _ draft: ReadinessDraft, in row: CSVRow) {
        guard !scenario.code.isEmpty, !scenario.hazard.isEmpty else { return }
        let lines = draft.lines.filter { ($0.hazard == nil || $0.hazard == scenario.hazard) && drivers[$0.driver] != nil }
        func report(_ needed: [StandardLineDraft], _ given: [String], _ reason: String) {
            for driver in Set(needed.map(\.driver)).subtracting(given).sorted() {
                row.report("code", .contradiction, ["value": scenario.code, "expected": driver, "reason": reason])
            }
        }
        let own = draft.townValues.filter { $0.scenario == scenario.code }.map(\.driver)
        report(lines.filter { $0.scope == .district }, draft.values.filter { $0.scenario == scenario.code }.map(\.driver), "driver_missing")
        report(lines.filter { $0.scope == .town }, own + [TownFigures.townsDriver], "town_driver_missing")
    }
}
