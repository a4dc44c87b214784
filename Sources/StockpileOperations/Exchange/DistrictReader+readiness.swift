internal import StockpileModel

extension DistrictReader {
    mutating func readReadiness() -> ReadinessDraft {
        var draft = ReadinessDraft()
        draft.hazards = readNamed("hazards.csv", into: \.hazards)
        draft.drivers = readDrivers()
        draft.standards = readStandards()
        let (lines, areLinesComplete) = readStandardLines()
        draft.lines = lines
        let scenarioRows = readScenarios()
        draft.scenarios = scenarioRows.map(\.draft)
        let (values, areValuesComplete) = readScenarioDrivers()
        draft.values = values
        // A figure under a code nobody knows is reported where it stands; it may be the very one that is missing.
        let isEveryValueKnown = values.allSatisfy { drivers[$0.driver] != nil && scenarios[$0.scenario] != nil }
        if areLinesComplete && areValuesComplete && isEveryValueKnown {
            for (row, scenario) in scenarioRows { checkDrivers(of: scenario, lines: lines, values: values, in: row) }
        }
        return draft
    }

    private mutating func readDrivers() -> [DriverDraft] {
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

    private mutating func readStandards() -> [StandardDraft] {
        let (rows, isComplete) = rows(of: "standards.csv")
        standards.isComplete = isComplete
        var days = Known<Void>()
        return rows.map { row in
            var draft = StandardDraft()
            draft.code = row.code("code")
            draft.version = row.whole("version", 1...1_000_000)
            draft.name = row.text("name")
            draft.nameEn = row.text("name_en")
            let level = row.require("level") { input throws(InputProblem) in try input.level() }
            let effectiveFrom = row.date("effective_from")
            draft.level = level ?? draft.level
            draft.effectiveFrom = effectiveFrom ?? draft.effectiveFrom
            draft.source = row.text("source")
            if !draft.code.isEmpty && draft.version > 0 { standards.define("\(draft.code) \(draft.version)", (), in: row, "version") }
            // Two standards of one level from one day on: nobody could say which holds.
            if let level, let effectiveFrom { days.define("\(level.rawValue) \(effectiveFrom.rawValue)", (), in: row, "effective_from") }
            return draft
        }
    }

    private mutating func readStandardLines() -> ([StandardLineDraft], isComplete: Bool) {
        var seen = Known<Void>()
        let (rows, isComplete) = rows(of: "standard_lines.csv")
        let drafts = rows.map { row in
            var draft = StandardLineDraft()
            draft.standard = row.code("standard")
            draft.version = row.whole("version", 1...1_000_000)
            let hazard = row.code("hazard")
            draft.hazard = hazard == "any" ? nil : hazard
            draft.category = row.code("category")
            draft.item = row.code("item")
            draft.driver = row.code("driver")
            draft.coefficient = row.decimal("coefficient", least: .smallest)
            draft.days = row.whole("days", 1...36_500)
            draft.withinHours = row.whole("within_hours", 1...100_000)
            draft.source = row.text("source")
            if !draft.standard.isEmpty && draft.version > 0 {
                standards.find("\(draft.standard) \(draft.version)", in: row, "standard", "standard")
            }
            hazards.find(draft.hazard, in: row, "hazard", "hazard")
            drivers.find(draft.driver, in: row, "driver", "driver")
            items.find(draft.item, in: row, "item", "item")
            checkCategory(draft.category, of: items.sound(draft.item, problems), in: row)
            let key = [draft.standard, String(draft.version), hazard, draft.category, draft.item, draft.driver]
            if !key.contains("") { seen.define(key.joined(separator: " "), (), in: row, "item") }
            return draft
        }
        return (drafts, isComplete)
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

    private mutating func readScenarioDrivers() -> ([ScenarioDriverDraft], isComplete: Bool) {
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
            return draft
        }
        return (drafts, isComplete)
    }

    /// A need cannot be worked out without the figure it grows with.
    private func checkDrivers(of scenario: ScenarioDraft, lines: [StandardLineDraft], values: [ScenarioDriverDraft], in row: CSVRow) {
        guard !scenario.code.isEmpty, !scenario.hazard.isEmpty else { return }
        let needed = Set(lines.filter { $0.hazard == nil || $0.hazard == scenario.hazard }.map(\.driver)).filter { drivers[$0] != nil }
        let given = Set(values.filter { $0.scenario == scenario.code }.map(\.driver))
        for driver in needed.subtracting(given).sorted() {
            row.report("code", .contradiction, ["value": scenario.code, "expected": driver, "reason": "driver_missing"])
        }
    }
}
