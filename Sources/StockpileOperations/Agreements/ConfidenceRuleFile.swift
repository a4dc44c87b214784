package import Foundation
package import StockpileModel

/// A version of the rule of confidence from a file.
///
/// Shape: a row for each band of age of each kind of proof (`days_max`, `percent`), and one each for `never` (percent),
/// `broken_promise` (points, and the days a promise is remembered), `kept_promise` and `kept_promise_max` (points).
package enum ConfidenceRuleFile {
    package static let columns = ["kind", "days_max", "percent"]
    private static let figures = ["never", "broken_promise", "kept_promise", "kept_promise_max"]

    /// Errors: invalid with everything that is wrong, by line and column.
    package static func read(
        data: Data, name file: String, named: (name: String, source: String, validFrom: CalendarDate)
    ) throws -> ConfidenceRule {
        let problems = ProblemList()
        let rows = CSVFile(name: file, data: data, columns: columns, problems: problems).readRows()
        var rule = ConfidenceRule(
            version: 0, name: named.name, source: named.source, validFrom: named.validFrom, bands: [], neverPercent: 0, brokenPoints: 0,
            keptPoints: 0, keptPointsMax: 0, promiseDays: 0)
        var seen: Set<String> = []
        for row in rows {
            let kind = row.choice("kind", of: ProofKind.allCases.map(\.rawValue) + figures)
            let percent = Int(row.whole("percent", 0...100))
            let hasDays = ProofKind(rawValue: kind) != nil || kind == "broken_promise"
            if !hasDays && row.isFilled("days_max") { row.report("days_max", .notAllowed, ["value": kind]) }
            let days = hasDays ? Int(row.whole("days_max", (kind == "broken_promise" ? 1 : 0)...36_500)) : 0
            if !seen.insert(figures.contains(kind) ? kind : "\(kind) \(days)").inserted { row.report("kind", .duplicate, ["value": kind]) }
            switch kind {
            case "never": rule.neverPercent = percent
            case "broken_promise": (rule.brokenPoints, rule.promiseDays) = (percent, days)
            case "kept_promise": rule.keptPoints = percent
            case "kept_promise_max": rule.keptPointsMax = percent
            default:
                guard let known = ProofKind(rawValue: kind) else { break }
                // An older proof is never worth more.
                let younger = rule.bands.filter { $0.kind == known && $0.daysMax < days }.map(\.percent).min()
                let older = rule.bands.filter { $0.kind == known && $0.daysMax > days }.map(\.percent).max()
                if let younger, percent > younger {
                    row.report("percent", .contradiction, ["value": String(percent), "expected": "≤ \(younger)"])
                } else if let older, percent < older {
                    row.report("percent", .contradiction, ["value": String(percent), "expected": "≥ \(older)"])
                }
                rule.bands.append(ConfidenceRule.Band(kind: known, daysMax: days, percent: percent))
            }
        }
        for figure in figures where !seen.contains(figure) {
            problems.add(FieldProblem(file: file, field: "kind", .required, ["value": figure, "expected": figure]))
        }
        try problems.throwIfAny()
        return rule
    }
}
