internal import StockpileModel

extension DistrictReader {
    /// Figures of towns, and of each driver that has none for the district the sum of its towns.
    struct TownDrivers {
        var rows: [ScenarioTownDriverDraft] = []
        var sums: [ScenarioDriverDraft] = []
    }

    /// Of a driver every town of the scenario has a figure or none, and together they are the district's where that is given as well.
    mutating func readTownDrivers(
        beside values: [(row: CSVRow, draft: ScenarioDriverDraft)], isComplete areValuesComplete: Bool
    ) -> (TownDrivers, isComplete: Bool) {
        var seen = Known<Void>()
        let (rows, isRead) = rows(of: "scenario_town_drivers.csv")
        // Without the file no town has a figure of its own, and that is all there is to know.
        let isComplete = isRead || !has("scenario_town_drivers.csv")
        let drafts = rows.map { row in
            let draft = readTownDriver(row)
            let key = [draft.scenario, draft.town, draft.driver]
            if !key.contains("") { seen.define(key.joined(separator: " "), (), in: row, "town") }
            return (row: row, draft: draft)
        }
        var found = TownDrivers(rows: drafts.map(\.draft))
        let district = Dictionary(values.map { ([$0.draft.scenario, $0.draft.driver], $0) }) { first, _ in first }
        for (key, own) in Dictionary(grouping: drafts, by: { [$0.draft.scenario, $0.draft.driver] }) {
            guard isComplete, !own.contains(where: { problems.concerns($0.row.origin) }), let scenario = scenarios[key[0]] else { continue }
            let missing = scenario.towns.filter { town in !own.contains { $0.draft.town == town } }
            guard missing.isEmpty else {
                let detail = ["value": key[1], "expected": missing.joined(separator: ", "), "reason": "town_figure_missing"]
                own[0].row.report("driver", .contradiction, detail)
                continue
            }
            let (millionths, overflow) = own.reduce((Int64(0), false)) { sum, next in
                let (value, isTooMuch) = sum.0.addingReportingOverflow(next.draft.value.millionths)
                return (value, sum.1 || isTooMuch)
            }
            guard !overflow, let sum = ExactDecimal(millionths: millionths) else {
                own[0].row.report("value", .outOfRange, ["value": own[0].draft.value.digits])
                continue
            }
            if let given = district[key] {
                guard given.draft.value != sum, !problems.concerns(given.row.origin) else { continue }
                let detail = ["value": given.draft.value.digits, "expected": sum.digits, "reason": "town_figures_sum"]
                given.row.report("value", .contradiction, detail)
            } else if areValuesComplete {
                var draft = ScenarioDriverDraft()
                (draft.scenario, draft.driver, draft.value, draft.source) = (key[0], key[1], sum, own[0].draft.source)
                found.sums.append(draft)
            }
        }
        found.sums.sort { ($0.scenario, $0.driver) < ($1.scenario, $1.driver) }
        return (found, isComplete)
    }

    private func readTownDriver(_ row: CSVRow) -> ScenarioTownDriverDraft {
        var draft = ScenarioTownDriverDraft()
        draft.scenario = row.code("scenario")
        draft.town = row.code("town")
        draft.driver = row.code("driver")
        draft.value = row.decimal("value", least: .zero)
        draft.source = row.text("source")
        scenarios.find(draft.scenario, in: row, "scenario", "scenario")
        drivers.find(draft.driver, in: row, "driver", "driver")
        let isPlace = places.find(draft.town, in: row, "town", "place") != nil
        if isPlace, let scenario = scenarios.sound(draft.scenario, problems), !scenario.towns.contains(draft.town) {
            row.report("town", .notAChoice, ["value": draft.town, "choices": scenario.towns.joined(separator: ", ")])
        }
        return draft
    }
}
