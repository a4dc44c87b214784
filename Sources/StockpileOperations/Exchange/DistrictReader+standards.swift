internal import StockpileModel

extension DistrictReader {
    mutating func readStandards() -> [(row: CSVRow, draft: StandardDraft)] {
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
            draft.redundancyPercent = row.optionalWhole("redundancy_percent", 0...1_000) ?? 0
            if !draft.code.isEmpty && draft.version > 0 { standards.define("\(draft.code) \(draft.version)", (), in: row, "version") }
            // Two standards of one level from one day on: nobody could say which holds.
            if let level, let effectiveFrom { days.define("\(level.rawValue) \(effectiveFrom.rawValue)", (), in: row, "effective_from") }
            return (row, draft)
        }
    }

    mutating func readStandardLines() -> (rows: [(row: CSVRow, draft: StandardLineDraft)], isComplete: Bool) {
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
            draft.coefficientMax = row.read("coefficient_max") { input throws(InputProblem) in try input.decimal(least: .smallest) }
            draft.days = row.whole("days", 1...36_500)
            draft.withinHours = row.whole("within_hours", 1...100_000)
            let scope = row.optionalChoice("scope", of: StandardScope.allCases.map(\.rawValue)).flatMap(StandardScope.init)
            draft.scope = scope ?? .district
            draft.source = row.text("source")
            if let most = draft.coefficientMax, most < draft.coefficient {
                row.report("coefficient_max", .contradiction, ["value": most.digits, "expected": "≥ \(draft.coefficient.digits)"])
            }
            if !draft.standard.isEmpty && draft.version > 0 {
                standards.find("\(draft.standard) \(draft.version)", in: row, "standard", "standard")
            }
            hazards.find(draft.hazard, in: row, "hazard", "hazard")
            drivers.find(draft.driver, in: row, "driver", "driver")
            items.find(draft.item, in: row, "item", "item")
            checkCategory(draft.category, of: items.sound(draft.item, problems), in: row)
            // One that could not be read is told already, and may be any.
            let scopeKey = row.isFilled("scope") && scope == nil ? "" : draft.scope.rawValue
            let key = [draft.standard, String(draft.version), hazard, draft.category, draft.item, draft.driver, scopeKey]
            if !key.contains("") { seen.define(key.joined(separator: " "), (), in: row, "item") }
            return (row, draft)
        }
        return (drafts, isComplete)
    }
}
